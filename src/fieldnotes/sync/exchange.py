"""One exchange: session, push, reference, pull, access, drafts; the vault writes first, then we go on.

One at a time per profile (lock file). A device whose access is withdrawn hands in what it has and reads nothing; a
hub that was restored on the way is offered everything and the exchange begins anew. Knows no note's content.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import httpx2
from filelock import FileLock, Timeout

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.sync import attachments, disposing, examples, preparing, safe_keeping, team_times
from fieldnotes.sync.attachments import Moved
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HistoryChanged, HubSession
from fieldnotes.sync.parting import part
from fieldnotes.sync.pulling import Pulling, fetch_reference, hand_in_access
from fieldnotes.sync.pushing import Pushing
from fieldnotes.sync.tally import Tally
from fieldnotes.vault import outbox
from fieldnotes.vault.contact import hub_now
from fieldnotes.vault.identity import identity
from fieldnotes.vault.keychain import Keychain
from fieldnotes.vault.lease import renew_lease
from fieldnotes.vault.leftovers import clear_away
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.outbox import SetAside
from fieldnotes.vault.purging import purge

_LOCK: Final = "exchange.lock"
_HISTORIES: Final = 2
"""A hub that changes its history twice within one exchange is asked again later."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange did: counts of entries, what was set aside, the notes that look different now.

    `purged`: cases that have left this computer, no longer this person's and in a backup; `disposed`: by law; `files`:
    attachments whose bytes went, came and wait; `changed_cases`: those whose own data came.
    """

    sent: int
    received: int
    waiting: int
    quarantined: list[SetAside]
    changed_notes: frozenset[str]
    purged: tuple[str, ...] = ()
    files: Moved = field(default_factory=Moved)
    changed_cases: frozenset[str] = frozenset()
    disposed: tuple[str, ...] = ()


def exchange(  # noqa: PLR0913 - each is another station's, and all but two are left out by most
    vault: OpenVault,
    clock: Clock,
    cancelled: Callable[[], bool] | None = None,
    *,
    transport: httpx2.BaseTransport | None = None,
    keychain: Keychain | None = None,
    bytes_wait: bool = False,
    asked: Collection[str] = (),
    tell_cases: Callable[[frozenset[str]], None] | None = None,
    met: Callable[[], object] = object,
) -> Exchanged:
    """Send what waits and fetch what is new.

    What is written down is the hub's time, not the clock's. `cancelled` is asked between requests; `transport`: another
    way to the hub than the network (tests); `keychain`: where a PIN's half may lie, for a wipe. `bytes_wait`: the
    network costs by the byte, so files wait, except those `asked` for by id. `tell_cases` hears, on this thread, which
    cases' own data came. `met` is called once the hub has proved who it is, before anything is sent.

    Raises:
        Refused: NOT_JOINED, HUB_KEY_CHANGED, FEED_ROLLED_BACK, DEVICE_REVOKED (what waited has been handed in),
            DEVICE_WIPED (and the profile is destroyed), DEVICE_CLONED, HUB_ANSWER_WRONG, PROGRAM_TOO_OLD, HUB_TOO_OLD.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING, CANCELLED, TOO_MANY; what was under way is offered again.
    """
    me = identity(vault)
    if me.hub_url is None:
        raise Refused(Code.NOT_JOINED)
    with alone(vault), HubClient(me.hub_url, me.hub_ca, transport) as client:
        outbox.begin(vault)
        under_way = _Exchange(vault, clock, client, cancelled, keychain, tell_cases)
        met()
        for _ in range(_HISTORIES):
            try:
                return under_way.run(bytes_wait, asked)
            except HistoryChanged:
                continue
        raise Refused(Code.HUB_ANSWER_WRONG)


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


class _Exchange:
    def __init__(
        self,
        vault: OpenVault,
        clock: Clock,
        client: HubClient,
        cancelled: Callable[[], bool] | None,
        keychain: Keychain | None,
        tell_cases: Callable[[frozenset[str]], None] | None,
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._cancelled = cancelled or (lambda: False)
        self._keychain = keychain
        self._tally = Tally(tell_cases=tell_cases)
        self._session = HubSession(vault, clock, client)

    def run(self, bytes_wait: bool, asked: Collection[str]) -> Exchanged:  # noqa: FBT001 - handed on as it came
        self._push()
        ended = disposing.obey(self._vault, self._session, self._now)
        if self._session.revoked:
            self._hand_in_the_rest()
        examples.hand_in(self._vault, self._session, self._now())
        team_times.hand_in(self._vault, self._session)
        preparing.hand_in(self._vault, self._session, self._now())
        fetch_reference(self._vault, self._session, self._tally)
        preparing.fetch_table(self._vault, self._session)
        Pulling(self._vault, self._session, self._tally, self._now, self._go_on).run()
        self._access()
        safe_keeping.exchange(self._vault, self._session, self._clock)
        files = attachments.exchange(
            self._vault, self._session, self._now, self._text_first, bytes_wait=bytes_wait, asked=asked
        )
        clear_away(self._vault)
        renew_lease(self._vault, self._clock)
        purged = purge(self._vault, self._now())
        return Exchanged(
            self._tally.sent,
            self._tally.received,
            outbox.waiting(self._vault),
            self._tally.aside,
            frozenset(self._tally.notes),
            purged.cases,
            files,
            frozenset(self._tally.cases),
            tuple(ended),
        )

    def _push(self) -> None:
        Pushing(self._vault, self._session, self._tally, self._now, self._go_on).run()

    def _text_first(self) -> None:
        """What was signed while bytes are on their way does not wait for them."""
        self._go_on()
        if outbox.fresh(self._vault):
            self._push()

    def _hand_in_the_rest(self) -> None:
        """Hand in all else a device may that reads no more; then it parts from the hub, which ends the exchange."""
        self._access()
        safe_keeping.hand_in(self._vault, self._session, self._clock)
        attachments.hand_in(self._vault, self._session, self._go_on)
        part(self._vault, self._session, self._keychain)

    def _access(self) -> None:
        hand_in_access(self._vault, self._session, self._go_on)

    def _go_on(self) -> None:
        if self._cancelled():
            raise Unavailable(Code.CANCELLED)

    def _now(self) -> str:
        return hub_now(self._vault, self._clock).isoformat(timespec="milliseconds")
