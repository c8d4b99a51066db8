"""After how many idle minutes the program locks: one value for the whole program, changed while it runs.

What the workplace has decided is the most there may be; what the person chooses may be less.

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
        self.most = CHOICES[-1]
        self._remember: Callable[[int], None] | None = None

    def begin(self, minutes: int, remember: Callable[[int], None], most: int = CHOICES[-1]) -> None:
        """Take what the settings say, who keeps a change, and the most that may be chosen."""
        self.minutes, self._remember, self.most = min(minutes, most), remember, most

    def limit(self, most: int) -> None:
        """Wait no longer than this from now on, whatever was chosen: what a hub has decided; it is not remembered."""
        self.most = min(self.most, most)
        if self.minutes > self.most:
            self.minutes = self.most
            self.changed.emit(self.minutes)

    def choose(self, minutes: int) -> None:
        """Lock after so many minutes from now on."""
        minutes = min(minutes, self.most)
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
