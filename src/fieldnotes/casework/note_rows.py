"""From a whole note to the line of a list. Lists carry case numbers and dates, not people's affairs (SEC-8)."""

from datetime import datetime

from fieldnotes.casework.delivered_views import delivered_of, standing, to_copy_of
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.draft_ages import draft_view
from fieldnotes.casework.views import FlagsView, NoteRow
from fieldnotes.casework.whole_note import WholeNote
from fieldnotes.domain.fold import Flags
from fieldnotes.domain.private import Private


def row_of(desk: Desk, whole: WholeNote) -> NoteRow:
    """Make the line of one note."""
    head = whole.shown_revision
    return NoteRow(
        note=whole.note,
        case=whole.case.id,
        template=whole.template.id,
        state=whole.state.state.value,
        where=whole.state.where.value,
        case_number=whole.case.number,
        child=Private(whole.case.child.name),
        label=whole.template.label(desk.language),
        at=last_touched(whole),
        author=author_of(whole),
        author_name=whole.people.user_name(author_of(whole)),
        head=head.hash if head else None,
        flags=flags_of(whole.state.flags),
        has_draft=whole.draft is not None,
        draft=draft_view(desk, whole.draft) if whole.draft is not None else None,
        delivered=standing(delivered_of(whole.case, whole.note), head.hash if head else None),
        to_copy=to_copy_of(whole.case, whole.note, head.hash if head else None),
    )


def author_of(whole: WholeNote) -> str:
    """Who wrote the text that stands: the head's author, for a first draft the one working here."""
    head = whole.shown_revision
    return head.entry.author if head else whole.people.me.id


def last_touched(whole: WholeNote) -> datetime:
    """When the draft was saved, or the head was signed."""
    if whole.draft is not None:
        return datetime.fromisoformat(whole.draft.changed_at)
    newest = whole.shown_revision or whole.filed[-1]
    return datetime.fromisoformat(newest.entry.at)


def flags_of(flags: Flags) -> FlagsView:
    """Show the fold's flags."""
    return FlagsView(
        read=flags.read,
        changed_after_approval=flags.changed_after_approval,
        conflict=flags.conflict,
        changed_since_shown=flags.changed_since_shown,
        family=flags.family.value,
        decisions_opposed=flags.decisions_opposed,
    )
