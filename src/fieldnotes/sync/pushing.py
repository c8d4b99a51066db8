"""The first part of an exchange: what is in doubt is asked about, what waits is handed in, a poison entry stands alone.

Nothing is thought sent that the hub has not answered for. Knows no note's content.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.sync import answers
from fieldnotes.sync.courier import Courier
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.tally import Tally
from fieldnotes.vault import entries, offering, outbox
from fieldnotes.vault.offering import InDoubt
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import pack

_NOT_THIS_PARCEL: Final = frozenset({Code.TOO_LARGE, Code.BYTES_WRONG, Code.SIGNATURE_WRONG, Code.REQUEST_WRONG})


class Pushing:
    """Everything one exchange hands in; `now` gives the hub's time, `go_on` raises when the person says stop."""

    def __init__(
        self, vault: OpenVault, session: HubSession, tally: Tally, now: Callable[[], str], go_on: Callable[[], None]
    ) -> None:
        self._vault = vault
        self._session = session
        self._tally = tally
        self._now = now
        self._go_on = go_on

    def run(self) -> None:
        """Ask, then hand in; one entry that cannot be taken holds up nothing else."""
        while doubtful := offering.in_doubt(self._vault):
            self._tally.sent += self._ask(doubtful)
        undecided = offering.undecided(self._vault)
        for at in range(0, len(undecided), offering.ASKED_AT_ONCE):
            self._ask(undecided[at : at + offering.ASKED_AT_ONCE])
        stuck = outbox.stuck(self._vault)
        with Courier() as courier:
            self._hand_in(courier)
            for one in stuck:
                self._go_on()
                self._take_in(courier, [one], courier.send(self._push, [one]))
        self._offer_unproven()

    def _hand_in(self, courier: Courier) -> None:
        """Hand in what waits: the next parcel travels while the answer about the last one is written down."""
        try:
            before: tuple[list[Sealed], Future[answers.Pushed]] | None = None
            while (batch := outbox.take(self._vault)) or before:
                self._go_on()
                under_way = (batch, courier.send(self._push, batch)) if batch else None
                if before is not None:
                    self._take_in(courier, *before)
                before = under_way
        except BaseException:
            outbox.mark_unknown(self._vault)
            raise

    def _ask(self, doubtful: Sequence[InDoubt]) -> int:
        """Ask what became of entries by their hashes; give how many the hub has in the record."""
        self._go_on()
        by_case: dict[str, list[Json]] = {}
        for one in doubtful:
            by_case.setdefault(one.case, []).append(one.hash)
        asked: list[Json] = [{"case": case, "hashes": hashes} for case, hashes in by_case.items()]
        answer = answers.lacking(self._session.post("/v1/lacking", {"cases": asked}))
        self._session.check_epoch(answer.there.epoch)
        told = [*(result["hash"] for result in answer.there.results), *answer.hashes]
        if sorted(told) != sorted(one.hash for one in doubtful):
            raise Refused(Code.HUB_ANSWER_WRONG)
        stored = self._settle(answer.there)
        offering.lacking(self._vault, answer.hashes)
        return stored

    def _settle(self, answer: answers.Pushed) -> int:
        """Write down what the hub said; tell of what it says for the first time. Give how many are in the record."""
        before = set(outbox.quarantined(self._vault))
        aside = outbox.settle(self._vault, answer.results, answer.receipts, self._now())
        self._tally.aside += [one for one in aside if one not in before]
        self._tally.notes |= entries.notes_of(self._vault, [result["hash"] for result in answer.results])
        return len(answer.results) - len(aside)

    def _push(self, batch: Sequence[Sealed]) -> answers.Pushed:
        return self._session.push(pack({}, batch))

    def _take_in(self, courier: Courier, batch: Sequence[Sealed], under_way: "Future[answers.Pushed]") -> None:
        """Write down what the hub says; a batch it cannot take is halved until the entry at fault stands alone."""
        try:
            answer = under_way.result()
        except Refused as problem:
            if problem.code not in _NOT_THIS_PARCEL:
                raise
            if len(batch) == 1:
                self._tally.aside.append(outbox.set_aside_here(self._vault, batch[0].hash, problem.code.value))
                return
            middle = len(batch) // 2
            for half in (batch[:middle], batch[middle:]):
                self._take_in(courier, half, courier.send(self._push, half))
            return
        self._session.check_epoch(answer.epoch)
        self._tally.sent += self._settle(answer)

    def _offer_unproven(self) -> None:
        """Hand on what proves nothing here but may prove itself there; the hub alone says what becomes of it."""
        while held := offering.unproven(self._vault):
            self._go_on()
            self._session.check_epoch(self._session.push(pack({}, held)).epoch)
            offering.mark_offered(self._vault, [one.hash for one in held])
