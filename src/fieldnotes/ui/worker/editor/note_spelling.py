"""Joins the texts of one open note with the spelling presenter, and shows what may have been meant. Judges no word."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QMenu

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.once import Once
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.spell_presenter import Found, SpellPresenter
from fieldnotes.ui.worker.editor.view import EditorView
from fieldnotes.ui.worker.editor.writing import Writing

NEXT_KEY = "Alt+F7"


class NoteSpelling(QObject):
    """Owns the presenter; Alt+F7 goes from one misspelt word to the next."""

    def __init__(self, view: EditorView, note: EditorPresenter) -> None:
        super().__init__(view)
        self._view = view
        self._joined: FormView | None = None
        pausing = Once(self)
        self.presenter = SpellPresenter(note, self, pausing)
        pausing.rang.connect(self.presenter.look)
        self.menu: QMenu | None = None
        shortcut = QShortcut(QKeySequence(NEXT_KEY), view, self.go_next)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def opened(self) -> None:
        """Look over a form that is new on the screen, and again whenever something in it changes."""
        form = self._view.form
        if form is not self._joined:
            self._joined = form
            form.value_changed.connect(self.presenter.soon)
            form.built.connect(self.presenter.soon)
        self.presenter.soon()

    def unread(self) -> Sequence[str]:
        """Give the texts that were not looked over as they stand; somebody's own words are left as they are."""
        return list(dict.fromkeys(text.text() for text in self._texts() if text.spelling.seen != text.text()))

    def show_spelling(self, texts: Sequence[str], found: Found) -> None:
        """Mark these words in these texts."""
        words = dict(zip(texts, found, strict=True))
        for text in self._texts():
            if text.spelling.seen is None:
                text.spelling.asked.connect(partial(self._ask, text))
            if text.text() in words:
                text.spelling.show(text.text(), words[text.text()])

    def forget(self) -> None:
        """Let every text be looked over again."""
        for text in self._texts():
            if text.spelling.seen is not None:
                text.spelling.seen = ""

    def go_next(self) -> None:
        """Go to the next misspelt word of the note, from the first one again after the last."""
        texts = list(self._texts())
        here = next((number for number, text in enumerate(texts) if text.hasFocus()), -1)
        if here >= 0 and texts[here].spelling.ask_next(from_start=False):
            return
        if not any(text.spelling.ask_next(from_start=True) for text in (*texts[here + 1 :], *texts[: here + 1])):
            announce(self._view, _("No word is marked for its spelling"))

    def _texts(self) -> Iterator[Writing]:
        for card in self._view.form.cards.values():
            yield from (text for text in card.findChildren(Writing) if not text.own)

    def _ask(self, text: Writing, cursor: QTextCursor) -> None:
        """Open the menu at the word; what may have been meant comes into it a moment later."""
        word = cursor.selectedText()
        menu = text.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What may “{word}” mean?").format(word=word))
        first = menu.actions()[0]
        waiting = QAction(_("Looking for what may be meant …"), menu)
        waiting.setEnabled(False)
        keep = QAction(_("“{word}” is right: keep it among my words").format(word=word), menu)
        keep.triggered.connect(lambda: self.presenter.keep(word))
        menu.insertActions(first, [waiting, menu.insertSeparator(first), keep])
        menu.insertSeparator(first)
        self.menu = menu
        self.presenter.suggest(word, menu, lambda found: self._offer(menu, waiting, cursor, found))
        menu.popup(text.viewport().mapToGlobal(text.cursorRect(cursor).bottomLeft()))

    @staticmethod
    def _offer(menu: QMenu, waiting: QAction, cursor: QTextCursor, found: tuple[str, ...]) -> None:
        if not found:
            waiting.setText(_("Nothing like it is known"))
            return
        actions = [QAction(words, menu) for words in found]
        for action in actions:
            action.triggered.connect(partial(cursor.insertText, action.text()))
        menu.insertActions(waiting, actions)
        menu.removeAction(waiting)
        menu.setActiveAction(actions[0])
