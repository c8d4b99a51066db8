"""A part of a note to read and mark words in, with what is left out drawn over. Draws; decides nothing."""

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from fieldnotes.ui.shared.labels import reading_start
from fieldnotes.ui.shared.theme import colour, look_signal, px
from fieldnotes.ui.worker.folder.insight_state import DrawnPart, Span

LINE = 130
"""Height of a line in per cent of the letters'."""
EDGE = 6


class MaskedText(QTextEdit):
    """Is as high as its text; scrolling is the page's."""

    entered = Signal()

    def __init__(self, part: DrawnPart) -> None:
        super().__init__()
        self.part = part
        self.setProperty("passage", True)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        look_signal().changed.connect(self._dress)
        self.setPlainText(part.text)
        self.show_part(part)

    def show_part(self, part: DrawnPart) -> None:
        """Show the same text with other words left out; the cursor stays where it is."""
        self.part = part
        self.setAccessibleName(part.heading)
        self.setAccessibleDescription(part.summary)
        self._dress()

    def marked(self) -> Span:
        """Give the characters that are marked, or twice the place of the cursor."""
        cursor, text = self.textCursor(), self.part.text
        return _characters(text, cursor.selectionStart()), _characters(text, cursor.selectionEnd())

    def let_go(self) -> None:
        """Mark nothing any more, so that what is left out is seen as it is."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as asked; the height is the text's."""
        return QSize(px(80), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a page's step to the page; everything else as Qt does it."""
        if event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that what is done now is about this text."""
        super().focusInEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        height = ceil(self.document().size().height()) + 2 * EDGE
        if height != self.height():
            self.setFixedHeight(height)

    def _dress(self) -> None:
        """Make labels quiet, give every passage air, and draw over what is left out, in the look in force."""
        option = self.document().defaultTextOption()
        option.setAlignment(reading_start(self))
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        roomy = QTextBlockFormat()
        roomy.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._cursor((0, len(self.part.text))).mergeBlockFormat(roomy)
        quiet = QTextCharFormat()
        quiet.setForeground(colour("muted"))
        for piece in self.part.pieces:
            self._cursor(piece.label).mergeCharFormat(quiet)
        out, fixed = QTextCharFormat(), QTextCharFormat()
        for each in (out, fixed):
            each.setBackground(colour("text"))
            each.setForeground(colour("surface"))
        fixed.setFontUnderline(True)
        self.setExtraSelections(list(self._selections(out, fixed)))
        self._grow()

    def _selections(self, out: QTextCharFormat, fixed: QTextCharFormat) -> Iterable[QTextEdit.ExtraSelection]:
        for span, is_fixed in self.part.out:
            made = QTextEdit.ExtraSelection()
            made.cursor, made.format = self._cursor(span), fixed if is_fixed else out
            yield made

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(self.part.text, span[0]))
        cursor.setPosition(_units(self.part.text, span[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str, characters: int) -> int:
    """Turn a number of characters into Qt's UTF-16 units."""
    return len(text[:characters].encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """Turn Qt's UTF-16 units into a number of characters."""
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))
