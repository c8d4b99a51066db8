"""The plain versions of a note beside its text, and what a version says otherwise or must not say. Files nothing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import WholeNote, fetch
from fieldnotes.domain.cases import REPORTER
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.private import Private
from fieldnotes.domain.readable import section_text
from fieldnotes.domain.template_parts import Section
from fieldnotes.domain.terms import ProtectedTerm, first_hit
from fieldnotes.language.plain_differences import Comparer, Difference, Somebody
from fieldnotes.language.plain_targets import PlainTarget, family_target
from fieldnotes.language.said_days import DayWords

GUARDIAN, CHILD = "guardian", "child"
AUDIENCES: Final = (GUARDIAN, CHILD)
AGREED: Final = "agreement"
ADMIN: Final = "admin"
"""Times and numbers of the case: nothing to put in plainer words."""
ROLE_OF: Final = {GUARDIAN: "vardnadshavare", CHILD: "barn"}
"""Whose role an audience has in the case."""


@dataclass(frozen=True, slots=True)
class PlainSection:
    """One section: the journal's text and its plain versions. `agreed`: it tells what was agreed."""

    id: str
    heading: str
    journal: Private
    versions: Mapping[str, Private] = field(repr=False)
    agreed: bool = False
    shared_with: frozenset[str] = frozenset()
    """Audiences that read it without anybody opening it for them."""


@dataclass(frozen=True)
class PlainNote:
    """A note with its plain versions, and everything that is needed to look at a text while it is written."""

    note: str
    case: str
    number: str
    child: Private
    template: str
    label: str
    is_draft: bool
    sections: tuple[PlainSection, ...]
    targets: Mapping[str, PlainTarget]
    people: tuple[Somebody, ...] = field(repr=False)
    day: date
    terms: tuple[ProtectedTerm, ...] = field(repr=False)
    readers: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The ids of those an audience is, from whom a protected word may be hidden."""
    days: DayWords | None = field(default=None, repr=False)

    def differences(self, section: PlainSection, audience: str, text: str) -> tuple[Difference, ...]:
        """Say what a plain version says otherwise than the note; nothing without the words for days."""
        if self.days is None:
            return ()
        comparer = Comparer(self.days, self.day, self.people, audience)
        rest = "\n".join(str(each.journal) for each in self.sections if each.id != section.id)
        found = comparer.compare(str(section.journal), text, agreed=section.agreed, elsewhere=rest)
        return tuple(each for each in found if not self._is_hidden(each.words, audience))

    def protected(self, audience: str, text: str) -> str:
        """Give the protected word a plain version holds, or nothing (SEC-3 … SEC-5)."""
        hit = first_hit([text], self.terms, list(self.readers.get(audience, ())))
        return hit.term if hit else ""

    def _is_hidden(self, words: str, audience: str) -> bool:
        """Tell whether the words that are missing are ones that have to be missing."""
        return bool(self.protected(audience, words))


def plain_versions(desk: Desk, note: str) -> PlainNote:
    """Read a note's sections with something in them, and their plain versions. Refused: UNKNOWN_NOTE."""
    whole = fetch(desk, note)
    start = (whole.sections.get("grunddata") or {}).get("start")
    day = date.fromisoformat(start[:10]) if isinstance(start, str) and start else desk.clock.now().date()
    said = desk.workshop.said
    case, age = whole.case, whole.case.child_age(day.isoformat())
    drawn = (_section(desk, whole, each) for each in whole.template.sections)
    return PlainNote(
        note=whole.note,
        case=case.id,
        number=case.number,
        child=Private(case.child.name),
        template=whole.template.id,
        label=whole.template.label(desk.language),
        is_draft=whole.draft is not None,
        sections=tuple(each for each in drawn if each is not None),
        targets={audience: family_target(audience, age) for audience in AUDIENCES},
        people=_people(desk, whole),
        day=day,
        terms=(*case.protected_terms, *_reporters(whole)),
        readers={who: tuple(e.person_id for e in case.with_role(role)) for who, role in ROLE_OF.items()},
        days=said.days if said else None,
    )


def _section(desk: Desk, whole: WholeNote, section: Section) -> PlainSection | None:
    fields = whole.sections.get(section.id) or {}
    written = {who: Private(text) for who in AUDIENCES if (text := whole.family_text.get(who, {}).get(section.id, ""))}
    if not written and (section.content_kind == ADMIN or not any(has_content(value) for value in fields.values())):
        return None
    people = whole.case.people_with(whole.people.everybody)
    text = section_text(desk.book, whole.template, section, fields, people, "sv")
    shared = frozenset(section.share_audience) if section.share_default else frozenset()
    heading = desk.book.heading(whole.template, section, desk.language)
    return PlainSection(section.id, heading, Private(text), written, section.content_kind == AGREED, shared)


def _people(desk: Desk, whole: WholeNote) -> tuple[Somebody, ...]:
    """Name everybody of the case with the words that stand for them."""
    words: dict[str, list[str]] = defaultdict(list)
    said = desk.workshop.said
    for word, role in said.roles.items() if said else ():
        words[role].append(word)
    words["barn"] += said.child if said else ()
    family = [Somebody(e.person_id, e.name, e.role, tuple(words[e.role])) for e in whole.case.people_with(()).values()]
    return (*family, *(Somebody(each.id, each.name, "worker") for each in whole.people.everybody))


def _reporters(whole: WholeNote) -> list[ProtectedTerm]:
    """Give the names of those who reported: never in a family's text, whatever the case lists (SEC-3)."""
    return [ProtectedTerm(each.name, kind="reporter", why=REPORTER) for each in whole.case.with_role(REPORTER)]
