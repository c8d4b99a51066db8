"""The family's copy of a note for one room, and the entry that freezes it. Files nothing."""

import hashlib

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.views import BlockedView, ClosedView, CopySection, Shown
from fieldnotes.casework.whole_note import WholeNote, in_one_spelling
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.family import Showing, compose
from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.rooms import INTERPRETER, TERMS, Room
from fieldnotes.wire import canonical

NOTHING = Changed()
BASIC = "grunddata"
"""The section that says who interpreted."""


def composed(desk: Desk, whole: WholeNote, room: JsonObject, language: str | None = None) -> Showing:
    """Work out what a room may see of the note as it stands."""
    read_room = Room.read(room, whole.case.people_with(whole.people.everybody))
    if whole.closed:
        raise Refused(Code.NOT_SHOWABLE, note=whole.note)
    return compose(
        desk.book,
        whole.template,
        whole.sections,
        whole.case,
        whole.people.everybody,
        read_room,
        whole.family_text,
        whole.state.state.value,
        language or desk.language,
    )


def shown_body(whole: WholeNote, showing: Showing) -> JsonObject:
    """The body of NoteShown: exactly what is drawn, for whom, and why it was opened."""
    head = whole.shown_revision if whole.draft is None else None
    drawn = showing.copy.as_json()
    copy: JsonObject = {**drawn, "date": drawn["date"] or None}
    return {
        "revision": head.hash if head else None,
        "template": whole.written_by,
        "copy": copy,
        "copy_hash": hashlib.sha256(canonical.encode(copy)).hexdigest(),
        "people": [person.as_json() for person in showing.people],
        "opened": sorted(showing.opened),
        "reasons": [_reason(key, reason) for key, reason in sorted(showing.reasons.items())],
        **_interpreted(whole, showing),
    }


def _interpreted(whole: WholeNote, showing: Showing) -> JsonObject:
    """Who interpreted, which way and for whom, as the note has it, when an interpreter is in the room (INS-7)."""
    basic = whole.sections.get(BASIC) or {}
    if INTERPRETER not in {person.role for person in showing.people} or basic.get("interpreter") is not True:
        return {}
    name, way, whom = (basic.get(f"interpreter_{key}") for key in ("name", "mode", "for"))
    told: JsonObject = {
        "name": in_one_spelling(name) if isinstance(name, str) else None,
        "way": way if isinstance(way, str) else None,
        "for": [each for each in rows(whom) if isinstance(each, str)],
    }
    said = {key: value for key, value in told.items() if value}
    return {"interpreter": said} if said else {}


def _reason(key: str, reason: str) -> JsonObject:
    return {"section": key.removesuffix(TERMS), "terms": key.endswith(TERMS), "text": "".join(reason)}


def shown_view(showing: Showing, filed: Filed | None, changed: Changed = NOTHING) -> Shown:
    """Show a showing."""
    return Shown(
        shown=filed.hash if filed else None,
        sections=tuple(CopySection(s.id, s.label, Private(s.text)) for s in showing.copy.sections),
        closed=tuple(ClosedView(each.id, each.why) for each in showing.closed),
        blocked=tuple(BlockedView(each.id, Private(each.term)) for each in showing.blocked),
        language=showing.copy.language,
        date=showing.copy.date,
        people=tuple(person.as_json() for person in showing.people),
        changed=changed,
        left_out=showing.left_out,
    )
