"""Who decides in a supervisor's place, from when until when; ends by itself. Knows no note and no hub.

A deputy stands where the supervisor stands by their own roles: nobody is a deputy's deputy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import JsonObject

LONGEST: Final = timedelta(days=366)
"""A deputy who is needed for longer is named again, or has the role."""
COMING, ACTIVE, OVER = "coming", "active", "over"
_FILE: Final = "deputy"


@dataclass(frozen=True, slots=True)
class Deputy:
    """One naming: `user` stands in for `principal` from `begins` until just before `ends` (moments with offset)."""

    id: str
    user: str
    principal: str
    begins: datetime
    ends: datetime
    named_by: str

    @classmethod
    def from_json(cls, name: str, data: JsonObject) -> "Deputy":
        """Read a naming of the feed; one that was ended early ends there. Refused: WRONG_FILE."""
        read = JsonReader.of(data, _FILE)
        begins, ends = _moment(read, "from"), _moment(read, "until")
        ended = read.maybe_text("ended")
        if ended is not None:
            ends = min(ends, datetime.fromisoformat(ended))
        return cls(name, read.text("deputy"), read.text("for"), begins, ends, read.text("by"))

    def covers(self, at: datetime) -> bool:
        """Tell whether a moment lies within it."""
        return self.begins <= at < self.ends

    def state(self, now: datetime) -> str:
        """Say `coming`, `active` or `over`."""
        if self.ends <= now:  # also one that was ended before it began
            return OVER
        return COMING if now < self.begins else ACTIVE


def stands_in_for(deputies: Iterable[Deputy], user: str, at: datetime) -> frozenset[str]:
    """Name the supervisors in whose place a person decided at a moment."""
    return frozenset(each.principal for each in deputies if each.user == user and each.covers(at))


def _moment(read: JsonReader, key: str) -> datetime:
    """Read a moment; without an offset it is none."""
    try:
        at = datetime.fromisoformat(read.text(key))
    except ValueError:
        read.refuse(key, "a date or a time")
    if at.tzinfo is None:
        read.refuse(key, "a date or a time")
    return at
