"""What an administrator writes into a case of the reference feed: visits to come, people one meets. Knows no note.

Each act is judged and published in one transaction, by ids the device has made, so that the same again changes nothing.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.planned_visits import VISITS, PlannedVisit, planned_visits, read_start
from fieldnotes.domain.prepared_case import ADDED, MAY_BE_ADDED, people_ids, phrase_fits
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.preparing import require_open, require_prepares
from fieldnotes.hub.reference import items, publish
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.town_templates import is_offered
from fieldnotes.wire.ids import is_id
from fieldnotes.wire.reference import Item, ItemType

KEPT: Final = timedelta(days=120)
"""What was planned before that is taken out of the case when something new is planned."""
MOST_VISITS: Final = 200
MOST_PEOPLE: Final = 100


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit as it was handed in; the same id again moves it."""

    case: str
    visit: str
    start: str
    template: str
    workers: Sequence[str]
    people: Sequence[str]


@dataclass(frozen=True, slots=True)
class Added:
    """A person to be added to a case; the same id again corrects one that was added here."""

    case: str
    person: str
    role: str
    name: str = field(repr=False)
    language: str | None = None
    title: str | None = field(default=None, repr=False)
    protected: bool = False


def plan_visit(hub: Hub, who: Caller, planned: Planned) -> JsonObject:
    """Plan or move a visit: `{"visit", "version"}`.

    Refused: NOT_AN_ADMINISTRATOR; REQUEST_WRONG for a time or an id that is none; UNKNOWN_TEMPLATE; UNKNOWN_USER for
    who is not assigned; UNKNOWN_PERSON; PROTECTED_CASE when people are named in one; TOO_MANY_PLANNED.
    """
    start = read_start(planned.start)

    def job(connection: Connection) -> JsonObject:
        case = require_prepares(connection, who.user, planned.case)
        if start is None or not is_id(planned.visit):
            raise Refused(Code.REQUEST_WRONG)
        _require_known(connection, case, planned)
        made = PlannedVisit(
            planned.visit, start, planned.template, tuple(planned.workers), tuple(planned.people), who.user
        )
        since = hub.clock.now() - KEPT
        others = [each for each in planned_visits(case) if each.id != made.id and each.start >= since]
        if len(others) >= MOST_VISITS:
            raise Refused(Code.TOO_MANY_PLANNED, count=MOST_VISITS)
        return _write_visits(hub, connection, who, case, (*others, made), "visit_planned", made.id)

    return hub.database.write(job)


def cancel_visit(hub: Hub, who: Caller, case_id: str, visit: str) -> JsonObject:
    """Take a planned visit away: `{"visit", "version"}`; what is not there is fine. Refused: NOT_AN_ADMINISTRATOR."""

    def job(connection: Connection) -> JsonObject:
        case = require_prepares(connection, who.user, case_id)
        left = tuple(each for each in planned_visits(case) if each.id != visit)
        return _write_visits(hub, connection, who, case, left, "visit_cancelled", visit)

    return hub.database.write(job)


def add_person(hub: Hub, who: Caller, added: Added) -> JsonObject:
    """Add a person to a case, or correct one added here: `{"person", "version"}`.

    Refused: NOT_AN_ADMINISTRATOR, PROTECTED_CASE; REQUEST_WRONG for a relation or a name that is none, or a person the
    case system has named; TOO_MANY_PLANNED.
    """
    name, title = (None if text is None else unicodedata.normalize("NFC", text) for text in (added.name, added.title))

    def job(connection: Connection) -> JsonObject:
        case = require_prepares(connection, who.user, added.case)
        require_open(case)
        fits = all(phrase_fits(text) for text in (name, title) if text is not None)
        if not fits or added.role not in MAY_BE_ADDED or not is_id(added.person):
            raise Refused(Code.REQUEST_WRONG)
        before = [each for each in _rows(case.get("people")) if each.get("person_id") == added.person]
        if any(ADDED not in each for each in before):
            raise Refused(Code.REQUEST_WRONG)
        people = [each for each in _rows(case.get("people")) if each.get("person_id") != added.person]
        if len(people) >= MOST_PEOPLE:
            raise Refused(Code.TOO_MANY_PLANNED, count=MOST_PEOPLE)
        row: dict[str, Json] = {"person_id": added.person, "name": name, "role": added.role}
        more = {"language": added.language, "title": title, "protected": added.protected or None}
        row.update({key: value for key, value in more.items() if value is not None})
        stamp: Json = before[0][ADDED] if before else {"by": who.user, "at": moment(hub.clock)}
        rows: list[Json] = [*people, {**row, ADDED: stamp}]
        done = publish(hub, connection, [Item(ItemType.CASE, added.case, {**case, "people": rows})])
        if done.changed:
            record(connection, hub.clock, "person_added", who.user, added.case)
        return {"person": added.person, "version": done.version}

    return hub.database.write(job)


def keep_prepared(before: JsonObject | None, case: JsonObject) -> JsonObject:
    """Give a case as the case system has it now, with what was prepared here since and it does not speak of."""
    if before is None:
        return case
    named = {each.get("person_id") for each in _rows(case.get("people"))}
    added: list[Json] = [
        each for each in _rows(before.get("people")) if ADDED in each and each.get("person_id") not in named
    ]
    of_file = planned_visits(case)
    ours = [each for each in planned_visits(before) if each.by is not None and each.id not in {v.id for v in of_file}]
    found: dict[str, Json] = dict(case)
    if added:
        found["people"] = [*_rows(case.get("people")), *added]
    if ours:
        found[VISITS] = [each.to_json() for each in sorted((*of_file, *ours), key=lambda each: (each.start, each.id))]
    return found


def _require_known(connection: Connection, case: JsonObject, planned: Planned) -> None:
    """Everything a visit names is there: its template, workers of the case, people an administrator may name."""
    templates = items(connection, ItemType.TEMPLATE).values()
    if templates and not any(_begins(each, planned.template, case) for each in templates):
        raise Refused(Code.UNKNOWN_TEMPLATE, template=planned.template)
    assigned = case.get("assigned")
    for user in planned.workers:
        if not isinstance(assigned, list | tuple) or user not in assigned:
            raise Refused(Code.UNKNOWN_USER, user=user)
    if planned.people:
        require_open(case)
    for person in planned.people:
        if person not in people_ids(case):
            raise Refused(Code.UNKNOWN_PERSON, person=person)


def _begins(template: JsonObject, wanted: str, case: JsonObject) -> bool:
    """Whether new notes of this case begin from one published template."""
    units = template.get("units")
    here = not units or (isinstance(units, list | tuple) and case.get("unit") in units)
    return template.get("id") == wanted and here and is_offered(template)


def _write_visits(
    hub: Hub,
    connection: Connection,
    who: Caller,
    case: JsonObject,
    visits: Sequence[PlannedVisit],
    what: str,
    visit: str,
) -> JsonObject:
    rows: list[Json] = [each.to_json() for each in sorted(visits, key=lambda each: (each.start, each.id))]
    name = str(case["id"])
    done = publish(hub, connection, [Item(ItemType.CASE, name, {**case, VISITS: rows})] if _differ(case, rows) else [])
    if done.changed:
        record(connection, hub.clock, what, who.user, name)
    return {"visit": visit, "version": done.version}


def _differ(case: JsonObject, rows: list[Json]) -> bool:
    """Whether anything is said that was not; a case without visits and one with none say the same."""
    return [each.to_json() for each in planned_visits(case)] != rows


def _rows(value: Json) -> list[JsonObject]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list | tuple) else []
