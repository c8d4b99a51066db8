"""Write a draft: begin, edit, autosave, accept proposals, discard. A draft is no entry; it never leaves the vault."""

from collections.abc import Mapping

from fieldnotes.casework.desk import Begun, Changed, Desk
from fieldnotes.casework.views import NoteRow
from fieldnotes.domain.json_value import JsonObject, Sections


def add(desk: Desk, case: str, template: str, data: JsonObject | None = None, visit: str | None = None) -> Begun:
    """Begin a draft from a template, prefilled from the case; `data` is a note file's content, merged over it.

    Refused: UNKNOWN_CASE, UNKNOWN_TEMPLATE, UNKNOWN_SECTION, UNKNOWN_FIELD, UNKNOWN_PERSON, WRONG_TYPE.
    """
    raise NotImplementedError


def edit(desk: Desk, note: str, data: JsonObject) -> Changed:
    """Merge a note file's content into the draft, field by field; null removes.

    Refused: as `add`, UNKNOWN_NOTE, ALREADY_SIGNED (begin a correction instead).
    """
    raise NotImplementedError


def save(desk: Desk, note: str, sections: Sections, cursor: JsonObject | None = None) -> Changed:
    """Autosave: each section given replaces that section whole, sections not given stay; `{}` empties one.

    `cursor` is the window's own note of where the person was. Refused: as `edit`.
    """
    raise NotImplementedError


def accept(desk: Desk, note: str, section: str, field: str) -> Changed:
    """Take the proposal for one field into the draft: the one act a `confirm` field asks for.

    Refused: UNKNOWN_FIELD.
    """
    raise NotImplementedError


def discard(desk: Desk, note: str) -> Changed:
    """Throw the draft away; consent and showings already recorded stay.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED.
    """
    raise NotImplementedError


def draft_list(desk: Desk, case: str | None = None) -> tuple[NoteRow, ...]:
    """Drafts not signed, the last changed first."""
    raise NotImplementedError


def begin_correction(desk: Desk, note: str) -> Begun:
    """Open the signed note as a correction draft (the same note id).

    Refused: NOT_SIGNED, NOT_ASSIGNED, UNKNOWN_NOTE.
    """
    raise NotImplementedError


def write_family_text(desk: Desk, note: str, data: JsonObject) -> Changed:
    """Save the plain versions: `{"guardian": {section: text}, "child": {...}}`; an empty text removes one.

    Refused: UNKNOWN_SECTION, WRONG_TYPE, ALREADY_SIGNED.
    """
    raise NotImplementedError


def family_text(desk: Desk, note: str) -> Mapping[str, Mapping[str, str]]:
    """Read the plain versions of the draft or the head."""
    raise NotImplementedError
