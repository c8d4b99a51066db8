"""What may be written where: reads a note file into typed sections and refuses the rest by name. Knows no rule."""

from collections.abc import Container, Mapping
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.shapes import Shapes
from fieldnotes.domain.templates import Field, Section, Template, TemplateBook

NOTE_FILE: Final = "note"


def read_sections(
    book: TemplateBook, template: Template, data: Json, people: Container[str], author: str = ""
) -> Sections:
    """Read a note file (cli.md): `{"sections": {…}}` or the inner mapping.

    A plain text goes to the section's `speaks_to`, wrapped in that field's type (`author` is the name of who writes).
    Null values are kept, so that `merge_sections` can remove; a null section stands for null in all its fields.
    Text comes out in NFC; a single row of a list field becomes a list. Text that is too long is no refusal: a draft
    keeps it and signing stops. Refused: WRONG_FILE, UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE, UNKNOWN_PERSON.
    """
    shapes = Shapes(book, template, people)
    return {
        section_id: _read_section(shapes, template.section(section_id), fields, author)
        for section_id, fields in _unpacked(template, data).items()
    }


def _unpacked(template: Template, data: Json) -> JsonObject:
    inner = data
    if isinstance(data, Mapping) and "sections" in data and "sections" not in template.by_id:
        for key in data.keys() - {"sections"}:
            template.section(key)
        inner = data["sections"]
    if not isinstance(inner, Mapping):
        raise Refused(Code.WRONG_FILE, file=NOTE_FILE, expected="a note file")
    return inner


def _read_section(shapes: Shapes, section: Section, fields: Json, author: str) -> Mapping[str, Json]:
    if fields is None:
        return {each.id: None for each in section.fields}
    if isinstance(fields, str):
        spoken = section.field(section.speaks_to)
        fields = {spoken.id: wrap(spoken, fields, author)}
    if not isinstance(fields, Mapping):
        raise Refused(Code.WRONG_TYPE, section=section.id, field="*", expected="a text or fields by name")
    return {
        field_id: None if value is None else shapes.read(section, section.field(field_id), value)
        for field_id, value in fields.items()
    }


def wrap(field: Field, text: str, author: str) -> Json:
    """Put free text in a field's type; a statement has no source yet, so it cannot be signed (DOC-4)."""
    row: Json = text
    if field.type == "observation":
        row = {"text": text, "observed_by": author}
    elif field.type == "assessment":
        row = {"text": text, "by": author}
    elif field.type in {"statement", "comment"}:
        row = {"text": text}
    return [row] if field.repeat else row


def merge_sections(old: Sections, new: Sections) -> Sections:
    """Lay new fields over old ones, field by field; null removes, and an emptied section goes away."""
    merged: dict[str, dict[str, Json]] = {section_id: dict(fields) for section_id, fields in old.items()}
    for section_id, fields in new.items():
        merged.setdefault(section_id, {}).update(fields)
    kept = {key: {name: value for name, value in part.items() if value is not None} for key, part in merged.items()}
    return {section_id: fields for section_id, fields in kept.items() if fields}
