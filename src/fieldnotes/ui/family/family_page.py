"""One section of the frozen copy in large, calm type. It has no place for anything but a label and a text."""

import html

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.ui.shared.palettes import Palette

COLUMN_EMS = 31
"""Widest line, in text heights; some 60 letters, which is what is easily read."""
LINE = 122
"""Line height in per cent of the letter's own, which gives about one and a half times the size of the text."""
DOT = 10


class FamilyPage(QWidget):
    """Label, text and a row of dots that says how far one has come."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._size = 24
        self._place = self._count = 0
        self._label, self._text = _plain(), _plain()
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
        self._box = QVBoxLayout(self)
        self._box.addWidget(self._area)
        self.setAutoFillBackground(True)
        self.clear()

    def draw(self, label: str, text: str, place: int, count: int) -> None:
        """Show one section, `place` counted from 0."""
        self._words, self._place, self._count = (label, text), place, count
        self._write()
        self._area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing: an even ground, no text anywhere in it."""
        self._words, self._count = ("", ""), 0
        self._write()

    @property
    def empty(self) -> bool:
        """Tell whether nothing is shown."""
        return self._words == ("", "")

    def dress(self, palette: Palette, size: int) -> None:
        """Draw in other colours or with text of another size, in pixels."""
        self._palette, self._size = palette, size
        self._write()

    def page(self, by: int) -> bool:
        """Move a screenful inside the section, keeping one line; False when there is no more that way."""
        bar = self._area.verticalScrollBar()
        wanted = bar.value() + by * max(1, self._area.viewport().height() - self._size * 2)
        wanted = max(bar.minimum(), min(wanted, bar.maximum()))
        moved = wanted != bar.value()
        bar.setValue(wanted)
        self.update()
        return moved

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
        painter.fillRect(self.rect(), QColor("#000000" if self.empty else self._palette.bg))
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
        label, text = self._words
        for widget, words, size, ink, weight in (
            (self._label, label, round(self._size * 0.72), self._palette.accent, 600),
            (self._text, text, self._size, self._palette.text, 400),
        ):
            # The style sheet of the application sets a size of its own, so the size has to stand in one of ours.
            widget.setStyleSheet(f"font-size: {size}px; font-weight: {weight}; color: {ink}; background: transparent;")
            style = f"line-height:{LINE}%; margin:0 0 {round(size * 0.5)}px 0"
            lines = words.split("\n") if words else []
            widget.setText("".join(f'<p style="{style}">{html.escape(line)}</p>' for line in lines))
            widget.setAccessibleName(words)
            widget.setVisible(bool(words))
        self._fit()
        self.update()

    def _fit(self) -> None:
        air = max(24, min(self.width(), self.height()) // 16)
        side = max(air, (self.width() - self._size * COLUMN_EMS) // 2)
        self._box.setContentsMargins(0, 0, 0, DOT * 6)
        self._inner.setContentsMargins(side, air, side, 0)
        self._inner.setSpacing(self._size // 2)


def _plain() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
    return label
