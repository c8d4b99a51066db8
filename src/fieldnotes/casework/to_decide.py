"""What a decision rests on, read in one go: the text, what changed, whether the child was heard. Decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldnotes.casework.check_note import findings_of_signed
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import moment
from fieldnotes.casework.people import people_at
from fieldnotes.casework.read_note import changes, show
from fieldnotes.casework.views import Check, NoteView, SectionChange
from fieldnotes.casework.waiting_notes import children
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.child_heard import HEARD, NOT_HEARD
from fieldnotes.domain.child_heard import child_heard as child_heard_in
from fieldnotes.domain.entry import DECISIONS, Kind
from fieldnotes.domain.private import Private
from fieldnotes.domain.template_parts import Template
from fieldnotes.vault import access, entries

READERS: Final = DECISIONS | {Kind.QUESTION_ASKED, Kind.NOTE_COSIGNED}
"""Acts that nobody can do about a text without having had it open."""

__all__ = ["HEARD", "NOT_HEARD", "Heard", "Reader", "ToDecide", "child_heard", "open_to_decide", "stamp_of"]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether the child speaks in the note: `heard`, `not_heard`, or `not_asked` by this template; why not, in words.

    A child speaks when a statement names the child as its source (CHI-1).
    """

    answer: str
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has decided, asked or signed beside the author, so has read. `current`: the text that stands."""

    by: str
    name: Private
    at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A signed text opened by the one who decides. `compared`: an earlier decision or text to compare with exists.

    `checked`: what the list before signing says of the text; `readers`: who else has had it, or an earlier one, open;
    `opened`: when it was opened here for the first time. `stamp` tells one state of the note from another: `stamp_of`.
    """

    note: NoteView
    changed: tuple[SectionChange, ...]
    compared: bool
    heard: Heard
    stamp: tuple[str, ...]
    checked: Check
    readers: tuple[Reader, ...]
    opened: datetime | None


def open_to_decide(desk: Desk, note: str) -> ToDecide:
    """Open the head of a note, recorded as opened (SEC-6), never a draft of one's own.

    Refused: UNKNOWN_NOTE, UNKNOWN_CASE.
    """
    stamp = stamp_of(desk, note)
    seen = show(desk, note)
    if seen.is_draft and seen.heads:
        seen = show(desk, note, seen.heads[-1])
    earlier = len(seen.revisions) > 1
    return ToDecide(
        seen,
        changes(desk, note) if earlier else (),
        earlier,
        child_heard(desk, seen),
        stamp,
        _checked(desk, seen),
        tuple(_readers(desk, seen)),
        _opened(desk, seen),
    )


def _checked(desk: Desk, seen: NoteView) -> Check:
    whole = fetch(desk, seen.note)
    if seen.at_revision is None or whole.restricted:
        return Check((), ())
    return findings_of_signed(desk, whole, whole.revision(seen.at_revision))


def _opened(desk: Desk, seen: NoteView) -> datetime | None:
    at = access.first_opened(desk.vault, seen.note, seen.at_revision or "")
    return datetime.fromisoformat(at) if at else None


def _readers(desk: Desk, seen: NoteView) -> Iterator[Reader]:
    """Give everybody else who has read, once: with the text that stands, else with the last they read."""
    authors = {each.hash: each.author for each in seen.revisions}
    found: dict[str, Reader] = {}
    for filed in sorted(entries.of_note(desk.vault, seen.note), key=moment):
        about = filed.entry.body.get("revision")
        by = filed.entry.author
        if filed.entry.kind not in READERS or authors.get(str(about), by) == by or by == people_at(desk).me.id:
            continue
        current = about == seen.at_revision
        if by not in found or current or not found[by].current:
            found[by] = Reader(by, people_at(desk).user_name(by), moment(filed), current)
    yield from found.values()


def stamp_of(desk: Desk, note: str) -> tuple[str, ...]:
    """Give the heads and, last, how much is recorded about the note; records nothing. Refused: UNKNOWN_NOTE."""
    whole = fetch(desk, note)
    return (*whole.head_hashes, str(len(whole.filed)))


def child_heard(desk: Desk, note: NoteView) -> Heard:
    """Tell whether the child speaks in a note, and if not, what the note says about why (CHI-1)."""
    template = note.form
    case = people_at(desk).case(note.case)
    answer = child_heard_in(template, children(case), note.sections)
    why = "" if answer == HEARD else "; ".join(filter(None, _reasons(desk, template, note)))
    return Heard(answer, why)


def _reasons(desk: Desk, template: Template, note: NoteView) -> Iterator[str]:
    for section in template.sections:
        given = note.sections.get(section.id) or {}
        for each in section.fields:
            said = given.get(each.id)
            if each.id == "why_not" and isinstance(said, str):
                yield desk.book.choices(each).label_of(said, desk.language)
            if each.id == "why_not_text" and isinstance(said, str):
                yield said
