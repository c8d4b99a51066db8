"""Notes that wait, or were decided, as rows: case number and dates, no names of the family (SEC-8). Knows no Qt."""

from collections.abc import Sequence
from datetime import datetime

from fieldnotes.casework.act_views import KeptBackView, QueueRow
from fieldnotes.casework.draft_views import OldDraftView
from fieldnotes.casework.note_views import NoteRow
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.note_rows import state_chip
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import days_left, moment, waiting_words

HURRIES = ("late", "urgent")
"""Rows that say so before anything else but two versions and two decisions."""
KEPT = "kept:"
"""Begins the key of a row that is a case which stays at the hub until asked for."""
UNSIGNED = "unsigned:"
"""Begins the key of a row that is a draft and cannot be opened."""


def waiting_row(row: QueueRow, now: datetime) -> Row:
    """Make the row of a note that waits."""
    chip, tone = _chip(row)
    return Row(
        key=row.note,
        title=f"{row.label} · {row.case_number}",
        detail=" · ".join([*_detail(row, now), *([_("not opened")] if _hidden_by_hurry(row) else [])]),
        trailing=_("Waited {time}").format(time=waiting_words(row.waiting_hours)),
        chip=chip,
        tone=tone,
        glyph="file-text",
        glyph_role="muted" if row.opened else "accent",
    )


def kept_row(row: KeptBackView) -> Row:
    """Make the row of a case that stays at the hub: its number and days, never why it stays (SEC-8)."""
    late, hurries = row.urgency == "late", row.urgency in HURRIES
    parts = [_n("{n} note waits", "{n} notes wait", row.notes).format(n=row.notes)]
    parts.append(_("stays in the case system until you fetch it"))
    if row.days_left is not None and row.urgency != "none":
        parts.append(_("deadline: {days}").format(days=days_left(row.days_left).lower()))
    return Row(
        key=f"{KEPT}{row.case}",
        title=row.case_number,
        detail=" · ".join(parts),
        trailing=_("Waited {time}").format(time=waiting_words(row.waiting_hours)),
        chip=(_("Deadline passed") if late else _("Urgent")) if hurries else _("Not fetched"),
        tone=("rec" if late else "warn") if hurries else "plain",
        glyph="lock",
    )


def decided_row(note: NoteRow, now: datetime) -> Row:
    """Make the row of a note that was decided."""
    chip, tone = state_chip(note)
    return Row(
        key=note.note,
        title=f"{note.label} · {note.case_number}",
        detail=_("Signed {time} by {name}").format(time=moment(note.at, now), name=note.author_name),
        chip=chip,
        tone=tone,
        glyph="file-text",
    )


def unsigned_row(draft: OldDraftView, place: int) -> Row:
    """Make the row of somebody's old draft: case number, author and age, which is all that is known (DOC-2)."""
    return Row(
        key=f"{UNSIGNED}{place}",
        title=_("Draft · {number}").format(number=draft.case_number),
        detail=_("Begun by {name} and not signed; only they can read it").format(name=draft.author_name),
        trailing=_("{time} old").format(time=waiting_words(draft.age_hours)),
        chip=_("Not signed"),
        tone="warn",
        glyph="file-pen",
    )


def unsigned_words(count: int) -> str:
    """Say how many drafts have grown old."""
    words = _n("{n} draft not signed for three days", "{n} drafts not signed for three days", count)
    return words.format(n=count) if count else ""


def summary_words(rows: Sequence[QueueRow]) -> str:
    """Say how much waits and how long the oldest has."""
    if not rows:
        return ""
    count = _n("{n} note waits", "{n} notes wait", len(rows)).format(n=len(rows))
    longest = waiting_words(max(row.waiting_hours for row in rows))
    words = _("{count}, the longest for {time}").format(count=count, time=longest)
    hurry = sum(row.urgency in HURRIES for row in rows)
    return " · ".join([words, *([_n("{n} urgent", "{n} urgent", hurry).format(n=hurry)] if hurry else [])])


def kept_place(before: Sequence[str], current: str, after: Sequence[str]) -> str:
    """Say which row is current when the rows change: the same, else the next one that is left, else the one before."""
    left = set(after)
    if current in left or current not in before:
        return current
    place = before.index(current)
    return next((key for key in (*before[place + 1 :], *reversed(before[:place])) if key in left), "")


def _chip(row: QueueRow) -> tuple[str, str]:
    if row.flags.conflict:
        return _("Two versions"), "rec"
    if row.flags.decisions_opposed:
        return _("Decided in two ways"), "warn"
    if row.flags.changed_after_approval:
        return _("Changed after approval"), "warn"
    if row.urgency in HURRIES:
        return (_("Deadline passed"), "rec") if row.urgency == "late" else (_("Urgent"), "warn")
    if row.state == "returned":
        return _("Questions answered"), "info"
    return ("", "plain") if row.opened else (_("Not opened"), "accent")


def _hidden_by_hurry(row: QueueRow) -> bool:
    return not row.opened and _chip(row)[0] != _("Not opened")


def _heard_words(heard: str) -> str:
    words = {"heard": _("the child was heard"), "not_heard": _("the child was not heard")}
    return words.get(heard, "")


def _detail(row: QueueRow, now: datetime) -> list[str]:
    families = {
        "took_part": _("the family took part"),
        "did_not": _("shown, nobody answered"),
        "not_shown": _("not shown to the family"),
    }
    parts = [_("Signed {time} by {name}").format(time=moment(row.at, now), name=row.author_name)]
    if row.days_left is not None and row.urgency != "none":
        parts.append(_("deadline: {days}").format(days=days_left(row.days_left).lower()))
    parts += [_heard_words(row.child_heard), families.get(row.flags.family, "")]
    if row.open_questions:
        parts.append(_n("{n} open question", "{n} open questions", row.open_questions).format(n=row.open_questions))
    if row.answered_questions:
        answered = _n("{n} answered", "{n} answered", row.answered_questions)
        parts.append(answered.format(n=row.answered_questions))
    return [part for part in parts if part]
