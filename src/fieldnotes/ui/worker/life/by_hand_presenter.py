"""Tells the hub that a note was copied by hand, while the person waits. Knows no Qt and no network."""

from typing import Protocol

from fieldnotes.casework.desk import Changed
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell


class ByHandDrawing(Protocol):
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


class ByHandPresenter:
    """Hands the receipt in; where the hub does not answer, what was typed stays in the panel."""

    def __init__(self, shell: Shell, view: ByHandDrawing, note: str, to: str) -> None:
        self._shell, self._view = shell, view
        self._note, self._to = note, to

    def say(self, receipt: str) -> None:
        """Write the receipt down."""
        from fieldnotes.casework.by_hand import copied

        desk, note, to = self._shell.desk, self._note, self._to
        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.HUB,
            lambda _job: copied(desk, note, to, receipt),
            owner=self._view,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, _changed: Changed) -> None:
        self._view.show_busy(busy=False)
        self._view.close_over()
        self._shell.say(_("The receipt is written down; whoever works with the case sees it."))

    def _failed(self, error: Exception) -> None:
        self._view.show_wrong(explain(error).words)
