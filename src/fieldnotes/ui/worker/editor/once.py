"""A timer that rings once, as presenters ask for it; the newest wish replaces the one before."""

from PySide6.QtCore import QObject, QTimer, Signal


class Once(QObject):
    """What presenters call `Later`; connect `rang` to what is to be done then."""

    rang = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.rang)

    def start(self, milliseconds: int) -> None:
        """Ring after this long instead of what was asked before."""
        self._timer.start(milliseconds)

    def stop(self) -> None:
        """Do not ring."""
        self._timer.stop()
