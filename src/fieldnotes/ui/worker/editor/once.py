"""A timer that rings once, as presenters ask for it; the newest wish replaces the one before."""

from PySide6.QtCore import QObject, QTimer, Signal

BREATH = 400
"""Milliseconds after a letter in which what follows from the text stays as it was: nothing is worked out at each key,
nothing moves while keys come."""


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

    def within(self, milliseconds: int) -> None:
        """Ring after this long at the latest: what was asked before stands."""
        if not self._timer.isActive():
            self._timer.start(milliseconds)

    def stop(self) -> None:
        """Do not ring."""
        self._timer.stop()
