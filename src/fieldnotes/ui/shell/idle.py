"""Locks when nobody is there: no key and no mouse for a while, or the computer slept. Knows no profile."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOOK_MS = 5_000
SLEPT_MS = 60_000
"""A look that comes this much too late means the computer slept."""
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

    def __init__(self, app: QApplication, minutes: float) -> None:
        super().__init__(app)
        self._limit = round(minutes * 60_000)
        self._quiet = QElapsedTimer()
        self._since_look = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(min(LOOK_MS, max(10, self._limit // 4)))
        self._timer.timeout.connect(self._look)
        app.installEventFilter(self)

    def start(self) -> None:
        """Begin to watch."""
        self._quiet.start()
        self._since_look.start()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more, for instance while locked."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear every key and movement; take none of them."""
        if event.type() in SIGNS_OF_LIFE:
            self._quiet.restart()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        slept = self._since_look.restart() > self._timer.interval() + SLEPT_MS
        if slept or self._quiet.elapsed() >= self._limit:
            self.stop()
            self.idle.emit()
