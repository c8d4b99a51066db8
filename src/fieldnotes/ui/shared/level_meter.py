"""How loud the microphone is, as bars; hears nothing itself."""

from collections import deque

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.theme import colour, look_signal, px

BARS = 64
EACH = 50
"""Milliseconds a bar stands for; sound may come in pieces of five, and to draw each would take half a core."""


class LevelMeter(QProgressBar):
    """The loudness of the last seconds as bars; a screen reader reads the present value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setProperty("meter", True)
        self.setAccessibleName(_("Loudness of the microphone"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._levels: deque[int] = deque([0] * BARS, BARS)
        self._loudest: int | None = None
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(EACH)
        self._pace.timeout.connect(self._next_bar)
        look_signal().changed.connect(self._size)
        self._size()

    def show_level(self, level: int) -> None:
        """Take in one level, 0 to 100; a bar is as high as the loudest that came in its time."""
        self._loudest = max(self._loudest or 0, min(100, level))
        if not self._pace.isActive():
            self._next_bar()

    def rest(self) -> None:
        """Forget the levels."""
        self._pace.stop()
        self._loudest = None
        self._levels = deque([0] * BARS, BARS)
        self.setValue(0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, the newest at the end of the reading direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step, high = self.width() / BARS, self.height()
        levels, ink = list(self._levels), colour("accent")
        if self.isRightToLeft():
            levels.reverse()
        for number, level in enumerate(levels):
            age = number if not self.isRightToLeft() else BARS - number
            ink.setAlphaF(0.3 + 0.7 * age / BARS)
            painter.setBrush(ink)
            bar = max(3.0, level / 100 * high)
            painter.drawRoundedRect(QRectF(number * step, (high - bar) / 2, max(2.0, step * 0.58), bar), 1.5, 1.5)

    def _next_bar(self) -> None:
        if self._loudest is None:
            return
        self._levels.append(self._loudest)
        self._loudest = None
        self.setValue(self._levels[-1])
        self.update()
        self._pace.start()

    def _size(self) -> None:
        self.setFixedHeight(px(34))
        self.setMinimumWidth(px(120))
        self.setMaximumHeight(px(34))
