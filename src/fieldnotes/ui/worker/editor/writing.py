"""The surface a person types on and speaks into: grows with its text, shows words that are still being heard in grey.

The grey words are drawn, never part of the text, so nothing unsettled can be saved. Knows no field.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextCharFormat, QTextCursor, QTextLayout, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from fieldnotes.ui.shared.theme import colour, px


class Writing(QPlainTextEdit):
    """Plain text without inner scrolling; Tab leaves it."""

    typed = Signal()
    """The text changed, by hand or by voice (not by `show_text`)."""

    def __init__(self, name: str, least_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least_lines
        self._quiet = False
        self._hearing = ""
        self._wish = 0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def text(self) -> str:
        """Return the settled text."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text without saying that it was typed; the undo history starts anew."""
        if text == self.toPlainText():
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._grow()

    def adopt(self, text: str) -> None:
        """Take over a text that came from elsewhere (speech), as one step of undo; the cursor keeps its words."""
        before = self.toPlainText()
        if text == before:
            return
        start = _common(before, text)
        end = _common(before[start:][::-1], text[start:][::-1])
        self._quiet = True
        self.hear("")
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(len(before) - end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        cursor.endEditBlock()
        self._quiet = False
        self._grow()

    def hear(self, words: str) -> None:
        """Draw words that are not settled yet, in grey after the last word."""
        if not words and not self._hearing:
            return
        block = self.document().lastBlock()
        at = block.length() - 1
        glue = " " if words and at and not block.text()[-1].isspace() else ""
        grey = f"{glue}{words} …" if words else ""
        layout = block.layout()
        layout.setPreeditArea(at if words else -1, grey)
        layout.setFormats([_grey(at, len(grey))] if words else [])
        self._hearing = grey
        self.document().markContentsDirty(block.position(), block.length())
        self._grow()

    def heard(self) -> str:
        """Return the grey words, for a screen reader and for tests."""
        return self._hearing

    def sizeHint(self) -> QSize:
        """Wish for exactly the height of the text."""
        return QSize(super().sizeHint().width(), self._wish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew and grow or shrink with them."""
        super().resizeEvent(event)
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll the form."""
        event.ignore()

    def _changed(self) -> None:
        if not self._quiet:
            self.typed.emit()

    def _grow(self) -> None:
        lines = max(self._least, int(self.document().size().height()))
        height = lines * QFontMetrics(self.font()).lineSpacing() + 2 * px(7) + 8
        if height != self._wish:
            self._wish = height
            self.setFixedHeight(height)


def _grey(start: int, length: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setForeground(colour("muted"))
    look.setFontItalic(True)
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = look
    return made


def _common(one: str, other: str) -> int:
    """Count the characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
