"""A device's clock that a rule of the machine can set to any year; the steady clock never jumps."""

from datetime import UTC, datetime


class SetClock:
    """Shows the year it is set to; each look is a second later."""

    def __init__(self, year: int = 2026) -> None:
        self.wall = datetime(year, 1, 1, 0, 0, 1, tzinfo=UTC).timestamp()
        self.passed = 1000.0

    def now(self) -> datetime:
        """The wall clock, right or wrong."""
        return datetime.fromtimestamp(self.wall, UTC)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self.passed

    def set(self, year: int) -> None:
        """Set the wall clock to the first second of a year."""
        self.wall = datetime(year, 1, 1, 0, 0, 1, tzinfo=UTC).timestamp()

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += seconds
        self.passed += seconds
