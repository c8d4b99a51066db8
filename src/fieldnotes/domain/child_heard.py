"""Whether the child speaks in a text, read from who is named as the source of its statements (CHI-1). Knows no note."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.template_parts import Field, Template

HEARD: Final = "heard"
NOT_HEARD: Final = "not_heard"
NOT_ASKED: Final = "not_asked"
WHY_NOT: Final = ("why_not", "why_not_text")
"""The fields in which a text says why the child was not heard."""


def child_heard(template: Template, children: Collection[str], sections: Sections) -> str:
    """Tell whether a child speaks: `heard`, `not_heard`, or `not_asked` where the template asks for no child's words.

    `children`: the ids under which the case's child may be named as a source.
    """
    if any(row.get("source_person_id") in children for row in _statements(sections)):
        return HEARD
    asked = any(each.source_default and each.source_default.person == "child" for each in _fields(template))
    return NOT_HEARD if asked or _says_why_not(template, sections) else NOT_ASKED


def _says_why_not(template: Template, sections: Sections) -> bool:
    for section in template.sections:
        given = sections.get(section.id) or {}
        if any(each.id in WHY_NOT and given.get(each.id) for each in section.fields):
            return True
    return False


def _statements(sections: Sections) -> Iterator[Mapping[str, Json]]:
    for fields in sections.values():
        for value in fields.values():
            yield from (row for row in rows(value) if isinstance(row, Mapping))


def _fields(template: Template) -> Iterator[Field]:
    return (each for section in template.sections for each in section.fields)
