"""Reads whether a draft's template has a newer version, and takes the draft over to it. Knows no Qt and no store."""

from typing import Protocol

from fieldnotes.casework.desk import Changed
from fieldnotes.casework.newer_template import NewerView, newer, take_over
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class NewerScreen(Protocol):
    """What the presenter asks of the form."""

    def show_newer(self, newer: NewerView | None) -> None:
        """Say that there is a newer version, or nothing."""

    def hold_still(self, *, still: bool) -> None:
        """Let nothing be typed while the draft changes under the form."""


class NewerPresenter:
    """For one form of one draft."""

    def __init__(self, shell: Shell, screen: NewerScreen, note: EditorPresenter) -> None:
        self._shell, self._screen, self._note = shell, screen, note

    def load(self) -> None:
        """Look whether there is a newer version."""
        desk, note = self._shell.desk, self._note.note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: newer(desk, note),
            owner=self._screen,
            done=self._screen.show_newer,
            failed=self._shell.explain,
        )

    def take(self) -> None:
        """Save every word, carry the draft over, and open it anew."""
        if self._note.speaking:
            self._shell.say(_("Stop dictating first."))
            return
        self._note.save_now(self._carry)

    def _carry(self) -> None:
        self._screen.hold_still(still=True)
        desk, note = self._shell.desk, self._note.note
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: take_over(desk, note),
            owner=self._screen,
            done=self._carried,
            failed=self._stopped,
        )

    def _carried(self, _changed: Changed) -> None:
        self._note.open()
        self._shell.say(_("The note follows the new version now. Look it through before you sign."))

    def _stopped(self, error: Exception) -> None:
        self._screen.hold_still(still=False)
        self._shell.explain(error)
        self.load()
