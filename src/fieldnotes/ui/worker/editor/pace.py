"""When the draft is saved: a breath after the last key, and never more than a second behind the first. Knows no Qt."""

from collections.abc import Callable
from typing import Protocol


class Later(Protocol):
    """A way to be called once after some time; asking again moves the call."""

    def start(self, milliseconds: int) -> None:
        """Call after this long instead of what was asked before."""
        ...

    def stop(self) -> None:
        """Call no more."""
        ...


class Pace:
    """Asks for one save at a time: `QUIET` ms after the last change, at most `LONGEST` ms after the first."""

    QUIET = 400
    LONGEST = 500
    """Half of the second that may be lost: the other half is the save's own, on a slow disk and a busy machine."""

    def __init__(self, later: Later, now: Callable[[], float], save: Callable[[], None]) -> None:
        self._later = later
        self._now = now
        self._save = save
        self._first: float | None = None
        self._saving = False

    @property
    def behind(self) -> bool:
        """Say whether something typed is not yet in the store."""
        return self._first is not None or self._saving

    def touched(self) -> None:
        """Note one change and plan the save."""
        if self._first is None:
            self._first = self._now()
        self._plan(self._first)

    def due(self) -> None:
        """Save what has changed, unless a save is still under way; then the next one follows it."""
        self._later.stop()
        if self._first is None or self._saving:
            return
        self._first = None
        self._saving = True
        self._save()

    def saved(self) -> None:
        """Note that a save reached the store; what was typed meanwhile follows soon."""
        self._saving = False
        if self._first is not None:
            self._plan(self._first)

    def failed(self) -> None:
        """Note that a save did not reach the store: everything in it still waits."""
        self._saving = False
        if self._first is None:
            self._first = self._now()

    def _plan(self, first: float) -> None:
        waited = int((self._now() - first) * 1000)
        self._later.start(max(0, min(self.QUIET, self.LONGEST - waited)))
