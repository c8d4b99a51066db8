"""Every change of a note's text and who asked for it, out of its signed texts and its draft. It changes nothing."""

from datetime import datetime

from fieldnotes.casework.change_views import ChangeView
from fieldnotes.casework.correct_here import WORKER, changes_in, changes_of
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import in_order, private
from fieldnotes.casework.whole_note import WholeNote
from fieldnotes.domain.asked_change import AskedChange
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.private import Private
from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate


def change_views(desk: Desk, whole: WholeNote, at: Filed | None = None) -> tuple[ChangeView, ...]:
    """List them as they were signed, the first first; those that wait in the draft last, and only with the draft.

    `at`: the signed text that is read; None = the draft.
    """
    found = [
        _view(desk, whole, each, revision)
        for revision in sorted(whole.state.revisions, key=in_order)
        for each in changes_in(revision)
    ]
    waiting = changes_of(whole.draft) if whole.draft is not None and at is None else ()
    return (*found, *(_view(desk, whole, each, None) for each in waiting))


def _view(desk: Desk, whole: WholeNote, change: AskedChange, revision: Filed | None) -> ChangeView:
    return ChangeView(
        person_id=change.person,
        name=whole.people.person_name(whole.case, change.person),
        role=change.role,
        section=change.section,
        field=change.field,
        before=Private(change.before),
        after=Private(change.after),
        at=datetime.fromisoformat(change.at),
        response=change.response,
        revision=revision.hash if revision else None,
        reason=private(revision.entry.body.get("reason")) if revision else None,
        label=_label(desk, whole, change),
        role_label=_role(desk, change.role),
    )


def _role(desk: Desk, role: str) -> str:
    if role == WORKER:
        return role_words(role, translate)
    return desk.book.choice_list("role_person").label_of(role, desk.language)


def _label(desk: Desk, whole: WholeNote, change: AskedChange) -> str:
    section = whole.template.by_id.get(change.section)
    if section is None:
        return change.section
    name, field = section.label(desk.language), section.by_id.get(change.field)
    inner = field.label(desk.language) if field is not None else change.field
    return name if inner in ("", name) else f"{name}: {inner}"
