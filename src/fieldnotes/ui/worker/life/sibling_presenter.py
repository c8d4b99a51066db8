"""A sibling's note from the same visit: which sibling, which texts to reword, then the editor. Knows no Qt."""

from collections.abc import Mapping
from typing import Protocol

from fieldnotes.casework.desk import Begun
from fieldnotes.casework.life_views import SiblingPlan
from fieldnotes.domain.private import Private
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Place, Shell

Siblings = tuple[tuple[str, str, Private], ...]


class SiblingDrawing(Protocol):
    """What the panel can be told."""

    def show_siblings(self, found: Siblings) -> None:
        """Let one of these be chosen; none: say so."""
        ...

    def show_plan(self, plan: SiblingPlan) -> None:
        """Show what is copied, and ask about each text that names somebody."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class SiblingPresenter:
    """Asks, begins the note in the sibling's own case, and opens it."""

    def __init__(self, shell: Shell, view: SiblingDrawing, note: str) -> None:
        self._shell = shell
        self._view = view
        self._note = note
        self._case = ""

    def start(self) -> None:
        """Find the siblings this person works with."""
        from fieldnotes.casework.siblings import sibling_cases

        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: sibling_cases(desk, note),
            owner=self._view,
            done=self._view.show_siblings,
            failed=self._shell.explain,
        )

    def choose(self, case: str) -> None:
        """Look at what would be copied to one of them."""
        from fieldnotes.casework.siblings import look

        self._case = case
        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: look(desk, note, case),
            owner=self._view,
            done=self._view.show_plan,
            failed=lambda error: self._view.show_wrong(explain(error).words),
        )

    def begin(self, answers: Mapping[str, str | None]) -> None:
        """Begin the sibling's note with what was answered."""
        from fieldnotes.casework.siblings import begin

        desk, note, case = self._shell.desk, self._note, self._case
        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: begin(desk, note, case, answers),
            owner=self._view,
            done=self._done,
            failed=lambda error: self._view.show_wrong(explain(error).words),
        )

    def _done(self, begun: Begun) -> None:
        self._view.show_busy(busy=False)
        self._view.close_over()
        self._shell.say(_("The sibling's note is begun in the sibling's own case."))
        self._shell.go(Place("note", begun.note))
