"""The family's copy: what exactly these people may see of a note. What is closed lies beside it, never in it."""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from typing import Final

from fieldnotes.domain.cases import CHILD, GUARDIAN, REPORTER, Case, Person, User
from fieldnotes.domain.checks import check_show
from fieldnotes.domain.digest import section_digest
from fieldnotes.domain.findings import Finding
from fieldnotes.domain.implied_terms import implied_terms, never_named
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import section_text
from fieldnotes.domain.rooms import TERMS, Room, RoomPerson, drawn, open_by_default, text_audience
from fieldnotes.domain.template_parts import Section, Template, TemplateBook
from fieldnotes.domain.terms import ProtectedTerm, first_hit, strings

__all__ = ["Blocked", "Closed", "FamilyCopy", "FamilySection", "Room", "RoomPerson", "Showing", "compose"]

NOT_OPENED: Final = "not_opened"
NOTHING_TO_SHOW: Final = "nothing_to_show"
CLOSED_FOR_ROOM: Final = "closed_for_room"
PROTECTED_TERMS: Final = "protected_terms"
SECRECY: Final = "secrecy_against"
CHILD_AUDIENCE: Final = "child"
SWEDISH: Final = "sv"
_COMPOSED: Final = object()

FamilyText = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class FamilySection:
    """One section as it is drawn. `source`: digest of the note's section, tells later whether it changed since."""

    id: str
    label: str
    text: Private
    source: str


@dataclass(frozen=True)
class FamilyCopy:
    """What a family sees, and nothing else. Only `compose` makes one; `date` is the day of the meeting, or empty."""

    sections: tuple[FamilySection, ...]
    language: str
    date: str
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        if made_by is not _COMPOSED:
            message = "a FamilyCopy is made by compose() only"
            raise TypeError(message)

    def as_json(self) -> JsonObject:
        """Give the body of the entry that freezes it."""
        return {
            "sections": [
                {"id": each.id, "label": each.label, "text": str(each.text), "source": each.source}
                for each in self.sections
            ],
            "language": self.language,
            "date": self.date,
        }


@dataclass(frozen=True, slots=True)
class Closed:
    """A section that stays closed. `why`: id of the first rule that closes it, or not_opened, nothing_to_show."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """A section that mentions a protected term, for the worker's eyes; it may be closed for another reason too."""

    id: str
    term: Private


@dataclass(frozen=True, slots=True)
class Showing:
    """A copy for one room, and beside it what is not in it.

    `opened`: sections that are open, or show more, only because of a reason; `reasons`: the reasons that were used, by
    their key in the room file; `left_out`: how many statements of an open section these people do not see.
    """

    copy: FamilyCopy
    closed: tuple[Closed, ...]
    blocked: tuple[Blocked, ...]
    people: tuple[RoomPerson, ...]
    opened: tuple[str, ...]
    reasons: Mapping[str, Private]
    left_out: Mapping[str, int] = field(default_factory=dict)


def compose(  # noqa: PLR0913, PLR0917 - everything a copy depends on, and nothing it could look up by itself
    book: TemplateBook,
    template: Template,
    sections: Sections,
    case: Case,
    users: Sequence[User],
    room: Room,
    family_text: FamilyText,
    state: str,
    language: str,
) -> Showing:
    """Make the copy these people may see, section by section (SEC-1 … SEC-5, CHI-6).

    A plain version is drawn where there is one: the guardian's if a guardian is in the room, else the child's.
    Refused: UNKNOWN_SECTION for a section the room file names and the template has not.
    """
    people = case.people_with(users)
    for named in (*(room.open or ()), *(key.removesuffix(TERMS) for key in room.reasons)):
        template.section(named)
    plain = family_text.get(text_audience(book, room, people) or "", {})
    tried = _Trial(book, template, sections, case, users, people, room, plain, state, language)
    outcomes = [tried.section(each) for each in template.sections if tried.has_something(each)]
    shown = tuple(each for outcome in outcomes for each in outcome if isinstance(each, FamilySection))
    opened = tuple(each.id for each in shown if tried.opened_by_reason(template.section(each.id)))
    used = {key for each in shown for key in (each.id if each.id in opened else "", each.id + TERMS)}
    return Showing(
        copy=FamilyCopy(shown, language, _day(sections), _COMPOSED),
        closed=tuple(each for outcome in outcomes for each in outcome if isinstance(each, Closed)),
        blocked=tuple(each for outcome in outcomes for each in outcome if isinstance(each, Blocked)),
        people=room.people,
        opened=opened,
        reasons={key: reason for key, reason in room.reasons.items() if key in used},
        left_out={each.id: left for each in shown if (left := tried.left_out(template.section(each.id)))},
    )


