"""Where every note is, in plain sentences: the answer to "is it safe?". Knows no Qt and no hub."""

from collections.abc import Sequence
from datetime import datetime

from fieldnotes.casework.case_views import StatusView
from fieldnotes.casework.note_views import NoteRow
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import moment


def where_lines(seen: StatusView, now: datetime) -> tuple[str, ...]:
    """Say where drafts and signed notes are and when the case system last answered."""
    lines = _drafts(seen, now)
    if not seen.joined:
        return (*lines, _("This computer has not joined a workplace; signed notes stay here, encrypted."))
    lines.append(_waiting(seen))
    if seen.quarantined:
        aside = _n(
            "The case system put {n} act aside. Tell your administrator.",
            "The case system put {n} acts aside. Tell your administrator.",
            seen.quarantined,
        )
        lines.append(aside.format(n=seen.quarantined))
    if seen.last_contact is None:
        return (*lines, _("The case system has not answered yet."))
    return (*lines, _("The case system last answered {time}.").format(time=moment(seen.last_contact, now)))


def _drafts(seen: StatusView, now: datetime) -> list[str]:
    if not seen.drafts:
        return [_("There are no drafts.")]
    lines = []
    here = seen.drafts - seen.drafts_kept
    if here:
        words = _n(
            "{n} draft lies encrypted on this computer only.",
            "{n} drafts lie encrypted on this computer only.",
            here,
        )
        lines.append(words.format(n=here))
    if seen.drafts_kept and seen.drafts_kept_at is not None:
        words = _n(
            "{n} draft lies in safe-keeping at the case system since {time}; nobody there can read it.",
            "{n} drafts lie in safe-keeping at the case system since {time}; nobody there can read them.",
            seen.drafts_kept,
        )
        lines.append(words.format(n=seen.drafts_kept, time=moment(seen.drafts_kept_at, now)))
    return lines


def _waiting(seen: StatusView) -> str:
    if not seen.waiting:
        return _("Nothing waits to be sent.")
    if not seen.waiting_notes:
        return _("Something waits to be sent; it is safe here meanwhile.")
    return _n(
        "{n} note has something that waits to be sent; it is safe here meanwhile.",
        "{n} notes have something that waits to be sent; it is safe here meanwhile.",
        seen.waiting_notes,
    ).format(n=seen.waiting_notes)


def where_rows(notes: Sequence[NoteRow], now: datetime) -> list[Row]:
    """List the notes that are not in the case system yet."""
    return [note_row(note, now) for note in notes if note.has_draft or note.where != "received"]
