"""Cases, their people, and who works with them, as the hub hands them out. They know no note and no storage."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from fieldnotes.domain.conditions import moment
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.terms import ProtectedTerm

FILE: Final = "import.json"
CHILD: Final = "barn"
GUARDIAN: Final = "vardnadshavare"
COLLEAGUE: Final = "kollega"
REPORTER: Final = "anmalare"
CARE_DATES: Final = (
    "contact_restricted", "contact_review", "whereabouts_secret", "whereabouts_review", "emergency_home",
)  # fmt: skip
"""Days of decisions that few cases have; they stay in `source` and set limits of their own (VIS-6)."""
PROTECTIONS: Final = frozenset({"sekretessmarkering", "skyddad_folkbokforing", "fingerade"})


@dataclass(frozen=True)
class Person:
    """Somebody of a case. `source` is the JSON as imported, which conditions look at."""

    person_id: str
    name: Private
    role: str
    protected: bool = False
    protection: str | None = None
    secrecy_against: frozenset[str] = frozenset()
    personnummer: Private | None = None
    born: str | None = None
    language: str | None = None
    title: Private | None = None
    reporter_kind: str | None = None
    source: JsonObject = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, data: JsonReader) -> "Person":
        """Read a person of the import file. Refused: WRONG_FILE."""
        born = data.maybe_text("born")
        if born is not None and len(born) > len("2017") and moment(born) is None:
            data.refuse("born", "a date or a year")
        number, title = data.maybe_text("personnummer"), data.maybe_text("title")
        return cls(
            person_id=data.text("person_id"),
            name=Private(data.text("name", "")),
            role=data.text("role"),
            protected=data.flag("protected", default=False),
            protection=data.maybe_text("protection"),
            secrecy_against=frozenset(data.texts("secrecy_against")),
            personnummer=Private(number) if number else None,
            born=born,
            language=data.maybe_text("language"),
            title=Private(title) if title else None,
            reporter_kind=data.maybe_text("reporter_kind"),
            source=data.data,
        )

    @property
    def is_protected(self) -> bool:
        """Tell whether name and place must not be shown to others (SEC-4)."""
        return self.protected or self.protection in PROTECTIONS


@dataclass(frozen=True, slots=True)
class Membership:
    """A user's role in one unit: worker or supervisor."""

    unit: str
    role: str


def area_name(municipality: Json, authority: Json) -> str:
    """Name the secrecy area of a board of a municipality, however its letters are written; empty where none is said."""
    said = [" ".join(part.split()).casefold() if isinstance(part, str) else "" for part in (municipality, authority)]
    return "/".join(said) if any(said) else ""


def areas_by_unit(named: Mapping[str, str]) -> dict[str, str]:
    """Part units (id -> the area they name) into areas; where at most one board is named, all units are its."""
    boards = {area for area in named.values() if area}
    return dict(named) if len(boards) > 1 else dict.fromkeys(named, next(iter(boards), ""))


@dataclass(frozen=True, slots=True)
class Unit:
    """A working group of an authority, which is one board of one municipality."""

    id: str
    name: str
    authority: str = ""
    municipality: str = ""

    @property
    def area(self) -> str:
        """The secrecy area it lies in."""
        return area_name(self.municipality, self.authority)

    @classmethod
    def from_json(cls, data: JsonObject) -> "Unit":
        """Read a unit of the import file. Refused: WRONG_FILE."""
        unit = JsonReader.of(data, FILE)
        return cls(unit.text("id"), unit.text("name", ""), unit.text("authority", ""), unit.text("municipality", ""))


