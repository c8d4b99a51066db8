"""The facts that decide how long a file is kept, read out of a case and its unit as imported. Knows no law."""

import datetime as dt
from collections.abc import Mapping

from fieldnotes.domain.conditions import moment
from fieldnotes.domain.disposal import CARE_DAYS, CARE_PHASE, Facts
from fieldnotes.domain.json_value import Json, JsonObject


def facts_of(case: JsonObject, unit: JsonObject, last_received: str | None) -> Facts:
    """Read the facts of a case: its own days and words, its unit's town, and when its last entry was received.

    The file's last entry is the later of that and the days the case system has written.
    """
    child = case.get("child")
    child = child if isinstance(child, Mapping) else {}
    days = [_day(case.get(name)) for name in ("received", "opened", "placed", "closed")]
    return Facts(
        last_entry=max((day for day in (_day(last_received), *days) if day is not None), default=None),
        closed=_day(case.get("closed")),
        opened=_day(case.get("opened")),
        kind=_text(case.get("retention")),
        care=case.get("phase") == CARE_PHASE or any(case.get(name) for name in CARE_DAYS),
        born=_text(child.get("born")),
        number=_text(child.get("personnummer")),
        municipality=_text(unit.get("municipality_code")),
        private=unit.get("private") is True,
    )


def _day(value: Json) -> dt.date | None:
    found = moment(value)
    if isinstance(found, dt.datetime):
        return found.date()
    return found if isinstance(found, dt.date) else None


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
