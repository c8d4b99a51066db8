"""A case as an administrator sees it: number, days, people and planned visits. Has no field for anything of a note.

What is told is picked by name, so that whatever else a case comes to hold stays with those who work with it (SEC-6).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.cases import REPORTER, User
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.planned_visits import VISITS, PlannedVisit, planned_visits
from fieldnotes.domain.private import Private
from fieldnotes.domain.terms import ProtectedTerm, first_hit

ADMINISTRATOR: Final = "administrator"
DOES_CASEWORK: Final = frozenset({"worker", "consultant", "supervisor"})
"""Roles that may hold a case, a hired consultant by the same rules as a worker (DOC-12); whoever only prepares is never
given one."""
ADDED: Final = "added"
"""In a person of a case: who added them here, beside what the case system says."""
MAY_BE_ADDED: Final = frozenset({
    "vardnadshavare", "foralder_ej_vh", "syskon", "narstaende", "familjehemsforalder", "hvb_personal", "skola",
    "halso_sjukvard", "polis", "tolk", "ombud", "stodperson", "annan",
})  # fmt: skip
"""Not the child, who is the case; not whoever reported, whom an administrator never learns of (SEC-3)."""
DAYS: Final = ("received", "opened", "placed", "next_review", "decision_deadline", "closed")
_WORDS: Final = ("id", "number", "phase", "unit", "supervisor")
_OF_A_PERSON: Final = ("person_id", "name", "role", "language", "title")
_KEPT_BACK: Final = "kept_back"


@dataclass(frozen=True, slots=True)
class PreparedPerson:
    """Somebody one may meet: name, relation, and the language they speak."""

    person_id: str
    name: Private
    role: str
    language: str | None = None
    title: str | None = field(default=None, repr=False)
    added: bool = False


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """One case to prepare; `kept_back`: somebody has a protected identity, so nobody is named (SEC-4)."""

    id: str
    number: str
    phase: str
    unit: str
    supervisor: str | None
    assigned: tuple[str, ...]
    days: Mapping[str, str]
    people: tuple[PreparedPerson, ...]
    visits: tuple[PlannedVisit, ...]
    kept_back: bool = False

    @classmethod
    def read(cls, told: JsonObject) -> "PreparedCase":
        """Read what `outline` wrote; what is not of its kind is not there."""
        rows = told.get("people")
        people = (_person(each) for each in rows) if isinstance(rows, list | tuple) else ()
        return cls(
            id=_text(told, "id"),
            number=_text(told, "number"),
            phase=_text(told, "phase"),
            unit=_text(told, "unit"),
            supervisor=_text(told, "supervisor") or None,
            assigned=_texts(told.get("assigned")),
            days={key: _text(told, key) for key in DAYS if _text(told, key)},
            people=tuple(each for each in people if each is not None),
            visits=planned_visits(told),
            kept_back=told.get(_KEPT_BACK) is True,
        )


def outline(case: JsonObject, *, protected: bool) -> JsonObject:
    """Give what an administrator is told of a case; `protected`: nobody of it is named (SEC-3, SEC-4, SEC-6).

    Nor is anybody named whose name the case itself protects, such as the carers at a secret place (SEC-5).
    """
    told: dict[str, Json] = {key: case[key] for key in (*_WORDS, *DAYS) if isinstance(case.get(key), str)}
    told["assigned"] = [*_texts(case.get("assigned"))]
    visits = [visit.to_json() for visit in planned_visits(case)]
    if protected:
        bare: list[Json] = [{**visit, "people": []} for visit in visits]
        return {**told, "people": [], VISITS: bare, _KEPT_BACK: True}
    terms = case.get("protected_terms")
    held = [ProtectedTerm.read(term) for term in terms] if isinstance(terms, list | tuple) else []
    everybody = [*_rows([case.get("child")]), *_rows(case.get("people"))]
    named: list[Json] = [_told_of(each) for each in everybody if _may_be_told(each, held)]
    return {**told, "people": named, VISITS: [*visits]}


def units_prepared_by(user: User) -> frozenset[str]:
    """Name the units a person is an administrator of."""
    own = {user.unit} if user.role == ADMINISTRATOR else set()
    return frozenset(own | {each.unit for each in user.memberships if each.role == ADMINISTRATOR})


def may_hold(user: User, unit: str) -> bool:
    """Tell whether a person may be given a case of a unit."""
    return any(place == unit and role in DOES_CASEWORK for place, role in _roles(user))


def does_casework(user: User) -> bool:
    """Tell whether a person may be given any case."""
    return any(role in DOES_CASEWORK for _unit, role in _roles(user))


def _roles(user: User) -> list[tuple[str, str]]:
    return [(user.unit, user.role), *((each.unit, each.role) for each in user.memberships)]


def people_ids(case: JsonObject) -> frozenset[str]:
    """Name everybody of a case an administrator may name."""
    rows = outline(case, protected=False)["people"]
    return frozenset(str(each["person_id"]) for each in _rows(rows))


def phrase_fits(text: str, most: int = 120) -> bool:
    """Tell whether a name or a title is one line of sense: printable, not empty, not a story."""
    return 0 < len(text) <= most and text == text.strip() and text.isprintable()


def _may_be_told(person: JsonObject, held: Sequence[ProtectedTerm]) -> bool:
    if person.get("role") == REPORTER or not isinstance(person.get("person_id"), str):
        return False
    return first_hit((_text(person, "name"), _text(person, "title")), held, None) is None


def _told_of(person: Mapping[str, Json]) -> JsonObject:
    told: dict[str, Json] = {key: person[key] for key in _OF_A_PERSON if isinstance(person.get(key), str)}
    return {**told, ADDED: True} if ADDED in person else told


def _person(row: Json) -> PreparedPerson | None:
    if not isinstance(row, Mapping) or not _text(row, "person_id"):
        return None
    return PreparedPerson(
        person_id=_text(row, "person_id"),
        name=Private(_text(row, "name")),
        role=_text(row, "role"),
        language=_text(row, "language") or None,
        title=_text(row, "title") or None,
        added=row.get(ADDED) is True,
    )


def _rows(value: Json) -> Collection[JsonObject]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _text(data: Mapping[str, Json], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()
