"""Where a marked word stands in the form: goes there, and puts the plainer one in its place, one step of undo."""

from PySide6.QtGui import QTextCursor

from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.ui.worker.editor.fields_repeat import RepeatField
from fieldnotes.ui.worker.editor.spoken_field import SpokenField
from fieldnotes.ui.worker.editor.states import Where, WordRow
from fieldnotes.ui.worker.editor.text_units import units
from fieldnotes.ui.worker.editor.view import EditorView
from fieldnotes.ui.worker.editor.writing import Writing


class PlainForm:
    """The marked words of one section, in its fields. Nothing is changed that the person does not see."""

    def __init__(self, view: EditorView) -> None:
        self._view = view

    def place(self) -> Where | None:
        """Say where the keyboard is, in characters as the record counts them."""
        where = self._view.form.where()
        if where is None:
            return None
        widget = self._view.form.cards[where.section].fields().get(where.field)
        here = next((each for each in widget.findChildren(Writing) if each.hasFocus()), None) if widget else None
        return Where(where.section, where.field, where.row, here.place()) if here is not None else where

    def show(self, section: str, word: WordRow) -> None:
        """Go to a marked word and select it."""
        cursor = self._find(section, word)
        if cursor is not None:
            self._stand(section, word, cursor)

    def replace(self, section: str, word: WordRow) -> bool:
        """Put the plainer word in and leave the keyboard after it; false when the words are gone or have none."""
        cursor = self._find(section, word)
        if cursor is None or word.replacement is None:
            return False
        cursor.insertText(word.replacement)
        self._stand(section, word, cursor)
        return True

    def sees(self, section: str, word: WordRow) -> bool:
        """Say whether the person has the word before their eyes."""
        text = self._writing(section, word)
        return text is not None and text.hasFocus() and not text.visibleRegion().isEmpty()

    def _stand(self, section: str, word: WordRow, cursor: QTextCursor) -> None:
        text = self._writing(section, word)
        if text is not None:
            text.setFocus()
            text.setTextCursor(cursor)
            self._view.form.bring(text)

    def _find(self, section: str, word: WordRow) -> QTextCursor | None:
        """Select the word where it stands; nothing when something else stands there by now."""
        writing = self._writing(section, word)
        if writing is None or writing.text()[word.start : word.end] != word.words:
            return None
        text = writing.text()
        cursor = QTextCursor(writing.document())
        cursor.setPosition(units(text, word.start))
        cursor.setPosition(units(text, word.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _writing(self, section: str, word: WordRow) -> Writing | None:
        if section not in self._view.form.cards:
            return None
        widget = self._view.form.field(section, word.place)
        if isinstance(widget, RepeatField):
            return widget.writing_at(Spot(word.row, 0))
        if isinstance(widget, SpokenField):
            return widget.last()
        texts = widget.findChildren(Writing)
        return next((each for each in texts if each.text()[word.start : word.end] == word.words), None)
