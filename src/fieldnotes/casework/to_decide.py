"""What a decision rests on, read in one go: the text, what changed, whether the child was heard. Decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import people_at
from fieldnotes.casework.read_note import changes, show
from fieldnotes.casework.views import NoteView, SectionChange
from fieldnotes.casework.waiting_notes import children
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.child_heard import HEARD, NOT_HEARD
from fieldnotes.domain.child_heard import child_heard as child_heard_in
from fieldnotes.domain.template_parts import Template

__all__ = ["HEARD", "NOT_HEARD", "Heard", "ToDecide", "child_heard", "open_to_decide", "stamp_of"]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether the child speaks in the note: `heard`, `not_heard`, or `not_asked` by this template; why not, in words.

    A child speaks when a statement names the child as its source (CHI-1).
    """

    answer: str
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A signed text opened by the one who decides. `compared`: an earlier decision or text to compare with exists.

    `stamp` tells one state of the note from another; see `stamp_of`.
    """

    note: NoteView
    changed: tuple[SectionChange, ...]
    compared: bool
    heard: Heard
    stamp: tuple[str, ...]


def open_to_decide(desk: Desk, note: str) -> ToDecide:
    """Open the head of a note, recorded as opened (SEC-6), never a draft of one's own.

    Refused: UNKNOWN_NOTE, UNKNOWN_CASE.
    """
    stamp = stamp_of(desk, note)
    seen = show(desk, note)
    if seen.is_draft and seen.heads:
        seen = show(desk, note, seen.heads[-1])
    earlier = len(seen.revisions) > 1
    return ToDecide(seen, changes(desk, note) if earlier else (), earlier, child_heard(desk, seen), stamp)


def stamp_of(desk: Desk, note: str) -> tuple[str, ...]:
    """Give the heads and, last, how much is recorded about the note; records nothing. Refused: UNKNOWN_NOTE."""
    whole = fetch(desk, note)
    return (*whole.head_hashes, str(len(whole.filed)))


def child_heard(desk: Desk, note: NoteView) -> Heard:
    """Tell whether the child speaks in a note, and if not, what the note says about why (CHI-1)."""
    template = desk.book.template(note.template)
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
