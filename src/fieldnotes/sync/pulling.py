"""The second part of an exchange: what others have added to one's cases, held against the hub's signed heads.

Nothing is believed that the pinned key has not signed. Knows no note's content.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import asdict, replace
from typing import Final

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.sync import answers
from fieldnotes.sync.courier import Courier
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.tally import Tally
from fieldnotes.vault import access, feed, reference
from fieldnotes.vault.feed import Behind, Following
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import unpack

_CASES_AT_ONCE: Final = 100


def fetch_reference(vault: OpenVault, session: HubSession, tally: Tally) -> None:
    """Bring the reference data up to date; what was asked for and opened is told first, for cases are given by it."""
    hand_in_access(vault, session)
    answer = session.get(f"/v1/reference?after={reference.version(vault)}")
    tally.take_cases(reference.apply_reference(vault, answers.word(answer)))


def hand_in_access(vault: OpenVault, session: HubSession, go_on: Callable[[], None] = lambda: None) -> None:
    """Hand in what the hub has not got of the access log; `go_on` is asked before each request."""
    while rows := access.unsent(vault):
        go_on()
        session.post("/v1/access", {"rows": [asdict(row) for row in rows]})
        access.mark_sent(vault, [row.number for row in rows])


class Pulling:
    """Everything one exchange fetches; `now` gives the hub's time, `go_on` raises when the person says stop."""

    def __init__(
        self, vault: OpenVault, session: HubSession, tally: Tally, now: Callable[[], str], go_on: Callable[[], None]
    ) -> None:
        self._vault = vault
        self._session = session
        self._tally = tally
        self._now = now
        self._go_on = go_on

    def run(self) -> None:
        """Fetch what follows in every case, then look once more at what was set aside."""
        answer = self._session.get("/v1/heads")
        epoch, heads = answers.heads(answer)
        self._session.check_epoch(epoch)
        self._tally.take_cases(reference.keep_waiting_there(self._vault, answers.waiting_there(answer)))
        stays = reference.kept_back(self._vault)
        behind = [one for one in feed.compare_heads(self._vault, heads) if one.case not in stays]
        if feed.hidden_cases(self._vault, heads):
            fetch_reference(self._vault, self._session, self._tally)
            for case in feed.hidden_cases(self._vault, heads):
                raise Refused(Code.FEED_ROLLED_BACK, case=case)
        for at in range(0, len(behind), _CASES_AT_ONCE):
            self._pull_cases({one.case: one for one in behind[at : at + _CASES_AT_ONCE]})
        self._tally.take(feed.examine_again(self._vault, self._now()))

    def _pull_cases(self, behind: dict[str, Behind]) -> None:
        """Ask until every case stands where its head does; an answer that brings nothing is no answer."""
        with Courier() as courier:
            under_way = self._ask(courier, behind)
            while under_way is not None:
                head, found = self._unpack(under_way.result())
                self._session.check_epoch(head.epoch)
                if not found:
                    raise Refused(Code.HUB_ANSWER_WRONG)
                pages = self._pages(head, found, behind)
                under_way = self._ask(courier, behind)
                if feed.unknown_devices(self._vault, found):
                    courier.ask(fetch_reference, self._vault, self._session, self._tally)
                self._tally.take(feed.apply_pages(self._vault, pages, self._now()))

    def _ask(self, courier: Courier, behind: dict[str, Behind]) -> "Future[bytes] | None":
        """Ask for what follows in these cases, while what has come is checked and written down."""
        if not behind:
            return None
        self._go_on()
        wished: list[Json] = [{"case": one.case, "after": one.after} for one in behind.values()]
        return courier.send(self._session.pull, {"cases": wished})

    @staticmethod
    def _pages(head: answers.Pulled, found: Sequence[Sealed], behind: dict[str, Behind]) -> list[Following]:
        """Deal an answer out to its cases, and move `behind` on to what will be asked next."""
        begin = 0
        pages: list[Following] = []
        for page in head.pages:
            rows = found[begin : begin + page.count]
            begin += page.count
            asked = behind.get(page.case)
            if asked is None or len(rows) != page.count or page.count < 0:
                raise Refused(Code.HUB_ANSWER_WRONG)
            pages.append(Following(page.case, page.after, rows, page.receipt))
            behind[page.case] = replace(asked, after=page.receipt.position)
            if page.receipt.position >= asked.to:
                del behind[page.case]
        if begin != len(found):
            raise Refused(Code.HUB_ANSWER_WRONG)
        return pages

    @staticmethod
    def _unpack(data: bytes) -> tuple[answers.Pulled, list[Sealed]]:
        try:
            head, found = unpack(data)
        except FieldNotesError:
            raise Refused(Code.HUB_ANSWER_WRONG) from None
        return answers.pulled(head), found
