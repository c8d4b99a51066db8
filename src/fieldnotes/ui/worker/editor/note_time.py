"""Joins the editor's signs of work with their counter. Counts nothing itself."""

from PySide6.QtCore import QObject

from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.view import EditorView
from fieldnotes.ui.worker.work_counter import WorkCounter


class NoteTime(QObject):
    """A key and a changed field are typing; words that are heard are speech."""

    def __init__(self, view: EditorView, note: EditorPresenter) -> None:
        super().__init__(view)
        self._counter = WorkCounter(note.desk, note.tasks, note.note, note.explain)
        view.value_changed.connect(lambda *_what: self._counter.typed())
        view.words_came.connect(self._counter.spoke)
        self.keep = self._counter.keep
