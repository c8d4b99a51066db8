"""Locks when nobody is there: no key and no mouse for a while, or the computer slept. Knows no profile.

Sleep is noticed afterwards by two clocks: the steady one stands still meanwhile on Linux and macOS, so the wall clock
is ahead of it then; on Windows the steady one goes on, so the look itself comes too late.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOOK_MS = 5_000
SLEPT_MS = 60_000
"""A look that comes this much too late, or a wall clock this much ahead, means the computer slept."""
SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Watches the whole application."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: float, wall: Callable[[], float] = time.time) -> None:
        super().__init__(app)
        self._wall = wall
        self._seen = wall()
        self._quiet = QElapsedTimer()
        self._since_look = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._app = app
        self.wait_for(minutes)

    def wait_for(self, minutes: float) -> None:
        """Lock after so many minutes from now on."""
        self._limit = round(minutes * 60_000)
        self._timer.setInterval(min(LOOK_MS, max(10, self._limit // 4)))

    def start(self) -> None:
        """Begin to watch."""
        self._app.installEventFilter(self)  # and not before: each event would bring a class of Qt's along
        self._seen = self._wall()
        self._quiet.start()
        self._since_look.start()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more, for instance while locked."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear every key and movement; take none of them."""
        if event.type() in SIGNS_OF_LIFE:
            self._quiet.restart()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        steady = self._since_look.restart()
        before, self._seen = self._seen, self._wall()
        jumped = (self._seen - before) * 1000 - steady > SLEPT_MS
        slept = steady > self._timer.interval() + SLEPT_MS
        if slept or jumped or self._quiet.elapsed() >= self._limit:
            self.stop()
            self.idle.emit()
