"""Counts the work on an open note: keys and words that come are signs of it, pauses are not. Reads no word of it."""

from typing import Final

from PySide6.QtCore import QObject

from fieldnotes.casework.time_given_back import keep_work
from fieldnotes.domain.active_time import ActiveTime
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.view import EditorView

AT_LEAST: Final = 20
"""Seconds of work that are kept at a time; a kill takes no more of them."""


class NoteTime(QObject):
    """Hears the window's signs and keeps seconds with the note; whether they are kept is casework's to know."""

    def __init__(self, view: EditorView, note: EditorPresenter) -> None:
        super().__init__(view)
        self._note = note
        self._active = ActiveTime()
        view.value_changed.connect(lambda *_what: self._sign(spoken=False))
        view.words_came.connect(lambda: self._sign(spoken=True))

    def keep(self) -> None:
        """Hand over what is counted."""
        typed, spoken = self._active.take()
        if not typed + spoken:
            return
        desk, note = self._note.desk, self._note.note
        self._note.tasks.run(
            Lane.WRITE,
            lambda _job: keep_work(desk, note, typed, spoken),
            owner=self,
            done=lambda _changed: None,
            failed=self._not_kept,
        )

    def _sign(self, *, spoken: bool) -> None:
        self._active.sign(self._note.desk.clock.monotonic(), spoken=spoken)
        if self._active.typed + self._active.spoken >= AT_LEAST:
            self.keep()

    def _not_kept(self, error: Exception) -> None:
        """Let minutes go rather than disturb who writes; what is no foreseen problem is told as any bug."""
        if not isinstance(error, FieldNotesError):
            self._note.explain(error)
