"""Where every note is, in plain sentences: the answer to "is it safe?". Knows no Qt and no hub."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from fieldnotes.casework.act_views import QuarantinedView
from fieldnotes.casework.case_views import StatusView
from fieldnotes.casework.note_views import NoteRow
from fieldnotes.language.set_aside_words import refused_words, set_aside_words
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import moment
from fieldnotes.ui.shell.status_words import clock_words

LATELY: Final = timedelta(days=1)
FEW: Final = 3


def where_lines(seen: StatusView, now: datetime, aside: Sequence[QuarantinedView] = ()) -> tuple[str, ...]:
    """Say where drafts and signed notes are and when the case system last answered; `aside`: what was put aside."""
    lines = _drafts(seen, now)
    if not seen.joined:
        return (*lines, _("This computer has not joined a workplace; signed notes stay here, encrypted."))
    lines.append(_waiting(seen))
    if seen.quarantined:
        words = _n("{n} act lies aside.", "{n} acts lie aside.", seen.quarantined)
        lines += [words.format(n=seen.quarantined), *_why(aside, now)]
    if seen.leaving:
        words = _n(
            "{n} case is no longer yours; it leaves this computer when the case system has a backup of it.",
            "{n} cases are no longer yours; they leave this computer when the case system has a backup of them.",
            seen.leaving,
        )
        lines.append(words.format(n=seen.leaving))
    if seen.clock_ahead is not None:
        lines.append(f"{clock_words(seen.clock_ahead)}.")
    if seen.last_contact is None:
        return (*lines, _("The case system has not answered yet."))
    return (*lines, _("The case system last answered {time}.").format(time=moment(seen.last_contact, now)))


def _why(aside: Sequence[QuarantinedView], now: datetime) -> list[str]:
    """Each reason once, however many acts it is about; who refused something is named."""
    found = [
        refused_words(one.refused_by or "", moment(datetime.fromisoformat(one.refused_at), now))
        if one.refused_at
        else set_aside_words(one.reason, ours=one.ours)
        for one in aside
    ]
    return [f"– {words}" for words in dict.fromkeys(found)]


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
        return _("Nothing waits for the case system.")
    if not seen.waiting_notes:
        return _("Something waits for the case system; it is safe here meanwhile.")
    return _n(
        "{n} note has something that waits for the case system; it is safe here meanwhile.",
        "{n} notes have something that waits for the case system; it is safe here meanwhile.",
        seen.waiting_notes,
    ).format(n=seen.waiting_notes)


def where_rows(notes: Sequence[NoteRow], now: datetime) -> list[Row]:
    """List the notes that are not in the case system yet, those to be copied by hand, then the latest that are there.

    Who just signed looks for it.
    """
    out = [note for note in notes if note.has_draft or note.where != "received"]
    by_hand = [note for note in notes if note.to_copy and note not in out]
    there = [note for note in notes if note not in out and note not in by_hand and now - note.at < LATELY][:FEW]
    groups = (
        (_("Not in the case system yet"), out),
        (_("To copy into another system by hand"), by_hand),
        (_("Signed lately, in the case system"), there),
    )
    rows: list[Row] = []
    for name, listed in groups:
        if listed:
            rows.append(Row(key=f"#{name}", title=f"{name} · {len(listed)}", heading=True))
            rows += [note_row(note, now) for note in listed]
    return rows
