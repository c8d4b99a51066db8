"""From a small form to a case that can be written in. Knows no Qt and no store."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell

_NUMBER = re.compile(r"(\d\d)?\d{6}[-+]?[\dA-Z]{4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Proposal:
    """What was typed; empty texts are not known."""

    child: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    guardian: str = field(default="", repr=False)
    why: str = field(default="", repr=False)

    def number_is_well_formed(self) -> bool:
        """Tell a date, or a number with as many digits as one has; who it belongs to is never worked out."""
        if _DAY.fullmatch(self.number):
            try:
                date.fromisoformat(self.number)
            except ValueError:
                return False
            return True
        return bool(_NUMBER.fullmatch(self.number))

    def as_file(self) -> JsonObject:
        """Give it as a proposal file."""
        child: dict[str, Json] = {"name": self.child} if self.child else {}
        if self.number:
            child["born" if _DAY.fullmatch(self.number) else "personnummer"] = self.number
        people: list[Json] = [{"name": self.guardian, "role": "vardnadshavare"}] if self.guardian else []
        return {"child": child, "people": people, **({"note": self.why} if self.why else {})}


class ProposeDrawing(Protocol):
    """What the panel can be told."""

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class ProposePresenter:
    """Records the proposal and goes on to the note's template."""

    def __init__(self, shell: Shell, view: ProposeDrawing, go_on: Callable[[str], None]) -> None:
        self._shell = shell
        self._view = view
        self._go_on = go_on

    def propose(self, given: Proposal) -> None:
        """Record it; what was typed stays until it is recorded."""
        from fieldnotes.casework.propose_case import propose

        if given.number and not given.number_is_well_formed():
            self._view.show_wrong(_("Write the date as YYYY-MM-DD, or the number with ten or twelve digits."))
            return
        desk = self._shell.desk
        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: propose(desk, given.as_file()),
            owner=self._view,
            done=lambda made: self._done(made.case),
            failed=lambda error: self._view.show_wrong(explain(error).words),
        )

    def _done(self, case: str) -> None:
        self._view.show_busy(busy=False)
        self._view.close_over()
        self._shell.say(_("The case is begun. Your supervisor sees it at the next exchange."))
        self._go_on(case)
