"""Plain language beside an open note: joins the reading of a section with the panel, the form and its key."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldnotes.ui.worker.editor.once import Once
from fieldnotes.ui.worker.editor.plain_form import PlainForm
from fieldnotes.ui.worker.editor.plain_presenter import PlainPresenter
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.states import WordRow
from fieldnotes.ui.worker.editor.view import EditorView


class NotePlain:
    """Looks in a pause, and changes a word only when the person says so."""

    def __init__(self, screen: QWidget, note: EditorPresenter, view: EditorView) -> None:
        reading = Once(screen)
        self.presenter = PlainPresenter(note, view.side, reading)
        self._form = PlainForm(view)
        reading.rang.connect(self.presenter.look)
        view.section_entered.connect(self.presenter.enter)
        view.side.replace_asked.connect(self.replace)
        view.side.passage_asked.connect(self._show)
        QShortcut(QKeySequence("Ctrl+."), screen, self.replace_here)

    def replace(self, word: WordRow) -> None:
        """Put the plainer word in the place of a marked one."""
        self._form.replace(self.presenter.section, word)

    def replace_here(self) -> None:
        """Replace the marked word at the cursor; one that is out of sight is shown first."""
        word = self.presenter.next_word(self._form.place())
        if word is not None and self._form.sees(self.presenter.section, word):
            self.replace(word)
        elif word is not None:
            self._show(word)

    def _show(self, word: WordRow) -> None:
        self._form.show(self.presenter.section, word)
