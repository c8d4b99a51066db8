"""How far each section has come, from its values alone; the rules of signing are casework's. Knows no Qt."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.plan import unfinished
from fieldnotes.ui.worker.editor.shapes import FieldShape, SectionShape, filled

GIVEN = frozenset({"case", "plan", "clock", "people", "template", "author", "supervisor"})
"""Prefill sources: what they wrote does not make a section begun."""


class Progress(StrEnum):
    """What the list of sections says about one."""

    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"
    OPTIONAL = "optional"
    LOCKED = "locked"


def progress(section: SectionShape, fields: Mapping[str, Json], *, lacking: bool, asked: bool = True) -> Progress:
    """Say how far a section has come; prefilled is not begun.

    `lacking`: required fields are empty; `asked`: the note needs something of it, if the section itself is required.
    With a row that does not say who or when it is not done: nobody could follow it up (VIS-7).
    """
    own = [field for field in section.fields if not (field.prefill in GIVEN and not field.confirm)]
    begun = any(filled(fields.get(field.id)) for field in own)
    if lacking or any(unfinished(field.type, fields.get(field.id)) for field in section.fields):
        return Progress.BEGUN if begun else Progress.EMPTY
    if begun or (asked and section.required and any(filled(value) for value in fields.values())):
        return Progress.DONE
    return Progress.OPTIONAL


def in_sight(
    section: SectionShape, fields: Mapping[str, Json], proposed: Collection[str], *, everything: bool
) -> tuple[list[FieldShape], list[FieldShape]]:
    """Part the fields that apply into those shown, the speaking surface first, and those behind `More fields`.

    Behind are optional details that are empty: no statement, observation or assessment is ever hidden.
    """
    shown: list[FieldShape] = []
    hidden: list[FieldShape] = []
    for field in sorted(section.fields, key=lambda each: not each.speaks):
        if not field.applies(fields):
            continue
        plain = field.type in DETAILS and not field.required and not field.speaks and not field.show_if
        tucked = plain and not filled(fields.get(field.id)) and field.id not in proposed
        (hidden if tucked and not everything else shown).append(field)
    return shown, hidden


DETAILS = frozenset({"text", "choice", "yesno", "date", "time", "datetime", "person", "goal", "comment"})
"""Types that may wait behind `More fields` while they are optional and empty."""
