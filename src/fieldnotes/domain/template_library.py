"""Every version of every template: those of this program, those a town has published, and one made of a bare note.

A note keeps the version it was begun with for ever. Knows no hub and no file.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from fieldnotes.domain.errors import Refused
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.template_parts import FILE, Field, Section, Template, TemplateBook
from fieldnotes.domain.templates import read_template


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a town's template as the hub gives it out; `text` is the spelling its digest is taken of.

    `order`: the later published has the greater one, and stands where two are offered to the same person.

    `units`: where new notes are begun from it, empty for everywhere. `offered`: False once replaced or withdrawn.
    """

    id: str
    version: str
    sha256: str
    text: str = field(repr=False)
    units: frozenset[str] = frozenset()
    offered: bool = True
    order: int = 0

    @classmethod
    def read(cls, value: JsonObject) -> "Published | None":
        """Read what the hub says; None for a template of this program, of which it says only the name.

        Refused: WRONG_FILE when the text is not what its digest says.
        """
        reader = JsonReader(value, FILE)
        text = reader.text("source", "")
        if not text:
            return None
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != reader.text("sha256"):
            reader.refuse("sha256", "the digest of the template")
        return cls(
            reader.text("id"),
            reader.text("version"),
            reader.text("sha256"),
            text,
            frozenset(reader.texts("units")),
            reader.flag("offered", default=False),
            reader.number("order", 0),
        )


def with_published(book: TemplateBook, items: Iterable[JsonObject], units: Collection[str]) -> TemplateBook:
    """Lay a town's templates over the program's; `units` are those of the person who begins notes.

    One that this program cannot read is left out: what was written by it is shown bare (`template_for`).
    """
    current, versions = dict(book.templates), dict(book.kept_versions)
    everything = list(items)
    hidden = {str(each.get("id")) for each in everything if each.get("hidden") is True}
    offered = set(book.templates) - hidden
    for told, template in sorted(_readable(everything, book), key=lambda each: each[0].order):
        versions[told.sha256] = template
        if told.offered and (not told.units or told.units & set(units)):
            current[template.id] = template
            offered.add(template.id)
        elif template.id not in offered and template.id not in book.templates:
            current[template.id] = template
    return replace(
        book,
        templates=MappingProxyType(current),
        kept_versions=MappingProxyType(versions),
        not_offered=frozenset(current) - offered,
        headings=_headings(book, everything, units),
    )


def _headings(
    book: TemplateBook, items: Iterable[JsonObject], units: Collection[str]
) -> Mapping[str, Mapping[str, str]]:
    """Lay what the town has published over what the languages say."""
    found = dict(book.headings)
    for item in items:
        told = JsonReader(item, FILE)
        try:
            pairs, language, only = told.lists("headings"), told.text("language", ""), set(told.texts("units"))
        except Refused:
            continue
        if pairs and (not only or only & set(units)):
            found[language] = {**found.get(language, {}), **{each[0]: each[1] for each in pairs}}
    return MappingProxyType(found)


def _readable(items: Iterable[JsonObject], book: TemplateBook) -> Iterator[tuple[Published, Template]]:
    for item in items:
        try:
            told = Published.read(item)
            if told is not None:
                yield told, read_template(json.loads(told.text), book)
        except (Refused, ValueError, RecursionError):
            continue


def template_for(book: TemplateBook, reference: JsonObject, sections: Sections) -> Template:
    """Give the version a note was begun with; where nothing of its name is known here, a bare one of what it holds.

    Where only another version is known, what the note holds besides is added bare: no word of a note is left unseen.
    """
    found = book.begun_with(reference)
    if found is None:
        return bare_template(reference, sections)
    return found if found.digest == reference.get("sha256") else _with_strays(found, sections)


def _with_strays(template: Template, sections: Sections) -> Template:
    parts = [_with_stray_fields(each, sections.get(each.id, {})) for each in template.sections]
    strays = [_bare_section(name, fields) for name, fields in sections.items() if fields and name not in template.by_id]
    changed = strays or any(new is not old for new, old in zip(parts, template.sections, strict=True))
    return replace(template, sections=(*parts, *strays)) if changed else template


def _with_stray_fields(section: Section, fields: Mapping[str, Json]) -> Section:
    strays = tuple(_bare_field(name, value) for name, value in fields.items() if name not in section.by_id)
    return replace(section, fields=(*section.fields, *strays)) if strays else section


def bare_template(reference: JsonObject, sections: Sections) -> Template:
    """Make a template of what a note holds, so that it can be read and kept: names for headings, everything closed."""
    parts = tuple(_bare_section(name, fields) for name, fields in sections.items() if fields)
    name = str(reference.get("id") or "")
    source: JsonObject = {"id": name, "label_sv": name}
    return Template(name, str(reference.get("version") or ""), parts, (), (), (), source)


def _bare_section(name: str, fields: Mapping[str, Json]) -> Section:
    found = tuple(_bare_field(each, value) for each, value in fields.items())
    return Section(
        id=name,
        required=False,
        content_kind="admin",
        share_default=False,
        share_audience=frozenset(),
        names_roles=(),
        voice_aliases=(),
        speaks_to=next((each.id for each in found if each.type == "text"), found[0].id),
        fields=found,
        source={"label_sv": name},
    )


def _bare_field(name: str, value: Json) -> Field:
    rows = value if isinstance(value, list | tuple) else [value]
    first = next(iter(rows), None)
    kind = "yesno" if isinstance(first, bool) else _kind_of_row(first) if isinstance(first, Mapping) else "text"
    return Field(
        id=name,
        type=kind,
        required=False,
        dictation=False,
        repeat=isinstance(value, list | tuple),
        options=None,
        prefill=None,
        confirm=False,
        suggest=None,
        default=None,
        show_if=None,
        satisfied_by=None,
        max_chars=None,
        source_default=None,
        voice_aliases=(),
        columns=tuple(sorted({key for row in rows if isinstance(row, Mapping) for key in row} - _AGREED))
        if kind == "agreement"
        else (),
        tag_options=None,
        verbatim_hint=False,
        with_question=False,
        source={"label_sv": name},
    )


_AGREED = frozenset({"what", "who", "when", "agreed_by"})
_TELLING = (
    ("person_id", "participants"), ("goal_text", "goal"), ("observed_by", "observation"), ("by", "assessment"),
    ("due_date", "next_step"), ("text", "statement"),
)  # fmt: skip
"""A key that only rows of one type have; a comment names its person, and is read as a statement."""


def _kind_of_row(row: Mapping[str, Json]) -> str:
    if "text" in row and "person_id" in row:
        return "comment"
    return next((kind for key, kind in _TELLING if key in row), "agreement")
