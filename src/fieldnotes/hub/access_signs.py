"""What in the access log stands out and is asked about: whose case it was, when, and how often. No sign is a proof.

Names of families are compared here and never told (SEC-8).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.prepared_case import ADMINISTRATOR
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.members import roles
from fieldnotes.hub.own_access import FETCHED, FILE_FETCHED
from fieldnotes.wire.preparing import LOOKED_UP

NOT_THEIRS: Final = "not_theirs"
OTHER_BOARD: Final = "other_board"
PROTECTED: Final = "protected"
SAME_NAME: Final = "same_name"
AT_NIGHT: Final = "at_night"
TOOK_OUT: Final = "took_out"
HANDED_IN_LATE: Final = "handed_in_late"
AHEAD: Final = "clock_ahead"
SIGNS: Final = (NOT_THEIRS, OTHER_BOARD, PROTECTED, SAME_NAME, AT_NIGHT, TOOK_OUT, HANDED_IN_LATE, AHEAD)

_BY_ITSELF: Final = frozenset({FETCHED, FILE_FETCHED})
"""What a program does without a person at it: the hour and the name say nothing."""
_OUT: Final = frozenset({"exported", "printed"})
_LATE: Final = timedelta(days=14)
_AHEAD: Final = timedelta(minutes=10)
_NIGHT_BEGINS, _NIGHT_ENDS = 22, 6
_MANY_TIMES: Final = 3
_MANY_LEAST: Final = 20
_SHORTEST_NAME: Final = 3
_HOUSE: Final = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Looked:
    """One row: who did what with which case and note, when by their clock and when it came; `place` is its own."""

    place: str
    user: str
    case: str
    what: str
    note: str | None
    at: str
    received_at: str
    device: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows are held against, as it stands now; `places`: (assigned, supervises) by (case, user)."""

    users: Mapping[str, JsonObject] = field(repr=False)
    cases: Mapping[str, JsonObject] = field(repr=False)
    units: Mapping[str, JsonObject] = field(repr=False)
    areas: Areas = field(repr=False)
    places: Mapping[tuple[str, str], tuple[bool, bool]] = field(repr=False)
    protected: frozenset[str] = field(repr=False)

    def unit_of(self, row: Looked) -> str:
        """The unit of the case of a row; empty when the case is gone."""
        return str(self.cases.get(row.case, {}).get("unit", ""))

    def number_of(self, case: str) -> str:
        """The number of a case; empty when it is gone."""
        return str(self.cases.get(case, {}).get("number", ""))

    def name_of(self, user: str) -> str:
        """The name of somebody who works here; their id when they are gone."""
        return str(self.users.get(user, {}).get("name", user))


def signs_of(known: Known, row: Looked) -> tuple[str, ...]:
    """Tell why a row is asked about, in the order of `SIGNS`; mostly nothing."""
    case = known.cases.get(row.case)
    found = set(_of_time(row))
    if case is not None:
        found |= set(_of_place(known, row, case))
        if row.what not in _BY_ITSELF and _share_a_name(known.users.get(row.user), case):
            found.add(SAME_NAME)
    if row.what in _OUT and row.note is None:
        found.add(TOOK_OUT)
    return tuple(sign for sign in SIGNS if sign in found)


def of_many_cases(cases: Mapping[str, int]) -> frozenset[str]:
    """Name who looked into far more cases than their colleagues: three times the median, and twenty at least."""
    if not cases:
        return frozenset()
    usual = median(cases.values())
    return frozenset(user for user, count in cases.items() if count >= max(_MANY_LEAST, _MANY_TIMES * usual))


def _of_place(known: Known, row: Looked, case: JsonObject) -> list[str]:
    assigned, supervises = known.places.get((row.case, row.user), (False, False))
    person = known.users.get(row.user)
    prepares = row.what == LOOKED_UP and (known.unit_of(row), ADMINISTRATOR) in roles(person or {})
    found = [] if assigned or supervises or prepares else [NOT_THEIRS]
    if person is not None and not known.areas.hold(case, roles(person)):
        found.append(OTHER_BOARD)
    if row.case in known.protected and not (assigned or prepares):  # who prepares is told nobody's name there
        found.append(PROTECTED)
    return found


def _of_time(row: Looked) -> list[str]:
    try:
        at, came = datetime.fromisoformat(row.at), datetime.fromisoformat(row.received_at)
    except ValueError:
        return [AHEAD]
    if at.tzinfo is None:
        return [AHEAD]
    hour = at.astimezone(_HOUSE).hour
    found = [AT_NIGHT] if row.what not in _BY_ITSELF and (hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS) else []
    if came - at > _LATE:
        found.append(HANDED_IN_LATE)
    if at - came > _AHEAD:
        found.append(AHEAD)
    return found


def _share_a_name(person: JsonObject | None, case: JsonObject) -> bool:
    """Whether somebody who works here bears the last name of anybody of the case: kin, perhaps."""
    own = _last_name(None if person is None else person.get("name"))
    people = case.get("people")
    everybody = [case.get("child"), *(people if isinstance(people, list) else [])]
    names = {_last_name(each.get("name")) for each in everybody if isinstance(each, Mapping)}
    return len(own) >= _SHORTEST_NAME and own in names


def _last_name(name: Json) -> str:
    return name.split()[-1].casefold() if isinstance(name, str) and name.strip() else ""
