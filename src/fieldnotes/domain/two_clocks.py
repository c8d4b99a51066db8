"""When the time a computer wrote down and the time the hub received it cannot both be right. Decides nothing else."""

from datetime import datetime, timedelta
from typing import Final

_AHEAD: Final = timedelta(minutes=5)
_LATE: Final = timedelta(days=30)
"""A note may lie long before it is sent; longer than this and the clock is the likelier reason."""


def doubted_by(at: datetime, received_at: str | None) -> datetime | None:
    """Give the hub's time when it and the computer's cannot both be right; None when nothing speaks against it."""
    if received_at is None:
        return None
    got = datetime.fromisoformat(received_at)
    return None if at - got <= _AHEAD and got - at <= _LATE else got
