"""Calls something once after a while on the window's thread; the newest wish replaces the one before."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class LaterTimer(QObject):
    """A `Later` for one presenter."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ring)
        self._call: Callable[[], None] | None = None

    def after(self, seconds: float, call: Callable[[], None]) -> None:
        """Call `call` once after so many seconds instead of what was asked before."""
        self._call = call
        self._timer.start(max(0, round(seconds * 1000)))

    def stop(self) -> None:
        """Call nothing any more."""
        self._timer.stop()
        self._call = None

    def _ring(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()
