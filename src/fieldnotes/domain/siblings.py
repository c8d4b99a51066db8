"""One visit, one note per child: what is about the visit itself, and what would cross into another's file (DOC-8).

Leaves out and asks; never rewrites. Knows no store.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fieldnotes.domain.cases import CHILD, GUARDIAN, Case, Person
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.private import Private
from fieldnotes.domain.template_parts import Field, Section, Template
from fieldnotes.domain.terms import ProtectedTerm, first_hit, strings

SIBLING: Final = "syskon"
ABOUT_THE_VISIT: Final = frozenset({
    "grunddata", "deltagare", "samtycke_besok", "samtycke_dorr", "skal_oanmalt", "iakttagelser", "information",
})  # fmt: skip
"""Sections about the visit: place and time, who came, consent, what was seen of the home, what was told."""
OF_ONE_CHILD: Final = frozenset({
    ("grunddata", "case_ref"), ("grunddata", "phase"), ("information", "child_understood"),
})  # fmt: skip
"""What differs from child to child also there."""
_NAMES_PEOPLE: Final = frozenset({"participants", "person"})
_IDS: Final = frozenset({"person_id", "source_person_id", "for_person_id"})
_NUMBER: Final = 10
_SHORTEST_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """One text that names another child or somebody protected: reworded or left out by a person, nothing else.

    `key` is `section.field`, or `section.field.row`; `kind` is `child`, `person` or `protected`.
    """

    key: str
    section: str
    field: str
    kind: str
    text: Private


@dataclass(frozen=True, slots=True)
class Shared:
    """What goes into the sibling's note, what has to be asked about, and which people stay out (ids of the source)."""

    sections: Sections = field(repr=False)
    asked: tuple[Asked, ...] = ()
    left_out: tuple[str, ...] = ()


def same_person(one: Person, other: Person) -> bool:
    """Tell whether two cases speak of one person: the same id or number, else the same name and no sign against it."""
    if one.person_id == other.person_id:
        return True
    numbers = _digits(one), _digits(other)
    if all(numbers):
        return numbers[0] == numbers[1]
    born = one.born, other.born
    return bool(one.name.strip()) and _name(one) == _name(other) and (not all(born) or born[0] == born[1])


def are_siblings(one: Case, other: Case) -> bool:
    """Tell whether two cases are siblings': they share a guardian, or one names the other's child as a sibling."""
    if one.id == other.id or same_person(one.child, other.child):
        return False
    guardians = other.with_role(GUARDIAN)
    if any(same_person(mine, theirs) for mine in one.with_role(GUARDIAN) for theirs in guardians):
        return True
    named = ((one, other.child), (other, one.child))
    return any(same_person(person, child) for case, child in named for person in case.with_role(SIBLING))


def shared(template: Template, sections: Sections, source: Case, target: Case, users: Sequence[str]) -> Shared:
    """Work out what of one child's note belongs in a sibling's too.

    Args:
        template: the template of both notes.
        sections: the source note's content.
        source: the case it lies in.
        target: the sibling's case.
        users: ids of colleagues, who are the same in both.
    """
    return _Sharing(template, source, target, frozenset(users)).collect(sections)


def answered(found: Shared, answers: Mapping[str, str | None], source: Case, target: Case, by: str) -> Shared:
    """Take in what a person answered: a text instead, or None to leave it out; what names somebody is asked again.

    `by`: the name of who answers, as the one who saw what a reworded observation tells.
    """
    terms = forbidden_terms(source, target)
    sections: dict[str, dict[str, Json]] = {name: dict(fields) for name, fields in found.sections.items()}
    left = []
    for asked in found.asked:
        if asked.key not in answers:
            left.append(asked)
            continue
        text = answers[asked.key]
        if text is None or not text.strip():
            continue
        hit = first_hit([text], terms, None)
        if hit is not None:
            left.append(replace(asked, kind=hit.kind, text=Private(text)))
            continue
        _put(sections, asked, text.strip(), by)
    return Shared(sections, tuple(left), found.left_out)


def forbidden_terms(source: Case, target: Case) -> tuple[ProtectedTerm, ...]:
    """Collect what may not pass unasked (DOC-8, SEC-3, SEC-4).

    Those are other children's names and numbers, people of the source only, and the protected terms of both cases.
    """
    known = [person for person in (target.child, *target.people) if not _is_other_child(person, target)]
    surnames = {_parts(person)[-1] for person in known if _parts(person)}
    terms = [replace(term, kind="protected") for case in (source, target) for term in case.protected_terms]
    for case in (source, target):
        for person in (case.child, *case.people):
            if any(same_person(person, mine) for mine in known):
                continue
            kind = "child" if person.role in (CHILD, SIBLING) else "person"
            terms += _terms_of(person, kind, surnames)
    return tuple(replace(term, hidden_from=frozenset()) for term in terms)


def names_of(case: Case) -> tuple[ProtectedTerm, ...]:
    """Collect everybody's names and numbers, and the protected terms of a case: for words that are read elsewhere."""
    people = [term for person in (case.child, *case.people) for term in _terms_of(person, "person", set())]
    return tuple(replace(term, hidden_from=frozenset()) for term in (*people, *case.protected_terms))


