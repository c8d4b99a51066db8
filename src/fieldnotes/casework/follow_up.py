"""Say what became of an agreement or a next step: an entry at once, beside the note it was signed in.

It is never changed or taken away; who was mistaken says `open` again, and both stay to be read (decision 025).
"""

from fieldnotes.casework.agreements import OUTCOMES, seen_about
from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.whole_note import act, fetch
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.vault import entries

_CHOICES = " | ".join(OUTCOMES)


def follow_up(desk: Desk, note: str, revision: str, section: str, row: int, outcome: str, why: str = "") -> Recorded:
    """Record that a row of a signed text is `done`, `not_done`, or `open` again; `why` in the worker's own words.

    `revision` is the text that was read, `row` counts the section's agreements and next steps from 0. Saying what
    stands already records nothing new: one tick, one entry.

    Refused: UNKNOWN_NOTE, NOT_ASSIGNED, UNKNOWN_REVISION, WRONG_TYPE (no such row, no such outcome), NOT_SIGNED when
    the note lies in the wrong case and its text is closed.
    """
    if outcome not in OUTCOMES:
        raise Refused(Code.WRONG_TYPE, section=section[:64], field="outcome", expected=_CHOICES)
    with desk.writing:
        whole = fetch(desk, note)
        require_assigned(whole.people, whole.case)
        if whole.closed:
            raise Refused(Code.NOT_SIGNED, note=note)
        whole.revision(revision)
        seen = seen_about(whole, revision, section, row)
        if seen is None:
            raise Refused(Code.WRONG_TYPE, section=section[:64], field="row", expected="a row that was agreed")
        standing = [filed for filed in whole.filed if filed.hash in seen]
        if len(standing) == 1 and (standing[0].entry.body["outcome"], why.strip()) == (outcome, ""):
            return Recorded(standing[0].hash, changed(""))
        body: dict[str, Json] = {"revision": revision, "section": section, "row": row, "outcome": outcome}
        if why.strip():
            body["note"] = why.strip()
        made = act(desk, whole, Kind.AGREEMENT_FOLLOWED_UP, body, (*whole.head_hashes, *seen))
        filed = entries.file_act(desk.vault, made, desk.clock)
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id))
