"""The real clock. It informs, it never decides."""

import time
from datetime import datetime


class SystemClock:
    """The computer's wall clock and its monotonic clock."""

    def now(self) -> datetime:
        """Wall clock in local time, with its offset."""
        return datetime.now().astimezone()

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()
