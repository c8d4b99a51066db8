"""Who is in the room, and what that opens by default. Knows the audience policy; decides no rule of a template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from fieldnotes.domain.cases import CHILD, COLLEAGUE, GUARDIAN, REPORTER, Person
from fieldnotes.domain.choice_lists import CLOSED, AudiencePolicy
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import JsonReader, has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.template_parts import Section, TemplateBook

FILE: Final = "room"
TERMS: Final = ".terms"
INTERPRETER: Final = "tolk"
ABSENT: Final = "inte_med"
_OWN_ROLES: Final = frozenset({CHILD, GUARDIAN, REPORTER})
_NEUTRAL: Final = frozenset({INTERPRETER, COLLEAGUE})

People = Mapping[str, Person]


@dataclass(frozen=True, slots=True)
class RoomPerson:
    """Somebody in the room. `for_person_id`: whom a proxy or support person is there for."""

    person_id: str
    role: str
    for_person_id: str | None = None

    def as_json(self) -> JsonObject:
        """Give the row of the room file and of the entry."""
        row = {"person_id": self.person_id, "role": self.role}
        return row if self.for_person_id is None else {**row, "for_person_id": self.for_person_id}


@dataclass(frozen=True)
class Room:
    """A room: its people, what is asked to be open (None = what is open by default), and reasons.

    A reason's key is a section id, or `SECTION.terms` for the protected words of that section.
    """

    people: tuple[RoomPerson, ...]
    open: tuple[str, ...] | None = None
    reasons: Mapping[str, Private] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Json, people: People) -> "Room":
        """Read a room file (cli.md).

        An interpreter need not be a person of the case. Who is child, guardian or reporter in the case is that in
        the room too, whatever the file says; nobody else becomes that, or a colleague or interpreter, by being called
        so. Refused: WRONG_FILE, UNKNOWN_PERSON(person).
        """
        room = JsonReader.of(data, FILE)
        reasons = room.inner("reasons")
        given = {key: Private(reasons.text(key, "").strip()) for key in reasons.data}
        return cls(
            people=tuple(_room_person(each, people) for each in room.each("people")),
            open=None if room.data.get("open") is None else room.texts("open"),
            reasons={key: reason for key, reason in given.items() if reason},
        )

    @cached_property
    def here(self) -> frozenset[str]:
        """Hold the person ids in the room."""
        return frozenset(person.person_id for person in self.people)

    def reason(self, section: str) -> Private | None:
        """Give the reason to open a section."""
        return self.reasons.get(section)

    def term_reason(self, section: str) -> Private | None:
        """Give the reason to show the protected words of a section."""
        return self.reasons.get(section + TERMS)

    def counted(self, people: People) -> tuple[RoomPerson, ...]:
        """Give who counts when secrecy is tried: those here, and whom a proxy or support person is here for (SEC-2)."""
        followed = {each.for_person_id for each in self.people if each.for_person_id} - self.here
        principals = (people[each] for each in sorted(followed) if each in people)
        return (*self.people, *(RoomPerson(each.person_id, each.role) for each in principals))


def _room_person(data: JsonReader, people: People) -> RoomPerson:
    person_id, role, principal = data.text("person_id"), data.text("role", ""), data.maybe_text("for_person_id")
    known = people.get(person_id)
    if (known is None and role != INTERPRETER) or (principal is not None and principal not in people):
        raise Refused(Code.UNKNOWN_PERSON, person=(person_id if known is None else principal or "")[:64])
    if known is not None and not _may_be_here_as(role, known):
        role = known.role
    return RoomPerson(person_id, role, principal)


def _may_be_here_as(role: str, known: Person) -> bool:
    if not role or role in _OWN_ROLES or known.role in _OWN_ROLES:
        return False
    return role not in _NEUTRAL or known.role in _NEUTRAL


def audiences(book: TemplateBook, room: Room, people: People) -> frozenset[str]:
    """Say which audiences this room asks for; empty when somebody in it keeps everything closed."""
    asked: set[str] = set()
    for person in room.people:
        policy = _policy(book, person, people)
        if policy.audience is not None:
            asked.add(policy.audience)
        elif policy.policy != "neutral":
            return frozenset()
    return frozenset(asked)


def text_audience(book: TemplateBook, room: Room, people: People) -> str | None:
    """Say whose plain version is drawn: the guardian's if a guardian is here (or followed), else the child's."""
    here = {_policy(book, person, people).audience for person in room.people}
    return next((audience for audience in ("guardian", "child") if audience in here), None)


def _policy(book: TemplateBook, person: RoomPerson, people: People) -> AudiencePolicy:
    policy = book.policy(person.role)
    if policy.policy != "follows" or person.for_person_id not in people:
        return policy
    principal = book.policy(people[person.for_person_id or ""].role)
    return CLOSED if principal.policy == "follows" else principal


def drawn(section: Section, fields: JsonObject, room: Room, people: People) -> dict[str, Json]:
    """Give what the window may draw of a section: rows of people who are not in the room are left out.

    With a reason to open the section those rows stay; rows of who reported never do (SEC-3).
    """
    opened = room.reason(section.id) is not None
    found: dict[str, Json] = {}
    for each in section.fields:
        value = fields.get(each.id)
        if not has_content(value):
            continue
        if each.type == "statement":
            value = [row for row in rows(value) if _may_be_heard(row, room, people, opened=opened)]
        elif each.type == "participants":
            value = [row for row in rows(value) if _took_part(row)]
        if has_content(value):
            found[each.id] = value
    return found


def _may_be_heard(row: Json, room: Room, people: People, *, opened: bool) -> bool:
    source = row.get("source_person_id") if isinstance(row, Mapping) else None
    if not isinstance(source, str) or not source:
        return True
    known = people.get(source)
    return (known is None or known.role != REPORTER) and (opened or source in room.here)


def _took_part(row: Json) -> bool:
    return isinstance(row, Mapping) and row.get("role") != REPORTER and row.get("presence") != ABSENT


def open_by_default(book: TemplateBook, section: Section, fields: JsonObject, room: Room, people: People) -> bool:
    """Say whether a section is open for a room without anybody opening it (SEC-1, CHI-6)."""
    asked = audiences(book, room, people)
    if not asked or not section.share_default or not asked <= section.share_audience:
        return False
    absent_roles = {person.role for person in people.values() if person.person_id not in room.here}
    if not absent_roles.isdisjoint(section.names_roles):
        return False
    left = drawn(section, fields, room, people)
    told = {each.id for each in section.fields if each.type == "statement" and has_content(fields.get(each.id))}
    return bool(left) and (not told or not told.isdisjoint(left))
