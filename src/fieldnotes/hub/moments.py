"""Moments as the hub writes them: text in UTC that sorts as it stands. The clock is handed in."""

from datetime import UTC, timedelta

from fieldnotes.domain.clock import Clock


def moment(clock: Clock, after: timedelta = timedelta(0)) -> str:
    """Write the present, or a moment after it; RFC 3339, UTC, microseconds."""
    return (clock.now().astimezone(UTC) + after).isoformat(timespec="microseconds")
