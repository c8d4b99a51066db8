"""After how many idle minutes the program locks: one value for the whole program, changed while it runs.

Knows neither the watch that obeys it nor the file that keeps it.
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Signal

CHOICES = (1, 2, 5, 10, 15, 30, 60)
"""Minutes to choose from."""


class LockTime(QObject):
    """The minutes in force."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.minutes = 10
        self._remember: Callable[[int], None] | None = None

    def begin(self, minutes: int, remember: Callable[[int], None]) -> None:
        """Take what the settings say, and who keeps a change."""
        self.minutes, self._remember = minutes, remember

    def choose(self, minutes: int) -> None:
        """Lock after so many minutes from now on."""
        if minutes == self.minutes:
            return
        self.minutes = minutes
        self.changed.emit(minutes)
        if self._remember is not None:
            self._remember(minutes)


@cache
def lock_time() -> LockTime:
    """Give the program's one lock time."""
    return LockTime()
