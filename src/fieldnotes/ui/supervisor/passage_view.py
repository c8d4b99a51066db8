"""The text of one section to read and mark words in, by mouse or keyboard. Draws; decides nothing."""

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from fieldnotes.ui.shared.labels import reading_start
from fieldnotes.ui.shared.theme import colour, look_signal, px
from fieldnotes.ui.supervisor.passages import Drawn, Span

LINE = 125
"""Height of a line in per cent of the letters'."""
EDGE = 6
"""Border and padding at each side, as the style sheet of this screen has them."""


class PassageText(QTextEdit):
    """Is as high as its text; scrolling is the page's."""

    marked = Signal(int, int)
    """Characters that are marked, or twice the place of the cursor."""
    moved = Signal(QRect)
    """Where the cursor stands now."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn = Drawn()
        self._asked: tuple[Span, ...] = ()
        self._unsent: tuple[Span, ...] = ()
        self.setProperty("passage", True)
        self.setAccessibleName(name)
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
        self.selectionChanged.connect(self._tell)
        self.cursorPositionChanged.connect(self._tell)
        look_signal().changed.connect(self._dress)

    def show_text(self, drawn: Drawn, asked: tuple[Span, ...]) -> None:
        """Show a section; `asked` are the words that recorded questions are about."""
        self._drawn, self._asked = drawn, asked
        self.blockSignals(True)
        self.setPlainText(drawn.text)
        self.blockSignals(False)
        self._dress()

    @property
    def drawn(self) -> Drawn:
        """Give what is drawn."""
        return self._drawn

    def show_unsent(self, spans: tuple[Span, ...]) -> None:
        """Mark the words that unsent questions are about."""
        self._unsent = spans
        self._show_marks()

    def let_go(self) -> None:
        """Mark nothing; nobody is told."""
        self.blockSignals(True)
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.blockSignals(False)

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
        """Say what a question would be about."""
        super().focusInEvent(event)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._grow()

    def _tell(self) -> None:
        if not self.hasFocus():
            return
        cursor = self.textCursor()
        begin, end = (
            _characters(self._drawn.text, place) for place in (cursor.selectionStart(), cursor.selectionEnd())
        )
        self.marked.emit(begin, end)
        self.moved.emit(self.cursorRect())

    def _grow(self) -> None:
        height = ceil(self.document().size().height()) + 2 * EDGE
        if height != self.height():
            self.setFixedHeight(height)

    def _dress(self) -> None:
        """Make labels quiet and give every field its air, in the look in force."""
        option = self.document().defaultTextOption()
        option.setAlignment(reading_start(self))
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        roomy = QTextBlockFormat()
        roomy.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._cursor((0, len(self._drawn.text))).mergeBlockFormat(roomy)
        quiet = QTextCharFormat()
        quiet.setForeground(colour("muted"))
        for number, piece in enumerate(self._drawn.pieces):
            self._cursor(piece.label).mergeCharFormat(quiet)
            air = QTextBlockFormat()
            air.setTopMargin(px(8) if number else 0)
            self._cursor((piece.label[0], piece.label[0])).mergeBlockFormat(air)
        self._show_marks()
        self._grow()

    def _show_marks(self) -> None:
        asked, unsent = QTextCharFormat(), QTextCharFormat()
        asked.setBackground(colour("warn_soft"))
        asked.setFontUnderline(True)
        asked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        unsent.setBackground(colour("accent_soft"))
        unsent.setFontUnderline(True)
        marks = [*self._selections(self._asked, asked), *self._selections(self._unsent, unsent)]
        self.setExtraSelections(marks)

    def _selections(self, spans: Iterable[Span], dress: QTextCharFormat) -> Iterable[QTextEdit.ExtraSelection]:
        for span in spans:
            made = QTextEdit.ExtraSelection()
            made.cursor, made.format = self._cursor(span), dress
            yield made

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(self._drawn.text, span[0]))
        cursor.setPosition(_units(self._drawn.text, span[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str, characters: int) -> int:
    """Turn a number of characters into Qt's UTF-16 units."""
    return len(text[:characters].encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """Turn Qt's UTF-16 units into a number of characters."""
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))
