"""The free text of a section, a piece for each place it is written in, and whose words they are. Knows no Qt."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as kept

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.own_words import is_own
from fieldnotes.domain.template_parts import Section
from fieldnotes.ui.worker.editor.shapes import rows_of

WRITTEN_IN = {
    "statement": "text",
    "observation": "text",
    "assessment": "text",
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
    """Give the texts of a section in order; `children` are the ids of the case's child."""
    found = list[Passage]()
    for each in section.fields:
        value = values.get(each.id)
        if each.type == "text" and isinstance(value, str):
            found.append(Passage(each.id, 0, value))
        key = WRITTEN_IN.get(each.type)
        for number, row in enumerate(rows_of(value) if key else ()):
            text = row.get(key or "") if isinstance(row, Mapping) else None
            if isinstance(text, str):
                found.append(Passage(each.id, number, text, own=is_own(each, row, children)))
    return tuple(each for each in found if each.text.strip())