@dataclass(frozen=True)
class User:
    """Somebody who works here."""

    id: str
    name: Private
    role: str
    unit: str
    memberships: tuple[Membership, ...] = ()
    source: JsonObject = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, data: JsonObject) -> "User":
        """Read a user of the import file. Refused: WRONG_FILE."""
        user = JsonReader.of(data, FILE)
        return cls(
            id=user.text("id"),
            name=Private(user.text("name", "")),
            role=user.text("role", ""),
            unit=user.text("unit", ""),
            memberships=tuple(Membership(m.text("unit"), m.text("role")) for m in user.each("memberships")),
            source=data,
        )

    def is_supervisor_of(self, unit: str) -> bool:
        """Tell whether this person decides about notes of a unit."""
        return any(each.unit == unit and each.role == "supervisor" for each in self.memberships)

    def as_person(self) -> Person:
        """Read the user as a colleague who can take part in a meeting."""
        source: JsonObject = {"person_id": self.id, "name": str(self.name), "role": COLLEAGUE}
        return Person(person_id=self.id, name=self.name, role=COLLEAGUE, source=source)

    def as_json(self) -> JsonObject:
        """Give what conditions see as `$author`."""
        return {**self.source, "id": self.id, "name": str(self.name), "role": self.role, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Intervention:
    """Support that has been decided: what it is called, since when, and its plan."""

    name: Private
    since: str | None
    plan: Private | None


@dataclass(frozen=True)
class Case:
    """One matter for one child. Dates are texts as imported (`YYYY-MM-DD` or a time with offset).

    `source` is the JSON as imported, which conditions look at. `earlier`: the same family under the ids it had while
    the case was only proposed, which notes of that time name.
    """

    id: str
    number: str
    phase: str
    unit: str
    child: Person
    people: tuple[Person, ...]
    assigned: tuple[str, ...]
    supervisor: str | None
    protected_terms: tuple[ProtectedTerm, ...] = field(repr=False)
    secret_from: frozenset[str]
    received: str | None
    opened: str | None
    placed: str | None
    next_review: str | None
    decision_deadline: str | None
    closed: str | None
    intervention: Intervention | None = field(repr=False)
    source: JsonObject = field(repr=False, compare=False)
    earlier: tuple[Person, ...] = ()

    @classmethod
    def from_json(cls, data: JsonObject) -> "Case":
        """Read a case of the import file; keys nobody knows are kept in `source`. Refused: WRONG_FILE."""
        case = JsonReader.of(data, FILE)
        _no_person_twice(case)
        for key in CARE_DATES:
            _day_or_time(case, key)
        return cls(
            id=case.text("id"),
            number=case.text("number", ""),
            phase=case.text("phase", ""),
            unit=case.text("unit", ""),
            child=Person.read(case.inner("child")),
            people=tuple(Person.read(each) for each in case.each("people")),
            assigned=case.texts("assigned"),
            supervisor=case.maybe_text("supervisor"),
            protected_terms=tuple(ProtectedTerm.read(term, FILE) for term in case.items("protected_terms")),
            secret_from=frozenset(case.texts("secret_from")),
            received=_day_or_time(case, "received"),
            opened=_day_or_time(case, "opened"),
            placed=_day_or_time(case, "placed"),
            next_review=_day_or_time(case, "next_review"),
            decision_deadline=_day_or_time(case, "decision_deadline"),
            closed=_day_or_time(case, "closed"),
            intervention=_intervention(case.inner("intervention")),
            source=data,
        )

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """Hold the child and the other people by id, also by the ids they had before."""
        return MappingProxyType({each.person_id: each for each in (*self.earlier, self.child, *self.people)})

    def people_with(self, users: Iterable[User]) -> dict[str, Person]:
        """Give everybody a note of this case may name: its people, and the users as colleagues."""
        return {**self.by_id, **{user.id: user.as_person() for user in users}}

    def person(self, person_id: str) -> Person:
        """Find somebody of the case. Refused: UNKNOWN_PERSON(person)."""
        found = self.by_id.get(person_id)
        if found is None:
            raise Refused(Code.UNKNOWN_PERSON, person=person_id[:64])
        return found

    def with_role(self, role: str) -> tuple[Person, ...]:
        """Give the people of one role."""
        return tuple(each for each in (self.child, *self.people) if each.role == role)

    def child_age(self, day: str) -> int | None:
        """Give the child's age in whole years on a day (`YYYY-MM-DD…`); None when either date is missing."""
        return age_on(self.child.born, day)


def age_on(born: str | None, day: str) -> int | None:
    """Give an age in whole years on a day (`YYYY-MM-DD…`), of one born on a day or in a year; None when unknown."""
    born = born or ""
    if not (day[:4].isdecimal() and born[:4].isdecimal()):
        return None
    whole = len(born) == len("2017-09-02")
    return int(day[:4]) - int(born[:4]) - int(whole and day[5:10] < born[5:])


def _no_person_twice(case: JsonReader) -> None:
    ids = [case.inner("child").text("person_id"), *(each.text("person_id") for each in case.each("people"))]
    if len(set(ids)) < len(ids):
        case.refuse("people", "each person once")


def _day_or_time(case: JsonReader, key: str) -> str | None:
    value = case.maybe_text(key)
    if value is not None and not isinstance(moment(value), dt.date):
        case.refuse(key, "a date or a time")
    return value


def _intervention(data: JsonReader) -> Intervention | None:
    if not data.data:
        return None
    plan = data.maybe_text("plan")
    return Intervention(Private(data.text("name", "")), data.maybe_text("since"), Private(plan) if plan else None)


def case_for_conditions(case: Case, start: Json) -> JsonObject:
    """Give `$case`: the case as imported, with `child.age` on the day the meeting began."""
    child = case.source.get("child")
    age = case.child_age(start) if isinstance(start, str) else None
    if age is None or not isinstance(child, Mapping):
        return case.source
    return {**case.source, "child": {**child, "age": age}}
