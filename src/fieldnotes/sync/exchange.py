"""One exchange: hello, session, push, reference, heads, pull, access; the vault writes first, then we go on.

One at a time per profile (lock file). Nothing is believed that the pinned key has not signed; nothing is thought
sent that the hub has not answered for. Knows no note's content.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Final

import httpx2
from filelock import FileLock, Timeout

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.domain.json_value import Json
from fieldnotes.sync import answers, safe_keeping
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import access, entries, feed, outbox, reference
from fieldnotes.vault.feed import Behind
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.outbox import SetAside
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import pack, unpack

_LOCK: Final = "exchange.lock"
_CASES_AT_ONCE: Final = 100
_NOT_THIS_PARCEL: Final = frozenset({Code.TOO_LARGE, Code.BYTES_WRONG, Code.SIGNATURE_WRONG, Code.REQUEST_WRONG})


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange did: counts of entries, what was set aside, and the notes that look different now."""

    sent: int
    received: int
    waiting: int
    quarantined: list[SetAside]
    changed_notes: frozenset[str]


@dataclass(slots=True)
class _Tally:
    sent: int = 0
    received: int = 0
    aside: list[SetAside] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)


def exchange(
    vault: OpenVault,
    clock: Clock,
    cancelled: Callable[[], bool] | None = None,
    *,
    transport: httpx2.BaseTransport | None = None,
) -> Exchanged:
    """Send what waits and fetch what is new.

    Raises:
        Refused: NOT_JOINED, HUB_KEY_CHANGED, FEED_ROLLED_BACK, DEVICE_REVOKED (what waited has been handed in),
            DEVICE_CLONED, HUB_ANSWER_WRONG, VERSION_UNSUPPORTED.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING, CANCELLED, TOO_MANY; what was under way is offered again.
    """
    me = identity(vault)
    if me.hub_url is None:
        raise Refused(Code.NOT_JOINED)
    with alone(vault), HubClient(me.hub_url, me.hub_ca, transport) as client:
        outbox.begin(vault)
        return _Exchange(vault, clock, client, cancelled).run()


@contextmanager
def alone(vault: OpenVault) -> Iterator[None]:
    """Let one exchange at a time run for this profile, over all processes.

    Raises:
        Unavailable: EXCHANGE_RUNNING.
    """
    lock = FileLock(vault.folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Unavailable(Code.EXCHANGE_RUNNING) from None
    except OSError:
        raise Unavailable(Code.CANNOT_WRITE, file=_LOCK) from None
    try:
        yield
    finally:
        lock.release()


def fetch_reference(vault: OpenVault, session: HubSession) -> None:
    """Bring the reference data up to date."""
    answer = session.get(f"/v1/reference?after={reference.version(vault)}")
    reference.apply_reference(vault, answers.word(answer))


class _Exchange:
    def __init__(self, vault: OpenVault, clock: Clock, client: HubClient, cancelled: Callable[[], bool] | None) -> None:
        self._vault = vault
        self._clock = clock
        self._cancelled = cancelled or (lambda: False)
        self._tally = _Tally()
        self._session = HubSession(vault, clock, client)

    def run(self) -> Exchanged:
        self._push()
        fetch_reference(self._vault, self._session)
        self._pull()
        self._take(feed.examine_again(self._vault, self._now()))
        self._access()
        safe_keeping.exchange(self._vault, self._session, self._clock)
        return Exchanged(
            self._tally.sent,
            self._tally.received,
            outbox.waiting(self._vault),
            self._tally.aside,
            frozenset(self._tally.notes),
        )

    def _push(self) -> None:
        while batch := outbox.take(self._vault):
            self._go_on()
            try:
                self._offer(batch)
            finally:
                outbox.mark_unknown(self._vault)

    def _offer(self, batch: Sequence[Sealed]) -> None:
        """Hand in a batch; one that the hub cannot take is halved until the entry at fault stands alone."""
        try:
            answer = self._session.push(pack({}, batch))
        except Refused as problem:
            if problem.code not in _NOT_THIS_PARCEL:
                raise
            if len(batch) == 1:
                self._tally.aside.append(outbox.set_aside_here(self._vault, batch[0].hash, problem.code.value))
                return
            middle = len(batch) // 2
            self._offer(batch[:middle])
            self._offer(batch[middle:])
            return
        self._session.check_epoch(answer.epoch)
        aside = outbox.settle(self._vault, answer.results, answer.receipts, self._now())
        self._tally.aside += aside
        self._tally.sent += len(answer.results) - len(aside)
        self._tally.notes |= entries.notes_of(self._vault, [one.hash for one in batch])

    def _pull(self) -> None:
        epoch, heads = answers.heads(self._session.get("/v1/heads"))
        self._session.check_epoch(epoch)
        behind = feed.compare_heads(self._vault, heads)
        if feed.hidden_cases(self._vault, heads):
            fetch_reference(self._vault, self._session)
            for case in feed.hidden_cases(self._vault, heads):
                raise Refused(Code.FEED_ROLLED_BACK, case=case)
        for at in range(0, len(behind), _CASES_AT_ONCE):
            self._pull_cases({one.case: one for one in behind[at : at + _CASES_AT_ONCE]})

    def _pull_cases(self, behind: dict[str, Behind]) -> None:
        """Ask until every case stands where its head does; an answer that brings nothing is no answer."""
        while behind:
            self._go_on()
            wished: list[Json] = [{"case": one.case, "after": one.after} for one in behind.values()]
            head, found = self._unpack(self._session.pull({"cases": wished}))
            self._session.check_epoch(head.epoch)
            if not found:
                raise Refused(Code.HUB_ANSWER_WRONG)
            if feed.unknown_devices(self._vault, found):
                fetch_reference(self._vault, self._session)
            self._apply(head, found, behind)

    def _apply(self, head: answers.Pulled, found: Sequence[Sealed], behind: dict[str, Behind]) -> None:
        begin = 0
        for page in head.pages:
            rows = found[begin : begin + page.count]
            begin += page.count
            asked = behind.get(page.case)
            if asked is None or len(rows) != page.count or page.count < 0:
                raise Refused(Code.HUB_ANSWER_WRONG)
            self._take(feed.apply_page(self._vault, page.case, page.after, rows, page.receipt, self._now()))
            behind[page.case] = replace(asked, after=page.receipt.position)
            if page.receipt.position >= asked.to:
                del behind[page.case]
        if begin != len(found):
            raise Refused(Code.HUB_ANSWER_WRONG)

    @staticmethod
    def _unpack(data: bytes) -> tuple[answers.Pulled, list[Sealed]]:
        try:
            head, found = unpack(data)
        except FieldNotesError:
            raise Refused(Code.HUB_ANSWER_WRONG) from None
        return answers.pulled(head), found

    def _access(self) -> None:
        while rows := access.unsent(self._vault):
            self._go_on()
            self._session.post("/v1/access", {"rows": [asdict(row) for row in rows]})
            access.mark_sent(self._vault, [row.number for row in rows])

    def _take(self, taken: feed.PageTaken) -> None:
        self._tally.received += len(taken.new)
        self._tally.notes |= taken.notes
        self._tally.aside += taken.aside

    def _go_on(self) -> None:
        if self._cancelled():
            raise Unavailable(Code.CANCELLED)

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="milliseconds")
