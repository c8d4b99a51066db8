"""An act that takes long: it tells how far it has come and stops when a person asks. Knows no thread, no screen."""

from collections.abc import Callable
from typing import TypeAlias

from fieldnotes.domain.errors import Code, Unavailable

Progress: TypeAlias = Callable[[int, int], None]
"""Called with (done, total)."""
Cancelled: TypeAlias = Callable[[], bool]


class LongAct:
    """Counts what is done out of what there is to do."""

    def __init__(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        self._total = 0

    def more(self, total: int) -> None:
        """Say that there is so much more to do."""
        self._total += total

    def on(self, steps: int = 1) -> None:
        """Say that so much is done.

        Raises:
            Unavailable: CANCELLED when nobody wants it any more.
        """
        if self._cancelled is not None and self._cancelled():
            raise Unavailable(Code.CANCELLED)
        self._done = min(self._total, self._done + steps)
        if self._progress is not None:
            self._progress(self._done, self._total)
