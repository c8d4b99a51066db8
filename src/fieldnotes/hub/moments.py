"""Moments as the hub writes them: text in UTC that sorts as it stands. The clock is handed in."""

from datetime import UTC, datetime, timedelta

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused


def moment(clock: Clock, after: timedelta = timedelta(0)) -> str:
    """Write the present, or a moment after it; RFC 3339, UTC, microseconds."""
    return (clock.now().astimezone(UTC) + after).isoformat(timespec="microseconds")


def moment_of(text: str) -> str:
    """Read a moment as a person writes it (RFC 3339, any offset) and write it as the hub does.

    Raises:
        Refused: REQUEST_WRONG when it is none, or says no offset.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(Code.REQUEST_WRONG) from None
    if found.tzinfo is None:
        raise Refused(Code.REQUEST_WRONG)
    return found.astimezone(UTC).isoformat(timespec="microseconds")