class _Sharing:
    """Walks one note's sections and sorts what stands there."""

    def __init__(self, template: Template, source: Case, target: Case, users: frozenset[str]) -> None:
        self._template = template
        self._target = target
        self._users = users
        self._terms = forbidden_terms(source, target)
        self._same = {
            mine.person_id: theirs
            for mine in source.by_id.values()
            for theirs in (target.child, *target.people)
            if same_person(mine, theirs)
        }
        self._asked: list[Asked] = []
        self._left_out: list[str] = []

    def collect(self, sections: Sections) -> Shared:
        found: dict[str, dict[str, Json]] = {}
        for section in self._template.sections:
            if section.id in ABOUT_THE_VISIT:
                fields = self._section(section, sections.get(section.id, {}))
                if fields:
                    found[section.id] = fields
        return Shared(found, tuple(self._asked), tuple(dict.fromkeys(self._left_out)))

    def _section(self, section: Section, fields: JsonObject) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for each in section.fields:
            value = fields.get(each.id)
            if has_content(value) and (section.id, each.id) not in OF_ONE_CHILD:
                passed = self._people(value) if each.type in _NAMES_PEOPLE else self._said(section, each, value)
                if has_content(passed):
                    found[each.id] = passed
        return found

    def _said(self, section: Section, each: Field, value: Json) -> Json:
        """Texts and rows pass when they name nobody; the others are asked about one by one."""
        key = f"{section.id}.{each.id}"
        if not isinstance(value, list):
            return value if self._passes(key, section, each, value) else None
        rows: list[Json] = []
        for number, row in enumerate(value):
            if self._passes(f"{key}.{number}", section, each, row):
                rows.append(self._row(row))
        return rows

    def _row(self, row: Json) -> Json:
        """A row names its people by the ids they have in the other case; who is not there is not named."""
        if not isinstance(row, Mapping):
            return row
        return {name: value for name, value in ((n, self._id(n, v)) for n, v in row.items()) if value is not None}

    def _id(self, name: str, value: Json) -> Json:
        if name not in _IDS or not isinstance(value, str):
            return value
        there = self._same.get(value)
        if there is not None:
            return there.person_id
        return value if value in self._users else None

    def _passes(self, key: str, section: Section, each: Field, value: Json) -> bool:
        texts = list(strings(value))
        hit = first_hit(texts, self._terms, None)
        if hit is not None:
            self._asked.append(Asked(key, section.id, each.id, hit.kind, Private("\n".join(_readable(value)))))
        return hit is None

    def _people(self, value: Json) -> Json:
        rows = value if isinstance(value, list) else [value]
        kept = [row for row in (self._participant(each) for each in rows) if row is not None]
        return kept if isinstance(value, list) else (kept[0] if kept else None)

    def _participant(self, row: Json) -> Json:
        name = row.get("person_id") if isinstance(row, Mapping) else row
        if not isinstance(name, str):
            return None
        there = self._same.get(name)
        if there is not None and not _is_other_child(there, self._target):
            named = {"person_id": there.person_id, "name": str(there.name), "role": there.role}
            mapped = self._row(row)
            return {**mapped, **named} if isinstance(mapped, Mapping) else there.person_id
        if name in self._users:
            return self._row(row)
        self._left_out.append(name)
        return None


def _is_other_child(person: Person, case: Case) -> bool:
    return person.role in (CHILD, SIBLING) and not same_person(person, case.child)


def _terms_of(person: Person, kind: str, surnames: set[str]) -> Iterator[ProtectedTerm]:
    """The whole name, every part of it but a family name the other child's people have too, and the number."""
    parts = _parts(person)
    if parts:
        yield ProtectedTerm(Private(" ".join(parts)), "name", kind=kind)
    for place, part in enumerate(parts):
        family_name = place > 0 and part in surnames
        if len(part) >= _SHORTEST_NAME and part[0].isupper() and not family_name:
            yield ProtectedTerm(Private(part), "name", kind=kind)
    if digits := _digits(person):
        yield ProtectedTerm(Private(digits), "digits", kind=kind)


def _parts(person: Person) -> list[str]:
    words = unicodedata.normalize("NFC", person.name).replace(",", " ").split()
    return [word.strip(".()") for word in words if word.strip(".()")]


def _digits(person: Person) -> str:
    return "".join(c for c in person.personnummer or "" if c.isdigit())[-_NUMBER:]


def _name(person: Person) -> str:
    return unicodedata.normalize("NFC", person.name).casefold().strip()


def _readable(value: Json) -> Iterator[str]:
    if isinstance(value, Mapping) and isinstance(value.get("text"), str):
        yield str(value["text"])
    else:
        yield from strings(value)


def _put(sections: dict[str, dict[str, Json]], asked: Asked, text: str, by: str) -> None:
    fields = sections.setdefault(asked.section, {})
    if asked.key.count(".") == 1:
        fields[asked.field] = text
        return
    rows = fields.get(asked.field)
    fields[asked.field] = [*(rows if isinstance(rows, list) else []), {"text": text, "observed_by": by}]
