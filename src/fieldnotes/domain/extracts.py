"""One agency's extract of a note: the lines that the family said yes to, for one person. Knows no entry and no paper.

Nothing is in an extract by default. A yes names the person, the section, and one line of it or all of them; a line
that was changed afterwards is another line. The child's own words and assessments are never offered (CHI-6, SEC-6).
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Final

from fieldnotes.domain.cases import CHILD, GUARDIAN, Case, Person
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.template_parts import Section, Template
from fieldnotes.domain.who_consents import SPEAKS_FOR_ITSELF_FROM

_PREFIX: Final = "extract"
_ALL: Final = "*"
_MARK = 16


@dataclass(frozen=True, slots=True)
class Scope:
    """What one yes is about: a person, a section, and a line of it (None = the whole section, as it may become)."""

    recipient: str
    section: str
    line: str | None = None

    @property
    def name(self) -> str:
        """Give the `what` of the consent's entry."""
        return ":".join((_PREFIX, self.section, self.line or _ALL, self.recipient))

    @classmethod
    def read(cls, what: str) -> "Scope | None":
        """Read the `what` of a consent; None when it is about something else."""
        prefix, *rest = what.split(":", 3)
        if prefix != _PREFIX or len(rest) != len(("section", "line", "recipient")) or not all(rest):
            return None
        return cls(rest[2], rest[0], None if rest[1] == _ALL else rest[1])


@dataclass(frozen=True, slots=True)
class Line:
    """One line that can be said yes to: a row of a field, or a field of one value. `mark`: a digest of its content."""

    section: str
    field: str
    mark: str
    value: Json = kept(repr=False)


def offered(template: Template) -> tuple[Section, ...]:
    """Give the sections that can be part of an extract: those a family sees by default, never an assessment."""
    return tuple(each for each in template.sections if each.share_default and each.content_kind != "assessment")


def lines_of(section: Section, fields: JsonObject) -> tuple[Line, ...]:
    """List the lines of a section in the order of the template."""
    return tuple(
        Line(section.id, each.id, _mark(section.id, each.id, row), row)
        for each in section.fields
        for row in (rows(fields.get(each.id)) if each.holds_rows else (fields.get(each.id),))
        if has_content(row)
    )


def permitted(template: Template, sections: Sections, recipient: str, scopes: Collection[Scope]) -> Sections:
    """Give the content of a note that one person may have: permitted lines of offered sections, nothing else."""
    found: dict[str, JsonObject] = {}
    for section in offered(template):
        fields = sections.get(section.id) or {}
        lines = lines_of(section, fields)
        if Scope(recipient, section.id) not in scopes:
            lines = tuple(each for each in lines if Scope(recipient, section.id, each.mark) in scopes)
        if lines:
            found[section.id] = _only(section, lines)
    return found


def who_decides(case: Case, day: str) -> tuple[Person, ...]:
    """Name whose yes an extract needs on a day (`YYYY-MM-DD…`): the child from 15, before that everybody with custody.

    Nobody is named where the case knows nobody: then no extract can be made (CHI-5).
    """
    age = case.child_age(day)
    if age is not None and age >= SPEAKS_FOR_ITSELF_FROM:
        return case.with_role(CHILD)
    return case.with_role(GUARDIAN)


def agreed(scopes: Iterable[tuple[str, Scope]], deciding: Iterable[Person]) -> frozenset[Scope]:
    """Keep what everybody who decides has said yes to, of (person id, what they said yes to).

    Somebody who said yes to a section has said yes to each of its lines; that is worked out where lines are known.
    """
    said = set(scopes)
    people = [each.person_id for each in deciding]

    def allows(person: str, scope: Scope) -> bool:
        return (person, scope) in said or (person, Scope(scope.recipient, scope.section)) in said

    every = {scope for _person, scope in said}
    return frozenset(scope for scope in every if people and all(allows(each, scope) for each in people))


def _only(section: Section, lines: Iterable[Line]) -> JsonObject:
    """Put lines back together as the fields they were taken from."""
    found: dict[str, Json] = {}
    for line in lines:
        held = section.by_id[line.field].holds_rows
        found[line.field] = [*rows(found.get(line.field, [])), line.value] if held else line.value
    return found


def _mark(section: str, name: str, value: Json) -> str:
    written = json.dumps([section, name, value], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()[:_MARK]
