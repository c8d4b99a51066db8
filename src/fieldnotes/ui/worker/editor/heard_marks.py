"""Words of a text that were heard with doubt: underlined, followed while one types, gone when changed. Plays nothing.

The marks are drawn over the text and are no part of it, so they take no step of undo and are never saved with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.theme import colour, look_signal
from fieldnotes.ui.worker.editor.text_units import units
from fieldnotes.ui.worker.editor.underlines import Underlines

ENTER_KEY = "F8"
CONFIRM_KEY = "Shift+F8"


@dataclass(frozen=True)
class _Mark:
    """One word and where it stands now."""

    word: UnsureWord
    cursor: QTextCursor = field(repr=False)


class HeardMarks(QObject):
    """The unsure words of one text."""

    asked = Signal(object)
    """Somebody wants to hear this `UnsureWord` again."""
    entered = Signal(object)
    """The cursor came to this `UnsureWord`, or to none."""

    def __init__(self, text: QPlainTextEdit, lines: Underlines) -> None:
        super().__init__(text)
        self._text = text
        self._lines = lines
        self._marks: list[_Mark] = []
        self._here = ""
        text.textChanged.connect(self._follow)
        text.cursorPositionChanged.connect(self._look)
        look_signal().changed.connect(self._draw)

    def show(self, words: Sequence[UnsureWord]) -> None:
        """Mark these words and no others; one that does not stand where it should is left out."""
        if not words and not self._marks:
            return
        text = self._text.toPlainText()
        self._marks = [
            _Mark(word, self._cursor(text, word)) for word in words if text[word.start : word.end] == word.word
        ]
        self._draw()
        self._look()

    def words(self) -> list[UnsureWord]:
        """Return the words that are marked, the first first."""
        return [mark.word for mark in sorted(self._marks, key=lambda mark: mark.cursor.selectionStart())]

    def drop(self, word: UnsureWord) -> None:
        """Take one mark away."""
        self._marks = [mark for mark in self._marks if mark.word.id != word.id]
        self._draw()
        self._look()

    def here(self) -> UnsureWord | None:
        """Return the word with the cursor."""
        return self._word_at(self._text.textCursor().position())

    def ask_at(self, position: int) -> None:
        """Ask for the sound of the word at a position, if one is marked there."""
        word = self._word_at(position)
        if word is not None:
            self.asked.emit(word)

    def go_next(self, *, from_start: bool) -> bool:
        """Select the next marked word and ask for its sound; false when there is none after the cursor."""
        at = -1 if from_start else self._text.textCursor().selectionStart()
        later = [mark for mark in self._marks if mark.cursor.selectionStart() > at]
        if not later:
            return False
        mark = min(later, key=lambda each: each.cursor.selectionStart())
        self._text.setFocus()
        self._text.setTextCursor(QTextCursor(mark.cursor))
        self.asked.emit(mark.word)
        return True

    def _cursor(self, text: str, word: UnsureWord) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(units(text, word.start))
        cursor.setPosition(units(text, word.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)  # what is written right after the word is no part of it
        return cursor

    def _follow(self) -> None:
        """Forget the words that somebody changed."""
        kept = [mark for mark in self._marks if self._stands(mark)]
        if len(kept) < len(self._marks):
            self._marks = kept
            self._draw()
            self._look()

    def _stands(self, mark: _Mark) -> bool:
        cursor = mark.cursor
        before = self._letter(cursor.selectionStart() - 1)
        after = self._letter(cursor.selectionEnd())
        return cursor.selectedText() == mark.word.word and not (before.isalnum() or after.isalnum())

    def _letter(self, position: int) -> str:
        return self._text.document().characterAt(position) if position >= 0 else ""

    def _word_at(self, position: int) -> UnsureWord | None:
        spans = ((mark.cursor.selectionStart(), mark.cursor.selectionEnd(), mark.word) for mark in self._marks)
        return next((word for start, end, word in spans if start <= position <= end), None)

    def _look(self) -> None:
        word = self.here()
        here = "" if word is None else word.id
        if here != self._here:
            self._here = here
            self.entered.emit(word)

    def _draw(self) -> None:
        self._lines.draw("heard", [_drawn(mark.cursor) for mark in self._marks])
        words = ", ".join(word.word for word in self.words())
        told = _("Heard with doubt: {words}. {key} goes to the next one and plays it.").format(
            words=words, key=ENTER_KEY
        )
        self._text.setAccessibleDescription(told if words else "")


def _drawn(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(colour("warn"))
    look.setBackground(colour("warn_soft"))
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format = look
    return made