@dataclass(frozen=True)
class _Trial:
    """Tries one section after another for one room."""

    book: TemplateBook
    template: Template
    sections: Sections = field(repr=False)
    case: Case = field(repr=False)
    users: Sequence[User] = field(repr=False)
    people: Mapping[str, Person] = field(repr=False)
    room: Room = field(repr=False)
    plain: Mapping[str, str] = field(repr=False)
    state: str
    language: str

    def fields(self, section: Section) -> JsonObject:
        return self.sections.get(section.id) or {}

    def has_something(self, section: Section) -> bool:
        return any(has_content(value) for value in self.fields(section).values()) or section.id in self.plain

    def section(self, section: Section) -> tuple[FamilySection | Closed | Blocked, ...]:
        """Say what becomes of a section: drawn, or closed and perhaps blocked by a word too."""
        if self.room.open is not None and section.id not in self.room.open:
            return (Closed(section.id, NOT_OPENED),)
        text, term = self._text(section), self._protected(section)
        others = [each for each in self._blocks(section) if each.rule != PROTECTED_TERMS]
        standing: list[FamilySection | Closed | Blocked] = []
        if others or self._child_keeps_it(section):
            standing.append(Closed(section.id, others[0].rule if others else SECRECY))
        if term is not None:
            standing.append(Blocked(section.id, term.term))
        if standing:
            return tuple(standing)
        if not text.strip():
            return (Closed(section.id, CLOSED_FOR_ROOM if self.left_out(section) else NOTHING_TO_SHOW),)
        source = section_digest(self.fields(section))
        return (FamilySection(section.id, self._heading(section), Private(text), source),)

    def _child_keeps_it(self, section: Section) -> bool:
        """Tell whether a section for the child alone holds more than statements, and somebody here may not know it.

        The rules look at who said a statement; a wish written as running text is the child's too (SEC-2).
        """
        own = section.content_kind == "statement" and section.share_audience == {CHILD_AUDIENCE}
        written = (each for each in section.fields if each.type == "text")
        here = {each.person_id for each in self.room.counted(self.people)}
        told = any(has_content(self.fields(section).get(each.id)) for each in written)
        return own and told and not here.isdisjoint(self.case.child.secrecy_against)

    def opened_by_reason(self, section: Section) -> bool:
        if self.room.reason(section.id) is None:
            return False
        fields, closed = self.fields(section), replace(self.room, reasons={})
        more = section.id not in self.plain and self._seen(section, closed) != self._seen(section, self.room)
        return more or not open_by_default(self.book, section, fields, self.room, self.people)

    def left_out(self, section: Section) -> int:
        """Count the statements a reason would add to an open section."""
        if section.id in self.plain or self.room.reason(section.id) is not None:
            return 0
        opened = replace(self.room, reasons={section.id: Private(section.id)})
        return _told(section, self._seen(section, opened)) - _told(section, self._seen(section, self.room))

    def _seen(self, section: Section, room: Room) -> JsonObject:
        left = drawn(section, self.fields(section), room, self.people)
        return without_strangers(section, left, room, self.people)

    def _heading(self, section: Section) -> str:
        return self.book.heading(self.template, section, self.language)

    def _blocks(self, section: Section) -> list[Finding]:
        found = check_show(
            self.book, self.template, self.sections, self.case, self.users, self.room, section.id,
            plain=self.plain.get(section.id), state=self.state,
        )  # fmt: skip
        return [each for each in found if each.stops]

    def _text(self, section: Section) -> str:
        if section.id in self.plain:
            return self.plain[section.id]
        return self._wording(section, self.language)

    def _wording(self, section: Section, language: str) -> str:
        seen = self._seen(section, self.room)
        return section_text(self.book, self.template, section, seen, self.people, language)

    def _protected(self, section: Section) -> ProtectedTerm | None:
        """Find a protected word in what the rules look at, or in the section as it would be drawn (SEC-3 … SEC-5).

        Terms are Swedish, so its Swedish wording is searched whatever language is drawn. A reason for the word lifts
        all but the full name of who reported.
        """
        here = [each.person_id for each in self.room.counted(self.people)]
        shown, behind = [self._heading(section), self._text(section)], []
        if section.id not in self.plain:
            shown += [section.label(SWEDISH), self._wording(section, SWEDISH)]
            behind = list(strings(drawn(section, self.fields(section), self.room, self.people)))
        if self.room.term_reason(section.id) is not None:
            return first_hit(shown, never_named(self.case), here)
        unnamed = [*never_named(self.case), *implied_terms(self.case, self.people, self.room)]
        return first_hit([*behind, *shown], self.case.protected_terms, here) or first_hit(shown, unnamed, here)


def without_strangers(section: Section, fields: JsonObject, room: Room, people: Mapping[str, Person]) -> JsonObject:
    """Leave out of a copy whoever reported, protected people who are not here, and who else agreed (SEC-3, SEC-4).

    What a child said is left out for a guardian until the section is opened with a reason (CHI-6).
    """
    guarded = room.reason(section.id) is None and any(each.role == GUARDIAN for each in room.counted(people))
    unnamed = {
        each.person_id
        for each in people.values()
        if each.role == REPORTER or (each.is_protected and each.person_id not in room.here)
    }
    seen: dict[str, Json] = {}
    for each in section.fields:
        if each.id not in fields:
            continue
        value = fields[each.id]
        if each.type in {"participants", "comment"}:
            value = [row for row in rows(value) if not (isinstance(row, Mapping) and row.get("person_id") in unnamed)]
        elif each.type == "statement" and guarded:
            value = [row for row in rows(value) if not _said_by_a_child(row, people)]
        elif each.type == "person":
            value = [row for row in rows(value) if row not in unnamed]
        elif each.type == "agreement":
            value = [_agreed_here(row, room) for row in rows(value)]
        seen[each.id] = value
    return seen


def _said_by_a_child(row: Json, people: Mapping[str, Person]) -> bool:
    source = row.get("source_person_id") if isinstance(row, Mapping) else None
    return isinstance(source, str) and source in people and people[source].role == CHILD


def _told(section: Section, seen: JsonObject) -> int:
    return sum(len(rows(seen[each.id])) for each in section.fields if each.type == "statement" and each.id in seen)


def _agreed_here(row: Json, room: Room) -> Json:
    if not isinstance(row, Mapping) or "agreed_by" not in row:
        return row
    return {**row, "agreed_by": [each for each in rows(row["agreed_by"]) if each in room.here]}


def _day(sections: Sections) -> str:
    start = (sections.get("grunddata") or {}).get("start")
    return start[:10] if isinstance(start, str) else ""
