"""A note as a row: what it is, when, in which state and where it is, in words. Knows no Qt."""

from collections.abc import Collection, Sequence
from datetime import datetime

from fieldnotes.casework.delivered_views import DeliveredView, ToCopyView
from fieldnotes.casework.draft_views import KEPT, KEPT_BEFORE, DraftView
from fieldnotes.casework.note_views import FlagsView, NoteRow
from fieldnotes.language.handed_over import to_copy_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import moment, waiting_words


def state_chip(note: NoteRow) -> tuple[str, str]:
    """Give words and tone of a note's state."""
    if note.has_draft and not (note.flags.conflict or note.flags.decisions_opposed):
        begun = _("Draft") if note.state == "draft" else _("Correction begun")
        if note.draft is None or not note.draft.late:
            return begun, "warn"
        return _("{draft}, {age} old").format(draft=begun, age=waiting_words(note.draft.age_hours)), "rec"
    return signed_words(note.state, note.flags)


def signed_words(state: str, flags: FlagsView) -> tuple[str, str]:
    """Give words and tone of a signed note's state: the same in a list and above the note."""
    if state == "misfiled":
        return _("In the wrong case"), "rec"
    if flags.conflict:
        return _("Two versions"), "rec"
    if flags.decisions_opposed:
        return _("Decided in two ways"), "warn"
    words = {
        "signed": (_("Signed"), "info"),
        "returned": (_("Returned with questions"), "warn"),
        "approved": (_("Approved"), "ok"),
    }
    return words.get(state, (state, "plain"))


def place_words(
    where: str, delivered: DeliveredView | None = None, to_copy: Sequence[ToCopyView] = ()
) -> tuple[str, str]:
    """Say where a signed note is, with its tone: the same in a list and above the note (L13).

    `delivered`: the text that stands was handed over to another system of the town, on that day; `to_copy`: what
    somebody has to copy there first.
    """
    if where == "received" and to_copy:
        return to_copy_words(to_copy[0].what).format(system=to_copy[0].to), "warn"
    if where == "received" and delivered is not None:
        day = f"{delivered.at.astimezone():%Y-%m-%d}"
        return _("handed over to {system} {day}").format(system=delivered.to, day=day), "ok"
    words = {
        "sending": (_("on its way to the case system"), "info"),
        "unknown": (_("sent, not yet confirmed"), "warn"),
        "received": (_("in the case system"), "ok"),
        "quarantined": (_("put aside by the case system"), "rec"),
    }
    return words.get(where, (_("only on this computer"), "warn"))


def draft_words(draft: DraftView, now: datetime) -> str:
    """Say where a draft lies, and that it is another version of a note when it came as one."""
    at = moment(draft.kept_at, now) if draft.kept_at is not None else ""
    words = {
        KEPT: _("in safe-keeping at the case system since {time}"),
        KEPT_BEFORE: _("the latest only on this computer, in safe-keeping as it was {time}"),
    }.get(draft.kept, _("only on this computer"))
    where = words.format(time=at)
    return _("from your other computer, {where}").format(where=where) if draft.copy_of else where


def note_row(note: NoteRow, now: datetime, *, in_case: bool = False, protected: Collection[str] = ()) -> Row:
    """Make a note's row; in a list across cases it begins with case and child, inside a case with what it is."""
    chip, tone = state_chip(note)
    child = _("Protected identity") if note.case in protected else short_name(note.child)
    where = draft_words(note.draft, now) if note.draft is not None else _place(note)
    return Row(
        key=note.note,
        title=note.label if in_case else f"{note.label} · {child}",
        detail=f"{note.author_name} · {where}" if in_case else f"{note.case_number} · {where}",
        trailing=moment(note.at, now),
        chip=chip,
        tone=tone,
        glyph="file-pen" if note.has_draft else "file-text",
    )


def _place(note: NoteRow) -> str:
    return place_words(note.where, note.delivered, note.to_copy)[0]
