"""A draft carried from one version of its template to another: what keeps its place, what moves, what has no room.

Nothing is left out unseen: what has no room is named, and whoever asked decides. Knows no store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.cases import Person
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.readable import field_texts
from fieldnotes.domain.requirements import LONGEST_TEXT
from fieldnotes.domain.shapes import Shapes
from fieldnotes.domain.template_parts import Field, Section, Template, TemplateBook

FamilyText = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The text as it stands in the new version. `moved`: places (old, new) whose words stand elsewhere now.

    `left`: places of the old version for which there is no room; with one of them the draft stays as it was.
    """

    sections: Sections = field(repr=False)
    family_text: FamilyText = field(repr=False)
    moved: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()


def carry_over(
    book: TemplateBook,
    old: Template,
    new: Template,
    sections: Sections,
    family_text: FamilyText,
    people: Mapping[str, Person],
) -> CarriedOver:
    """Work out what a draft becomes in a newer version of its template; changes nothing."""
    work = _Carrying(book, old, new, people)
    written = [(place, name, value) for place, fields in sections.items() for name, value in fields.items()]
    homeless = [each for each in written if has_content(each[2]) and not work.carry(*each)]
    for each in homeless:  # once everything that has a place stands there, so that nothing is written over
        work.house(*each)
    texts = {audience: dict(work.plain(audience, found)) for audience, found in family_text.items()}
    return CarriedOver(work.found, texts, tuple(work.moved), tuple(work.left))


class _Carrying:
    """One carrying under way."""

    def __init__(self, book: TemplateBook, old: Template, new: Template, people: Mapping[str, Person]) -> None:
        self._book, self._old, self._new, self._people = book, old, new, people
        self._shapes = Shapes(book, new, people)
        self.found: dict[str, dict[str, Json]] = {}
        self.moved: list[tuple[str, str]] = []
        self.left: list[str] = []

    def carry(self, section_id: str, field_id: str, value: Json) -> bool:
        """Put one value where it belongs now; False when it has no place of its own."""
        place = f"{section_id}.{field_id}"
        section, each = self._target(section_id, field_id)
        fitting = None if section is None or each is None else self._fits(section_id, field_id, section, each, value)
        if section is None or each is None or fitting is None or self._taken(section, each):
            return False
        self.found.setdefault(section.id, {})[each.id] = fitting
        if place != f"{section.id}.{each.id}":
            self.moved.append((place, f"{section.id}.{each.id}"))
        return True

    def house(self, section_id: str, field_id: str, value: Json) -> None:
        """Put the words of a value where they may stand, or say that there is no room."""
        section, _each = self._target(section_id, field_id)
        if section is None or not self._as_words(section_id, field_id, section, value):
            self.left.append(f"{section_id}.{field_id}")

    def plain(self, audience: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Walk the plain versions under the sections they are of now."""
        for section_id, text in texts.items():
            section = self._section(section_id)
            if section is not None:
                yield section.id, text
            elif text.strip():
                self.left.append(f"{section_id} ({audience})")

    def _section(self, section_id: str) -> Section | None:
        """Find a section under its name, or under the one the new version says it had before (`was`)."""
        was = (each for each in self._new.sections if section_id in rows(each.source.get("was")))
        return self._new.by_id.get(section_id) or next(was, None)

    def _target(self, section_id: str, field_id: str) -> tuple[Section | None, Field | None]:
        place = f"{section_id}.{field_id}"
        for section in self._new.sections:
            for each in section.fields:
                if place in rows(each.source.get("was")):
                    return section, each
        section_now = self._section(section_id)
        return section_now, None if section_now is None else section_now.by_id.get(field_id)

    def _taken(self, section: Section, each: Field) -> bool:
        return each.id in self.found.get(section.id, {})

    def _fits(self, section_id: str, field_id: str, section: Section, each: Field, value: Json) -> Json:
        """Read the value by the new version; None when it is no value there."""
        before = self._old.by_id.get(section_id)
        was = before.by_id.get(field_id) if before is not None else None
        if was is not None and was.type != each.type:
            return None
        try:
            return self._shapes.read(section, each, value)
        except Refused:
            return None

    def _as_words(self, section_id: str, field_id: str, section: Section, value: Json) -> bool:
        """Write the words under their old label into the section's own text, never into a more open section."""
        before = self._old.by_id.get(section_id)
        speaks = section.by_id[section.speaks_to]
        if before is None or speaks.type != "text" or speaks.repeat or not _opens(section) <= _opens(before):
            return False
        texts = field_texts(self._book, self._old, before, {field_id: value}, self._people, "sv")
        words = "\n".join(f"{each.label('sv')}: {text}" for each, text in texts)
        stands = self.found.get(section.id, {}).get(speaks.id, "")
        whole = f"{stands}\n{words}" if isinstance(stands, str) and stands else words
        if not words or not isinstance(stands, str) or len(whole) > (speaks.max_chars or LONGEST_TEXT):
            return False
        self.found.setdefault(section.id, {})[speaks.id] = whole
        self.moved.append((f"{section_id}.{field_id}", f"{section.id}.{speaks.id}"))
        return True


def _opens(section: Section) -> frozenset[str]:
    return section.share_audience if section.share_default else frozenset()
