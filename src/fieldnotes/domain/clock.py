"""Time as the road sees it: it informs, it never decides. The real clock is built in boot, a held one in tests."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Wall clock with the local offset, never naive."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go forward, from an arbitrary start."""
        ...
