"""A note as a row: what it is, when, in which state and where it is, in words. Knows no Qt."""

from collections.abc import Collection
from datetime import datetime

from fieldnotes.casework.note_views import NoteRow
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import moment


def state_chip(note: NoteRow) -> tuple[str, str]:
    """Give words and tone of a note's state."""
    if note.flags.conflict:
        return _("Two versions"), "rec"
    if note.has_draft:
        return (_("Draft"), "warn") if note.state == "draft" else (_("Correction begun"), "warn")
    words = {
        "signed": (_("Signed"), "info"),
        "returned": (_("Returned with questions"), "warn"),
        "approved": (_("Approved"), "ok"),
        "misfiled": (_("In the wrong case"), "rec"),
    }
    return words.get(note.state, (note.state, "plain"))


def where_words(note: NoteRow) -> str:
    """Say where a note is."""
    words = {
        "sending": _("on its way"),
        "unknown": _("waits to be sent"),
        "received": _("in the case system"),
        "quarantined": _("put aside by the case system"),
    }
    return words.get(note.where, _("only on this computer"))


def note_row(note: NoteRow, now: datetime, *, in_case: bool = False, protected: Collection[str] = ()) -> Row:
    """Make a note's row; in a list across cases it begins with case and child, inside a case with what it is."""
    chip, tone = state_chip(note)
    child = _("Protected identity") if note.case in protected else short_name(note.child)
    where = where_words(note)
    return Row(
        key=note.note,
        title=note.label if in_case else f"{note.label} · {child}",
        detail=f"{note.author_name} · {where}" if in_case else f"{note.case_number} · {where}",
        trailing=moment(note.at, now),
        chip=chip,
        tone=tone,
        glyph="file-pen" if note.has_draft else "file-text",
    )
