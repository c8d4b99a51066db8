"""The invented cases as if they were of these days: a try-out in which every time limit passed long ago frightens.

It moves days by whole days and knows no case. Who was born when stays: ages stand in the invented texts.
"""

import re
from datetime import date
from typing import Final

from fieldnotes.domain.json_value import Json

WRITTEN_FOR: Final = date(2026, 5, 10)
"""The day the invented cases were written for: some time limits near, one passed."""
BORN: Final = "born"
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(T.*)?")


def as_of(told: Json, today: date, key: str = "") -> Json:
    """Move every day in what is taken in by as much as today lies after the day it was written for."""
    if isinstance(told, dict):
        return {name: as_of(value, today, name) for name, value in told.items()}
    if isinstance(told, list):
        return [as_of(value, today, key) for value in told]
    found = _DAY.fullmatch(told) if isinstance(told, str) and key != BORN else None
    if found is None:
        return told
    return f"{date.fromisoformat(found[1]) + (today - WRITTEN_FOR)}{found[2] or ''}"
