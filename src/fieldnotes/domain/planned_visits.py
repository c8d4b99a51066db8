"""Visits somebody has planned in a case, as the hub hands them out with it. Knows no note and no storage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fieldnotes.domain.json_value import Json, JsonObject

VISITS: Final = "visits"
"""Where they stand in a case."""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit: when it begins, the template of its note, who goes and whom they meet, all by id.

    `id` becomes the visit of the notes that are written of it, so siblings' notes and what is planned find together.
    `by`: who planned it here; None when the case system did.
    """

    id: str
    start: datetime
    template: str
    workers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    by: str | None = None

    def to_json(self) -> JsonObject:
        """Write it as it stands in a case."""
        found: dict[str, Json] = {
            "id": self.id, "start": self.start.isoformat(timespec="seconds"), "template": self.template,
            "workers": [*self.workers], "people": [*self.people],
        }  # fmt: skip
        return found if self.by is None else {**found, "by": self.by}


def planned_visits(case: JsonObject) -> tuple[PlannedVisit, ...]:
    """Read what is planned in a case, the first to come first; a row that says no id and no time is none."""
    rows = case.get(VISITS)
    found = [_visit(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    return tuple(sorted((each for each in found if each is not None), key=lambda each: (each.start, each.id)))


def planned_in(case: JsonObject, visit: str | None) -> PlannedVisit | None:
    """Find what a case plans under an id; None when it is nothing, or nothing any more."""
    return next((each for each in planned_visits(case) if each.id == visit), None) if visit else None


def read_start(text: str) -> datetime | None:
    """Read a moment with its offset; None when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _visit(row: Mapping[str, Json]) -> PlannedVisit | None:
    start, name = read_start(str(row.get("start"))), row.get("id")
    if start is None or not isinstance(name, str) or not name:
        return None
    by = row.get("by")
    return PlannedVisit(
        id=name,
        start=start,
        template=str(row.get("template") or ""),
        workers=_texts(row.get("workers")),
        people=_texts(row.get("people")),
        by=by if isinstance(by, str) else None,
    )


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()
