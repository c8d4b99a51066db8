"""Bars over months, drawn in the colours and sizes of the look in force. Draws what it is given; measures nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import caps, spoken_order
from fieldnotes.ui.shared.theme import colour, look_signal, px
from fieldnotes.ui.worker.time_words import Bar, Plot

HIGH = 150
"""Pixels of the highest bar, at 100 %."""
WIDE = 400
WIDEST = 56
_AIR = 0.25
"""Of each month's place, left free on either side of its bar."""
_INKS = ("accent", "info")
_PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern)
"""Parts differ in their pattern too, for those who do not tell the colours apart."""


class TimePlot(QWidget):
    """One measure, month by month in reading direction; heard as one sentence, read as a table beside it."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self.setAccessibleName(plot.name)
        self.setAccessibleDescription(plot.words)
        self.setToolTip(plot.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look_signal().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as bars, months and legend need; as wide as there is room."""
        lines = 3 if self._plot.line is None else 4
        return QSize(px(WIDE), px(HIGH) + lines * self._line() + (self._line() if self._plot.parts else 0))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a page may be."""
        return QSize(px(180), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, what they were held against, and what the parts mean."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = float(self._legend(painter))
        ground = QRectF(0, top + self._line(), self.width(), px(HIGH))
        most = max([sum(bar.parts) for bar in self._plot.bars] + [self._plot.line or 0, 1e-9])
        painter.setPen(QPen(QColor(colour("line")), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        step = ground.width() / max(1, len(self._plot.bars))
        for number, bar in enumerate(self._plot.bars):
            place = number if not self.isRightToLeft() else len(self._plot.bars) - 1 - number
            self._draw(painter, bar, QRectF(place * step, ground.top(), step, ground.height()), most)
        if self._plot.line is not None:
            self._before(painter, ground, self._plot.line / most)

    def _draw(self, painter: QPainter, bar: Bar, place: QRectF, most: float) -> None:
        wide = min(place.width() * (1 - 2 * _AIR), px(WIDEST))
        left, bottom = place.center().x() - wide / 2, place.bottom()
        for part, ink, pattern in zip(bar.parts, _INKS, _PATTERNS, strict=False):
            high = place.height() * part / most
            self._fill(painter, QRectF(left, bottom - high, wide, high), ink, pattern)
            bottom -= high
        painter.setPen(QColor(colour("text")))
        above = QRectF(place.left(), bottom - self._line(), place.width(), self._line())
        self._words(painter, above, bar.above)
        painter.setPen(QColor(colour("muted")))
        self._words(painter, QRectF(place.left(), place.bottom(), place.width(), self._line()), bar.below)

    def _fill(self, painter: QPainter, area: QRectF, ink: str, pattern: Qt.BrushStyle) -> None:
        painter.setPen(QPen(QColor(colour(ink)), 1))
        painter.setBrush(QBrush(QColor(colour(ink)), pattern))
        if area.height() > 0:
            painter.drawRect(area)

    def _words(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Write as much as there is room for: what is cut off stands in the table and is heard whole."""
        fits = QFontMetrics(self.font()).horizontalAdvance(text) <= area.width()
        if fits:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, spoken_order(text, self))

    def _before(self, painter: QPainter, ground: QRectF, part: float) -> None:
        at = ground.bottom() - ground.height() * part
        across = QPointF(ground.left(), at), QPointF(ground.right(), at)
        painter.setPen(QPen(QColor(colour("surface")), 6))  # the line is seen in front of a bar too
        painter.drawLine(*across)
        painter.setPen(QPen(QColor(colour("warn")), 2, Qt.PenStyle.DashLine))
        painter.drawLine(*across)
        below = QRectF(0, ground.bottom() + self._line(), self.width(), self._line() * 1.5)
        painter.setPen(QColor(colour("warn")))
        words = spoken_order(self._plot.line_words, self)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _legend(self, painter: QPainter) -> int:
        """Say what the parts are; gives how much height that took."""
        if not self._plot.parts:
            return 0
        side, at = px(12), 0
        for name, ink, pattern in zip(self._plot.parts, _INKS, _PATTERNS, strict=True):
            wide = side + px(8) + QFontMetrics(self.font()).horizontalAdvance(name)
            left = at if not self.isRightToLeft() else self.width() - at - wide
            square = QRectF(left if not self.isRightToLeft() else left + wide - side, px(4), side, side)
            self._fill(painter, square, ink, pattern)
            painter.setPen(QColor(colour("text")))
            words = QRectF(left, 0, wide, self._line())
            reading = Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight
            painter.drawText(words, reading | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, name)
            at += wide + px(20)
        return self._line()

    def _line(self) -> int:
        return round(QFontMetrics(self.font()).height() * 1.3)


class PlotBox(QWidget):
    """A measure's bars under its name."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 16, 10)
        box.addWidget(caps(plot.name))
        box.addWidget(TimePlot(plot))
        box.addStretch(1)


def refill(line: FlowLayout, fresh: Sequence[QWidget]) -> None:
    """Put other widgets into a line, all as high as the highest, so that their names stand on one line."""
    while (item := line.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    highest = max((each.sizeHint().height() for each in fresh), default=0)
    for widget in fresh:
        widget.setMinimumHeight(highest)
        line.addWidget(widget)
