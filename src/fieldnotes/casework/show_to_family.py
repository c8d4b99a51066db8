"""Show a note to the people in the room, record what they said, hand over a copy. Showing freezes what was drawn."""

from pathlib import Path

from fieldnotes.casework.desk import Desk, Recorded
from fieldnotes.casework.views import HandedOver, Shown
from fieldnotes.domain.json_value import JsonObject


def preview(desk: Desk, note: str, room: JsonObject, language: str | None = None) -> Shown:
    """Say what these people may see; records nothing.

    Refused: UNKNOWN_NOTE, UNKNOWN_PERSON, UNKNOWN_SECTION, WRONG_TYPE.
    """
    raise NotImplementedError


def show(desk: Desk, note: str, room: JsonObject, language: str | None = None) -> Shown:
    """Record the exact copy, then hand it out to be drawn; `shown` is the entry's hash. Works on drafts too.

    Refused: as `preview`, NOT_SHOWABLE when nothing may be drawn for this room.
    """
    raise NotImplementedError


def respond(desk: Desk, note: str, shown: str, data: JsonObject) -> Recorded:
    """Record what people said about one showing (a respond file's content); one entry per answer.

    Refused: UNKNOWN_SHOWING, NOT_IN_ROOM(person), UNKNOWN_SECTION, WRONG_TYPE, REASON_MISSING (did_not_take_part).
    """
    raise NotImplementedError


def consent(desk: Desk, note: str, data: JsonObject) -> Recorded:
    """Record a consent at once: `{"what", "person_id", "how", "note"?}`, or `{"what", "person_id", "withdraws": hash}`.

    Refused: UNKNOWN_NOTE, UNKNOWN_PERSON, WRONG_TYPE, UNKNOWN_REVISION (the consent withdrawn does not exist).
    """
    raise NotImplementedError


def hand_over(desk: Desk, note: str, to: str, way: str, path: Path) -> HandedOver:
    """Write the signed copy for one person and record it.

    Refused: NOT_SIGNED, UNKNOWN_PERSON, NOT_SHOWABLE, FILE_EXISTS.
    """
    raise NotImplementedError
