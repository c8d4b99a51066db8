"""Misspelt words of one text: underlined in red, followed while one types. Knows no dictionary and changes nothing.

The lines are drawn over the text and are no part of it. The word that is being typed is not marked before it is done.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from fieldnotes.language.spelling import Misspelt
from fieldnotes.ui.shared.theme import colour, look_signal
from fieldnotes.ui.worker.editor.text_units import units
from fieldnotes.ui.worker.editor.underlines import Underlines


class SpellMarks(QObject):
    """The misspelt words of one text."""

    asked = Signal(object)
    """Somebody wants to know what may have been meant: the word's `QTextCursor`."""

    def __init__(self, text: QPlainTextEdit, lines: Underlines) -> None:
        super().__init__(text)
        self._text = text
        self._lines = lines
        self._marks: list[tuple[QTextCursor, str]] = []
        self._drawn: list[QTextCursor] = []
        self.seen: str | None = None
        """The text that was looked over last."""
        text.cursorPositionChanged.connect(self._draw)
        look_signal().changed.connect(self._redraw)

    def show(self, text: str, words: Sequence[Misspelt]) -> None:
        """Mark these words of this text; nothing when it is another by now, for it will be looked over again."""
        if text != self._text.toPlainText():
            return
        self.seen = text
        self._marks = [(self._cursor(text, word), word.word) for word in words]
        self._draw()

    def words(self) -> list[str]:
        """Return the words that are underlined just now, in their order."""
        return [cursor.selectedText() for cursor in self._drawn]

    def ask_at(self, position: int) -> bool:
        """Ask what may have been meant at a position; false when no misspelt word is there."""
        found = next(
            (each for each in self._standing() if each.selectionStart() <= position <= each.selectionEnd()), None
        )
        if found is not None:
            self.asked.emit(QTextCursor(found))
        return found is not None

    def ask_next(self, *, from_start: bool) -> bool:
        """Select the next misspelt word and ask about it; false when there is none after the cursor."""
        at = -1 if from_start else self._text.textCursor().selectionStart()
        found = next((each for each in self._standing() if each.selectionStart() > at), None)
        if found is None:
            return False
        self._text.setFocus()
        self._text.setTextCursor(QTextCursor(found))
        self.asked.emit(QTextCursor(found))
        return True

    def _cursor(self, text: str, word: Misspelt) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(units(text, word.start))
        cursor.setPosition(units(text, word.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)
        return cursor

    def _standing(self) -> list[QTextCursor]:
        """Return the words that nobody changed since they were looked up."""
        return [cursor for cursor, word in self._marks if cursor.selectedText() == word]

    def _redraw(self) -> None:
        self._drawn = []
        self._draw()

    def _draw(self) -> None:
        """Underline what is not under the fingers."""
        here = self._text.textCursor()
        typing = here.position() if self._text.hasFocus() and not here.hasSelection() else -1
        drawn = [cursor for cursor in self._standing() if cursor.selectionEnd() != typing]
        if [_span(each) for each in drawn] != [_span(each) for each in self._drawn]:
            self._drawn = drawn
            self._lines.draw("spelling", [_red(cursor) for cursor in drawn])


def _span(cursor: QTextCursor) -> tuple[int, int]:
    return cursor.selectionStart(), cursor.selectionEnd()


def _red(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    look.setUnderlineColor(colour("rec"))
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format = look
    return made
