"""The free text of a note, a piece for each place it is written in, and whose words they are. Pure; it changes nothing.

Every tool that writes anew reads its texts here, so that none of them can overlook that words are somebody's own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Final

from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.own_words import is_own
from fieldnotes.domain.template_parts import Field, Section

WRITTEN_IN: Final[Mapping[str, str]] = {
    "statement": "text",
    "observation": "text",
    "assessment": "text",
    "comment": "text",
    "agreement": "what",
    "next_step": "what",
    "goal": "goal_text",
}
"""Where the words of a field of rows stand."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a section: its field, its row, and whether it is somebody's own words."""

    field: str
    row: int
    text: str = kept(repr=False)
    own: bool = False


def passages(section: Section, values: Mapping[str, Json], children: Collection[str]) -> tuple[Passage, ...]:
    """Give the texts of a section in order; `children` are the ids of the case's child (CHI-1, INS-2)."""
    found = (each for field in section.fields for each in passages_of(field, values.get(field.id), children))
    return tuple(each for each in found if each.text.strip())


def passages_of(field: Field, value: Json, children: Collection[str] = ()) -> tuple[Passage, ...]:
    """Give the texts of one field, empty ones too."""
    if field.type == "text":
        return (Passage(field.id, 0, value),) if isinstance(value, str) else ()
    key = WRITTEN_IN.get(field.type)
    listed = rows(value) if key and has_content(value) else ()
    return tuple(
        Passage(field.id, number, text, own=is_own(field, row, children))
        for number, row in enumerate(listed)
        if isinstance(row, Mapping) and isinstance(text := row.get(key or ""), str)
    )


def with_text(field: Field, value: Json, number: int, text: str) -> Json:
    """Give the field's value with another text in one row; everything else of the row stays."""
    if field.type == "text":
        return text
    listed = [*rows(value)]
    row = listed[number]
    if isinstance(row, Mapping):
        listed[number] = {**row, WRITTEN_IN[field.type]: text}
    return listed if isinstance(value, list | tuple) else listed[0]
