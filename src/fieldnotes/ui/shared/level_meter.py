"""How loud the microphone is, as bars; hears nothing itself."""

from collections import deque

from PySide6.QtCore import QTimer
from PySide6.QtGui import QLinearGradient, QPainter, QPainterPath, QPaintEvent
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
        self._tell(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, the newest at the end of the reading direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, high = self.width() / BARS, self.height()
        wide = max(2.0, step * 0.58)
        levels = reversed(self._levels) if self.isRightToLeft() else self._levels
        bars = QPainterPath()
        for number, level in enumerate(levels):
            bar = max(3.0, level / 100 * high)
            bars.addRoundedRect(number * step, (high - bar) / 2, wide, bar, 1.5, 1.5)
        painter.fillPath(bars, self._fading())

    def _fading(self) -> QLinearGradient:
        """The older a bar, the fainter."""
        faint, strong = colour("accent"), colour("accent")
        faint.setAlphaF(0.3)
        ink = QLinearGradient(0, 0, self.width(), 0)
        ink.setColorAt(0, strong if self.isRightToLeft() else faint)
        ink.setColorAt(1, faint if self.isRightToLeft() else strong)
        return ink

    def _tell(self, value: int) -> None:
        """Take a value for who reads it aloud, without painting at once all that waits, as a progress bar does."""
        self.setUpdatesEnabled(False)
        self.setValue(value)
        self.setUpdatesEnabled(True)

    def _next_bar(self) -> None:
        if self._loudest is None:
            return
        self._levels.append(self._loudest)
        self._loudest = None
        self._tell(self._levels[-1])
        self._pace.start()

    def _size(self) -> None:
        self.setFixedHeight(px(34))
        self.setMinimumWidth(px(120))
        self.setMaximumHeight(px(34))
