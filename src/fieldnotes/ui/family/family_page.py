"""One section of the frozen copy in large, calm type. It has no place for anything but a label and a text."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.ui.family.reading_text import Ink, ReadingText
from fieldnotes.ui.shared.palettes import Palette

COLUMN_EMS = 31
"""Widest column, in text heights; some 60 letters, which is what is easily read."""
DOT = 10
BLANK = "#000000"


class FamilyPage(QWidget):
    """Label, text and a row of dots that says how far one has come."""

    touched = Signal(int)
    """Somebody touched the text, at this character."""
    drawn = Signal()
    """It looks otherwise now."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._size = self._small = 24
        self._place = self._count = 0
        self._ruled: int | None = None
        self._label, self._text = ReadingText(QFont.Weight.DemiBold), ReadingText()
        self._words = ("", "")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self._area.setVerticalScrollBarPolicy, self._area.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QWidget()
        self._inner = QVBoxLayout(self._column)
        for widget in (self._label, self._text):
            self._inner.addWidget(widget)
        self._inner.addStretch(1)
        self._area.setWidget(self._column)
        self._aside, self._said = ReadingText(), ""
        self._below = QVBoxLayout()
        self._below.addWidget(self._aside)
        self._text.touched.connect(self.touched)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self._area)
        self._box.addLayout(self._below)
        self.setAutoFillBackground(True)
        self.clear()

    def draw(self, label: str, text: str, place: int, count: int) -> None:
        """Show one section, `place` counted from 0."""
        self._words, self._place, self._count = (label, text), place, count
        self._write()
        self._area.verticalScrollBar().setValue(0)
        self._lay_ruler(None if self._ruled is None else 0)

    def say(self, words: str) -> None:
        """Say something of the screen's own below the text, in the family's language; never words of a record."""
        self._said = words
        self._write_aside()
        self.drawn.emit()

    def clear(self) -> None:
        """Show nothing: an even ground, no text anywhere in it."""
        self._words, self._count = ("", ""), 0
        self._write()
        self.drawn.emit()

    @property
    def empty(self) -> bool:
        """Tell whether nothing is shown."""
        return self._words == ("", "")

    def dress(self, palette: Palette, size: int, small: int) -> None:
        """Draw in other colours or with text of another size, in pixels; `small` is the least that can be read."""
        self._palette, self._size, self._small = palette, size, small
        self._dress()
        self._lay_ruler(self._ruled)

    def page(self, by: int) -> bool:
        """Move a screenful inside the section, keeping one line; False when there is no more that way."""
        bar = self._area.verticalScrollBar()
        wanted = bar.value() + by * max(1, self._area.viewport().height() - self._size * 2)
        wanted = max(bar.minimum(), min(wanted, bar.maximum()))
        moved = wanted != bar.value()
        bar.setValue(wanted)
        if moved:
            self._rule_what_is_seen()
        self.update()
        self.drawn.emit()
        return moved

    def rule(self, *, on: bool) -> None:
        """Lay the reading ruler under the first line that is seen, or take it away."""
        self._lay_ruler(0 if on else None)
        if on:
            self._rule_what_is_seen()

    def move_ruler(self, by: int) -> bool:
        """Move the ruler line by line, the text following it; False when there is none, or no more that way."""
        if self._ruled is None:
            return False
        line = max(0, min(self._ruled + by, len(self._text.lines()) - 1))
        moved = line != self._ruled
        self._lay_ruler(line)
        self._follow(line)
        return moved

    def hear(self, begin: int, end: int) -> None:
        """Mark the letters of the text that are being read aloud and keep them in sight; none when both are equal."""
        self._text.hear(begin, end)
        self.drawn.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Offer no tooltip, ever."""
        return True if event.type() == QEvent.Type.ToolTip else super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the dots and, when there is more below, a sign that says so."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(BLANK if self.empty else self._palette.bg))
        if self.empty:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        gap = DOT * 2
        left = (self.width() - gap * self._count + DOT) / 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        here = self._count - 1 - self._place if rtl else self._place
        for dot in range(self._count):
            painter.setBrush(QColor(self._palette.accent if dot == here else self._palette.edge))
            size = DOT if dot == here else DOT * 0.6
            middle = left + dot * gap + DOT / 2
            painter.drawEllipse(QRectF(middle - size / 2, self.height() - 2.4 * DOT - size / 2, size, size))
        self._paint_more(painter)

    def _paint_more(self, painter: QPainter) -> None:
        bar = self._area.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(QColor(self._palette.accent))
        pen.setWidthF(4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle, low = self.width() / 2, self.height() - 4.6 * DOT
        for side in (-1, 1):
            painter.drawLine(round(middle + side * 14), round(low - 10), round(middle), round(low))

    def _write(self) -> None:
        for widget, words in zip((self._label, self._text), self._words, strict=True):
            widget.show_words(words)
        self._write_aside()

    def _write_aside(self) -> None:
        self._aside.show_words("" if self.empty else self._said)
        self._dress()

    def _dress(self) -> None:
        ink = Ink(self._palette.text, self._palette.accent_soft, self._palette.accent)
        self._label.dress(ink, max(self._small, round(self._size * 0.8)))
        self._text.dress(ink, self._size)
        self._aside.dress(ink, self._small)
        self._fit()
        self.update()

    def _lay_ruler(self, line: int | None) -> None:
        self._ruled = line
        self._text.rule(line)
        self.drawn.emit()

    def _rule_what_is_seen(self) -> None:
        """A ruler that is there stands where the eyes are after the text moved."""
        if self._ruled is None:
            return
        top = self._area.verticalScrollBar().value() - self._text.y()
        seen = [number for number, line in enumerate(self._text.lines()) if line.box.top() >= top]
        self._lay_ruler(seen[0] if seen else self._ruled)

    def _follow(self, line: int) -> None:
        lines = self._text.lines()
        if line < len(lines):
            box = lines[line].box.translated(0, self._text.y())
            half = max(self._size, self._area.viewport().height() // 3)
            self._area.ensureVisible(0, round(box.center().y()), 0, half)

    def _fit(self) -> None:
        air = max(24, min(self.width(), self.height()) // 16)
        side = max(air, (self.width() - self._size * COLUMN_EMS) // 2)
        self._box.setContentsMargins(0, 0, 0, DOT * 6)
        self._inner.setContentsMargins(side, air, side, 0)
        self._below.setContentsMargins(side, 0, side, 0)
        self._inner.setSpacing(self._size // 2)
