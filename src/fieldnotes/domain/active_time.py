"""How long somebody has worked, from signs of work: a short pause counts, a long one does not. Has no clock."""

from dataclasses import dataclass
from typing import Final

PAUSE: Final = 60.0
"""Seconds between two signs of work that still count as work; after a longer pause nothing of it counts (L8)."""


@dataclass(slots=True)
class ActiveTime:
    """Adds up seconds of typing and of speaking; the time before a sign counts as the kind of that sign.

    A second is never counted twice, so typing while the microphone listens is one of the two.
    """

    typed: float = 0.0
    spoken: float = 0.0
    _last: float | None = None

    def sign(self, at: float, *, spoken: bool) -> None:
        """Take a sign of work at a moment of a clock that only goes forward, in seconds."""
        gap = 0.0 if self._last is None else at - self._last
        self._last = at
        if not 0 < gap <= PAUSE:
            return
        if spoken:
            self.spoken += gap
        else:
            self.typed += gap

    def take(self) -> tuple[int, int]:
        """Take out the whole seconds of typing and of speaking; what is less than a second waits for the next time."""
        typed, spoken = int(self.typed), int(self.spoken)
        self.typed -= typed
        self.spoken -= spoken
        return typed, spoken
