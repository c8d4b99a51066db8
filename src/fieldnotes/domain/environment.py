"""What a rule may look at: the roots of a condition, built from a note, its case and the moment. Tries no rule."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.cases import Case, Person, User, case_for_conditions
from fieldnotes.domain.conditions import Env
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.rooms import Room
from fieldnotes.domain.template_parts import Section, Template
from fieldnotes.domain.terms import strings


@dataclass(frozen=True, slots=True)
class Matter:
    """A note's content in its surroundings: everything a rule needs besides the act itself."""

    template: Template
    sections: Sections = field(repr=False)
    case: Case = field(repr=False)
    people: Mapping[str, Person] = field(repr=False)

    @classmethod
    def of(cls, template: Template, sections: Sections, case: Case, users: Iterable[User]) -> "Matter":
        """Bring the parts together; statements learn the role of their source."""
        people = case.people_with(users)
        return cls(template, _with_source_roles(template, sections, people), case, people)

    def start(self) -> Json:
        """Give when the meeting began, as it stands in the note."""
        return self.sections.get("grunddata", {}).get("start")

    def rows_of_type(self, kind: str, only: str | None = None) -> list[Json]:
        """Give all rows of one field type, in the order of the template; `only` = of one section."""
        return [
            row
            for section, each in self.template.fields_of_type(kind)
            if only in (None, section.id)
            for row in filled_rows(self.sections.get(section.id, {}).get(each.id))
        ]

    def env(self, roots: Mapping[str, Json], only: str | None = None) -> Env:
        """Build the environment of a condition; `only` narrows the gathered roots to one section."""
        kept: Sequence[Json] = [fields for key, fields in self.sections.items() if only in (None, key)]
        shared = [section for section in self.template.sections if section.share_default]
        gathered: dict[str, Json] = {
            "case": case_for_conditions(self.case, self.start()),
            "author": {},
            "now": None,
            "note": {"state": "draft"},
            "export": {},
            "statements": self.rows_of_type("statement", only),
            "assessments": self.rows_of_type("assessment", only),
            "text": list(strings(kept)),
            "shared": [self.sections.get(each.id) for each in shared if only in (None, each.id)],
        }
        return Env(self.sections, {**gathered, **roots})


GATHERED = frozenset({"statements", "assessments", "text", "shared"})


def filled_rows(value: Json) -> Iterator[Json]:
    """Walk the rows of a value; none when nothing stands there."""
    return iter(rows(value) if has_content(value) else ())


def sign_roots(author: User, now: dt.datetime) -> Mapping[str, Json]:
    """Give the roots of signing: who writes, and when."""
    return {"author": author.as_json(), "now": now.isoformat()}


def room_roots(room: Room, people: Mapping[str, Person], state: str) -> Mapping[str, Json]:
    """Give the roots of showing and of copies: who counts as being in the room, and how far the note has come."""
    return {"room": [each.as_json() for each in room.counted(people)], "note": {"state": state}}


def sources_of(section: Section, fields: JsonObject, people: Mapping[str, Person]) -> list[Json]:
    """Give the people behind the statements of a section, as conditions see them."""
    found: list[Json] = []
    for each in section.fields:
        if each.type == "statement":
            for row in filled_rows(fields.get(each.id)):
                source = row.get("source_person_id") if isinstance(row, Mapping) else None
                if isinstance(source, str) and source in people:
                    found.append(people[source].source)
    return found


def _with_source_roles(template: Template, sections: Sections, people: Mapping[str, Person]) -> Sections:
    known: dict[str, Mapping[str, Json]] = dict(sections)
    for section, each in template.fields_of_type("statement"):
        fields = known.get(section.id)
        if fields and has_content(fields.get(each.id)):
            known[section.id] = {**fields, each.id: [_with_role(row, people) for row in rows(fields[each.id])]}
    return known


def _with_role(row: Json, people: Mapping[str, Person]) -> Json:
    if not isinstance(row, Mapping):
        return row
    source = row.get("source_person_id")
    known = people.get(source) if isinstance(source, str) else None
    return {**row, "source_role": known.role if known else None}
