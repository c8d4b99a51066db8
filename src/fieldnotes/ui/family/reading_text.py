"""A text in large type: short lines that can be read one by one, under a ruler or while they are heard. Knows no note.

It draws its words itself, so that each line's place is known; to a screen reader it is a plain text.
"""

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from fieldnotes.ui.family.reading_size import text_font

WIDEST = 60
"""Characters in a line, at most."""
LEADING = 1.5
"""Height of a line, in text heights."""
NARROWER = 0.97
_PARAGRAPH = 0.45


@dataclass(frozen=True, slots=True)
class Ink:
    """What a text is drawn with: the letters' colour, the ruler's ground and edge."""

    text: str
    ground: str
    edge: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as it is drawn: where it stands, and its words."""

    box: QRectF
    words: str


class ReadingText(QLabel):
    """Words, one size, one colour; perhaps one line under the ruler, or a stretch that is being read aloud."""

    touched = Signal(int)
    """A finger or the mouse was on this character."""

    def __init__(self, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._weight = weight
        self._size = 24
        self._ink = Ink("#000000", "#FFFFFF", "#000000")
        self._ruled: int | None = None
        self._heard = (0, 0)
        self._laid: tuple[int, list[tuple[QTextLayout, float]], list[ReadLine]] | None = None

    def show_words(self, words: str) -> None:
        """Show these words; without any nothing is left of those before."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._ruled, self._heard = None, (0, 0)
        self._lay_anew()

    def dress(self, ink: Ink, size: int) -> None:
        """Draw in other colours, or with letters of another size in pixels."""
        if (ink, size) != (self._ink, self._size):
            self._ink, self._size = ink, size
            self._lay_anew()

    def rule(self, line: int | None) -> None:
        """Lay the ruler under one line, counted from 0, or take it away."""
        self._ruled = line
        self.update()

    def hear(self, begin: int, end: int) -> None:
        """Mark the characters that are being read aloud; none when both are the same."""
        self._heard = (_units(self.text()[:begin]), _units(self.text()[:end]))
        self.update()

    def lines(self) -> list[ReadLine]:
        """Give the lines as they are drawn."""
        return self._layout()[2]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which character was touched; the press goes on to whoever else wants it."""
        at, begin = event.position(), 0
        for layout, top in self._layout()[1]:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                down = at.y() - top - line.y()
                if 0 <= down < line.height() and line.naturalTextRect().contains(at.x(), line.y() + 1):
                    units = begin + line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter)
                    self.touched.emit(len(self.text().encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")))
            begin += _units(layout.text()) + 1
        event.ignore()

    def heightForWidth(self, width: int) -> int:
        """Say how high the words stand in a column of this width."""
        lines = self._lay(width)[2]
        return round(lines[-1].box.bottom()) + 1 if lines else 0

    def sizeHint(self) -> QSize:
        """Ask for the height of the present width."""
        return QSize(self.width(), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as one likes."""
        return QSize(1, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ruler, the marked stretch and the letters."""
        _width, layouts, lines = self._layout()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ruled is not None and self._ruled < len(lines):
            self._paint_ruler(painter, lines[self._ruled].box)
        painter.setPen(QColor(self._ink.text))
        begin = 0
        for layout, top in layouts:
            layout.draw(painter, QPointF(0, top), self._marked(layout, begin))
            begin += _units(layout.text()) + 1

    def _marked(self, layout: QTextLayout, begin: int) -> list[QTextLayout.FormatRange]:
        first, last = (max(0, min(each - begin, _units(layout.text()))) for each in self._heard)
        if first == last:
            return []
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = first, last - first
        look = marked.format
        look.setBackground(QColor(self._ink.ground))
        look.setUnderlineColor(QColor(self._ink.edge))
        look.setFontUnderline(True)
        marked.format = look
        return [marked]

    def _paint_ruler(self, painter: QPainter, line: QRectF) -> None:
        """A ground under the line and an edge on both sides of it; the other lines stay as they are."""
        band = QRectF(0, line.top(), self.width(), line.height())
        painter.fillRect(band, QColor(self._ink.ground))
        thick = max(2.0, self._size / 12)
        for edge in (band.top(), band.bottom() - thick):
            painter.fillRect(QRectF(0, edge, band.width(), thick), QColor(self._ink.edge))

    def _lay_anew(self) -> None:
        self._laid = None
        self.updateGeometry()
        self.update()

    def _layout(self) -> tuple[int, list[tuple[QTextLayout, float]], list[ReadLine]]:
        return self._lay(max(1, self.width()))

    def _lay(self, width: int) -> tuple[int, list[tuple[QTextLayout, float]], list[ReadLine]]:
        """Break the words into lines, none wider than the column and none longer than can be read."""
        if self._laid is not None and self._laid[0] == width:
            return self._laid
        layouts: list[tuple[QTextLayout, float]] = []
        lines: list[ReadLine] = []
        top = 0.0
        for words in self.text().split("\n"):
            layout = QTextLayout(words, text_font(self._size, self._weight))
            own = self._break(layout, float(width), round(top)) if words.strip() else []
            layouts.append((layout, round(top)))
            lines += own
            top += len(own) * self._size * LEADING + self._size * _PARAGRAPH
        self._laid = (width, layouts, lines if self.text() else [])
        return self._laid

    def _break(self, layout: QTextLayout, width: float, top: float) -> list[ReadLine]:
        """Break one paragraph; it reads the way its own script does, whatever stands around it."""
        side = _side(layout.text(), self.layoutDirection())
        from_right = side == Qt.LayoutDirection.RightToLeft
        option = QTextOption(Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        step = self._size * LEADING
        lines: list[ReadLine] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            words = _fit(line, layout.text(), width)
            lead = width - line.width() if from_right else 0.0
            down = len(lines) * step
            line.setPosition(QPointF(lead, down + (step - line.height()) / 2))
            lines.append(ReadLine(QRectF(0, top + down, width, step), words))
        layout.endLayout()
        return lines


def _fit(line: QTextLine, text: str, width: float) -> str:
    """Take a line's width down until it holds no more letters than can be read; give its words."""
    held = text.encode("utf-16-le")
    tried = width
    while True:
        line.setLineWidth(tried)
        begin = 2 * line.textStart()
        words = held[begin : begin + 2 * line.textLength()].decode("utf-16-le", "replace").strip()
        if len(words) <= WIDEST:
            return words
        tried *= NARROWER


def _units(words: str) -> int:
    """Count as Qt counts: a sign outside the first plane is two."""
    return len(words.encode("utf-16-le")) // 2


def _side(words: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Say from which side these words are read: their first letter decides."""
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
    return otherwise
