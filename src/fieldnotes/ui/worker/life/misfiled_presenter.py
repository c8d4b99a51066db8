"""A supervisor says that a note lies in the wrong case. Knows no Qt and no store."""

from typing import Protocol

from fieldnotes.casework.desk import Recorded
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell


class MisfiledDrawing(Protocol):
    """What the panel can be told."""

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def ask_elsewhere(self, words: str) -> None:
        """Ask whether the right case is known to be elsewhere."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class MisfiledPresenter:
    """Records it; an unknown case number is asked about once more before it counts as another unit's."""

    def __init__(self, shell: Shell, view: MisfiledDrawing, note: str) -> None:
        self._shell = shell
        self._view = view
        self._note = note

    def say(self, to_case: str, reason: str, *, elsewhere: bool) -> None:
        """Record that the note belongs to another case."""
        from fieldnotes.casework.misfile import misfiled

        desk, note = self._shell.desk, self._note
        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: misfiled(desk, note, to_case, reason, elsewhere=elsewhere),
            owner=self._view,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, done: Recorded) -> None:
        self._view.show_busy(busy=False)
        self._view.close_over()
        copied = _("The note is closed here, and a copy lies in the right case. The family's answers stay here.")
        task = _("The note is closed here. The right case's supervisor is told at the next exchange.")
        self._shell.say(copied if done.others else task)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError) and error.code is Code.UNKNOWN_CASE:
            self._view.ask_elsewhere(
                _("That case is not on this computer. Check the number, or tick that it is another unit's.")
            )
            return
        self._view.show_wrong(explain(error).words)
