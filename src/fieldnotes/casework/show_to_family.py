"""Show a note to the people in the room, and record what they said. Showing freezes what was drawn."""

from collections.abc import Mapping
from dataclasses import replace

from fieldnotes.casework.consent import consent
from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.family_copy import composed, shown_body, shown_view
from fieldnotes.casework.hand_over import hand_over
from fieldnotes.casework.note_reading import copy_of, objects
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.read_note import note_read
from fieldnotes.casework.sign import file
from fieldnotes.casework.views import Shown
from fieldnotes.casework.whole_note import WholeNote, act, fetch
from fieldnotes.casework.write_note import finished, keep
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.shown_answers import FACES, SHOWED
from fieldnotes.vault import access, entries

__all__ = ["consent", "hand_over", "preview", "respond", "show"]

ANSWERS = ("agrees", "disagrees", "adds", "not_asked", "did_not_take_part")
WAYS = ("said", SHOWED)
"""How an answer was given; a child may show instead of say."""
UNDERSTOOD = ("yes", "partly", "no")
"""How it could be understood: the one question put to everybody who was shown something."""
ABSENT = frozenset({"not_asked", "did_not_take_part"})
"""Answers that may be recorded of somebody who was not in the room; they say exactly that."""


def preview(desk: Desk, note: str, room: JsonObject, language: str | None = None) -> Shown:
    """Say what these people may see; records nothing but that a signed text was read.

    Refused: UNKNOWN_NOTE, UNKNOWN_PERSON, UNKNOWN_SECTION, WRONG_FILE.
    """
    whole = fetch(desk, note)
    note_read(desk, whole)
    return shown_view(composed(desk, whole, room, language), None)


def show(desk: Desk, note: str, room: JsonObject, language: str | None = None) -> Shown:
    """Record the exact copy, then hand it out to be drawn; `shown` is the entry's hash. Works on drafts too.

    The entry is on the disk before anything can be drawn. Refused: as `preview`, NOT_ASSIGNED, NOT_SHOWABLE when
    nothing may be drawn for this room.
    """
    with desk.writing:
        whole = _settled(desk, fetch(desk, note))
        require_assigned(whole.people, whole.case)
        showing = composed(desk, whole, room, language)
        if not showing.copy.sections:
            raise Refused(Code.NOT_SHOWABLE, note=note)
        filed = file(desk, whole, Kind.NOTE_SHOWN, shown_body(whole, showing))
        access.record(desk.vault, "shown", whole.case.id, note, filed.hash, filed.entry.at)
    return shown_view(showing, filed, changed("entries outbox", note, whole.case.id))


def respond(desk: Desk, note: str, shown: str, data: JsonObject) -> Recorded:
    """Record what people said about one showing (a respond file's content); one entry per answer, all or none.

    `others` are all hashes. Refused: UNKNOWN_SHOWING, NOT_IN_ROOM(person), UNKNOWN_PERSON, UNKNOWN_SECTION,
    WRONG_TYPE, REASON_MISSING (did_not_take_part).
    """
    with desk.writing:
        whole = fetch(desk, note)
        showing = next((each for each in whole.state.showings if each.hash == shown), None)
        if showing is None:
            raise Refused(Code.UNKNOWN_SHOWING, shown=shown[:64])
        given = data.get("responses")
        rows = objects(given)
        if not rows or not isinstance(given, list | tuple) or len(rows) != len(given):
            raise _wrong("responses", "a list of answers")
        bodies = [(_followed if "understood" in row else _response)(whole, showing, row) for row in rows]
        with entries.filing(desk.vault, desk.clock) as file_one:
            filed = [file_one(act(desk, whole, Kind.FAMILY_RESPONDED, body)) for body in bodies]
    hashes = tuple(each.hash for each in filed)
    return Recorded(hashes[-1], changed("entries outbox", note, whole.case.id), hashes)


def _settled(desk: Desk, whole: WholeNote) -> WholeNote:
    """Input ends when the text is shown: what the clock fills in is filled in now, so that it is what was shown."""
    if whole.draft is None:
        return whole
    draft = replace(whole.draft, sections=finished(desk, whole, whole.draft.sections))
    if draft != whole.draft:
        keep(desk, draft)
    return replace(whole, draft=draft)


def _response(whole: WholeNote, showing: Filed, row: Mapping[str, Json]) -> JsonObject:
    person, answer, section = row.get("person_id"), row.get("answer"), row.get("section")
    if not isinstance(person, str) or not person:
        raise _wrong("person_id", "a person of the room")
    if not isinstance(answer, str) or answer not in ANSWERS:
        raise _wrong("answer", " | ".join(ANSWERS))
    body: dict[str, Json] = {
        "shown": showing.hash,
        "person_id": person,
        "role": _role(whole, showing, person, answer),
        "section": _section_shown(showing, section),
        "answer": answer,
    }
    for key in ("text", "reason"):
        words = row.get(key)
        if isinstance(words, str) and words.strip():
            body[key] = words.strip()
        elif words is not None and not isinstance(words, str):
            raise _wrong(key, "text")
    if answer == "did_not_take_part" and "reason" not in body:
        raise Refused(Code.REASON_MISSING)
    body.update(_shown_instead(row))
    if answer == "adds" and not {"text", "face"} & body.keys():
        raise _wrong("text", "what they want to add")
    return body


def _followed(whole: WholeNote, showing: Filed, row: Mapping[str, Json]) -> JsonObject:
    """Read how it could be understood; it says nothing of whether the text is right, and is said by who was there."""
    person, value = row.get("person_id"), row["understood"]
    if not isinstance(person, str) or not person:
        raise _wrong("person_id", "a person of the room")
    if value not in UNDERSTOOD:
        raise _wrong("understood", " | ".join(UNDERSTOOD))
    role = _role(whole, showing, person, "")
    told = {"shown": showing.hash, "person_id": person, "role": role, "section": None}
    return {**told, "answer": "not_asked", "understood": value}


def _shown_instead(row: Mapping[str, Json]) -> dict[str, Json]:
    """Read a face that was chosen, and whether the answer was shown instead of said."""
    found: dict[str, Json] = {}
    for key, words in (("face", FACES), ("way", WAYS)):
        if (value := row.get(key)) is not None:
            if value not in words:
                raise _wrong(key, " | ".join(words))
            found[key] = value
    return found


def _role(whole: WholeNote, showing: Filed, person: str, answer: str) -> str:
    for each in objects(showing.entry.body.get("people")):
        if each["person_id"] == person:
            return str(each["role"])
    if answer in ABSENT:
        return whole.case.person(person).role
    raise Refused(Code.NOT_IN_ROOM, person=person[:64])


def _section_shown(showing: Filed, section: Json) -> str | None:
    if section is None:
        return None
    if not isinstance(section, str) or section not in {drawn.id for drawn in copy_of(showing)[0]}:
        raise Refused(Code.UNKNOWN_SECTION, section=str(section)[:64])
    return section


def _wrong(field: str, expected: str) -> Refused:
    return Refused(Code.WRONG_TYPE, section="responses", field=field, expected=expected)
