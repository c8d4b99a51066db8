"""Moments as the hub writes them: text in UTC that sorts as it stands. Knows nothing of what happens at them."""

import time
from datetime import UTC, datetime, timedelta

from fieldnotes.domain.clock import Clock


class WallClock:
    """The server's own clock, where none is handed in."""

    def now(self) -> datetime:
        """Wall clock in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()


def moment(clock: Clock, after: timedelta = timedelta(0)) -> str:
    """Write the present, or a moment after it; RFC 3339, UTC, microseconds."""
    return (clock.now().astimezone(UTC) + after).isoformat(timespec="microseconds")
