"""What a note must hold before it is signed, and whether what it holds is well formed. Tries no rule of the book."""

from collections.abc import Container, Iterator, Mapping
from typing import Final

from fieldnotes.domain.conditions import Env, holds
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.findings import Finding
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.shapes import Shapes
from fieldnotes.domain.template_parts import Field, Section, Template, TemplateBook

REQUIRED: Final = "required"
STRUCTURE: Final = "structure"
LONGEST_TEXT: Final = 100_000
"""Characters of a text that has no `max_chars` of its own."""


def counts(each: Field, fields: Mapping[str, Json]) -> bool:
    """Say whether a field is asked for: `show_if` names a field of the section and the value it must have."""
    if each.show_if is None:
        return True
    left, right = each.show_if
    return str(fields.get(left)).lower() == right.lower()


def still_required(template: Template, sections: Sections) -> frozenset[str] | None:
    """Give the only places a note of something that did not take place must have; None when all are asked for."""
    env = Env(sections, {})
    return next((each.still_required for each in template.relax if holds(each.when, env)), None)


def missing(template: Template, sections: Sections) -> list[tuple[Section, Field]]:
    """List required fields that are empty, after show_if, satisfied_by and relax (`requirement_rule`)."""
    only = still_required(template, sections)
    found: list[tuple[Section, Field]] = []
    for section in template.sections:
        fields = sections.get(section.id) or {}
        begun = any(has_content(value) for value in fields.values())
        for each in section.fields:
            if only is not None:
                wanted = f"{section.id}.{each.id}" in only
            else:
                wanted = each.required and (section.required or begun) and counts(each, fields)
            satisfied = each.satisfied_by is not None and has_content(fields.get(each.satisfied_by))
            if wanted and not satisfied and not has_content(fields.get(each.id)):
                found.append((section, each))
    return found


def required_findings(template: Template, sections: Sections) -> Iterator[Finding]:
    """Say what is missing, one finding per field (rule `required`)."""
    for section, each in missing(template, sections):
        yield Finding(
            rule=REQUIRED,
            severity="block",
            section=section.id,
            field=each.id,
            text_sv=f"Fyll i ”{each.label('sv')}” i avsnittet {section.label('sv')}.",
            text_en=f"Fill in “{each.label('en')}” in the section {section.label('en')}.",
        )


def structure_findings(
    book: TemplateBook, template: Template, sections: Sections, people: Container[str]
) -> Iterator[Finding]:
    """Say what is ill formed, one finding per field (rule `structure`)."""
    shapes = Shapes(book, template, people)
    for section_id, fields in sections.items():
        section = template.by_id.get(section_id)
        if section is None:
            yield _ill_formed(section_id, None, "Avsnittet finns inte i mallen.", "The template has no such section.")
            continue
        for field_id, value in fields.items():
            yield from _field_findings(shapes, section, field_id, value)


def _field_findings(shapes: Shapes, section: Section, field_id: str, value: Json) -> Iterator[Finding]:
    each = section.by_id.get(field_id)
    if each is None:
        yield _ill_formed(section.id, field_id, "Fältet finns inte i mallen.", "The template has no such field.")
        return
    most = each.max_chars or LONGEST_TEXT
    names = each.label("sv"), each.label("en")
    if each.type == "text" and isinstance(value, str) and len(value) > most:
        texts = f"”{names[0]}” får ha högst {most} tecken.", f"“{names[1]}” may have at most {most} characters."
        yield _ill_formed(section.id, field_id, *texts)
        return
    try:
        shapes.read(section, each, value)
    except Refused:
        texts = f"”{names[0]}” är inte rätt ifyllt.", f"“{names[1]}” is not filled in the right way."
        yield _ill_formed(section.id, field_id, *texts)


def _ill_formed(section: str, field_id: str | None, text_sv: str, text_en: str) -> Finding:
    return Finding(STRUCTURE, "block", section, field_id, text_sv, text_en)
