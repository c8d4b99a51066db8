"""Words that are still being heard, drawn where they will stand: they are never part of the text.

At the end of a paragraph they stand in its line. Inside one they hang below the place: Qt does not know, of characters
drawn between others, where the cursor, a selection or a click beyond them is.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from fieldnotes.ui.shared.theme import colour, px


class GreyWords:
    """The grey words of one text."""

    def __init__(self, text: QPlainTextEdit) -> None:
        self._text = text
        self._pen: QTextCursor | None = None
        self._block: QTextBlock | None = None
        self._below: QLabel | None = None
        self._hint = ""
        self.words = ""
        """The words, as they were heard."""
        self.drawn = ""
        """The words as they are drawn."""

    def put_pen(self, position: int | None) -> None:
        """Let them stand at a position of Qt's; at the end of the text without one."""
        self.draw("")
        self._pen = None
        if position is not None:
            self._pen = QTextCursor(self._text.document())
            self._pen.setPosition(position)

    def move_pen(self, position: int) -> None:
        """Let them stand after what was just written."""
        if self._pen is not None:
            self._pen.setPosition(position)

    def draw(self, words: str) -> None:
        """Draw these words and no others."""
        self._wipe()
        self.words = words
        if not words:
            return
        block = self._pen.block() if self._pen is not None else self._text.document().lastBlock()
        at = self._pen.positionInBlock() if self._pen is not None else block.length() - 1
        if block.text()[at:].strip() and self._pen is not None:
            self.drawn = f"{words} …"
            self._hang(self._pen)
        else:
            glue = " " if at and not block.text()[at - 1 : at].isspace() else ""
            self.drawn, self._block = f"{glue}{words} …", block
            self._lay(block, at, self.drawn)
            # Qt draws the hint of an empty text under words that are laid into it.
            self._hint = self._text.placeholderText()
            self._text.setPlaceholderText("")

    def _wipe(self) -> None:
        if self._block is not None and self._block.isValid():
            self._lay(self._block, -1, "")
        if self._hint:
            self._text.setPlaceholderText(self._hint)
            self._hint = ""
        if self._below is not None:
            self._below.hide()
        self._block, self.drawn = None, ""

    def _lay(self, block: QTextBlock, at: int, grey: str) -> None:
        layout = block.layout()
        layout.setPreeditArea(at, grey)
        layout.setFormats([_grey(at, len(grey))] if grey else [])
        self._text.document().markContentsDirty(block.position(), block.length())

    def _hang(self, pen: QTextCursor) -> None:
        """Hang them below the place, over whatever is there, without catching a click."""
        parent = self._text.window()
        if self._below is None:
            self._below = QLabel(parent)
            self._below.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._below.setTextFormat(Qt.TextFormat.PlainText)
            self._below.setWordWrap(True)
        below, place = self._below, self._text.cursorRect(pen)
        below.setStyleSheet(
            f"QLabel {{ background: {colour('raised').name()}; color: {colour('muted').name()}; font-style: italic;"
            f" border: 1px solid {colour('edge').name()}; border-radius: {px(6)}px; padding: {px(3)}px {px(8)}px; }}"
        )
        below.setText(self.drawn)
        area = self._text.viewport()
        widest = max(px(120), area.width())
        below.setMaximumWidth(widest)
        below.setFixedWidth(min(widest, below.fontMetrics().horizontalAdvance(self.drawn) + px(24)))
        below.adjustSize()
        left = place.left() - (below.width() if self._text.isRightToLeft() else 0)
        left = max(0, min(left, area.width() - below.width()))
        below.move(area.mapTo(parent, QPoint(left, place.bottom() + 2)))
        below.raise_()
        below.show()


def _grey(start: int, length: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setForeground(colour("muted"))
    look.setFontItalic(True)
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = look
    return made
