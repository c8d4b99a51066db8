"""A person has copied a text into a case system that has no interface, and tells the hub the receipt they got there."""

from fieldnotes.casework.delivered_views import to_copy_of
from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync import one_question


def copied(desk: Desk, note: str, to: str, receipt: str) -> Changed:
    """Write down, over the network, that a note lies in the system called `to`; who knows the case sees the receipt.

    Nothing waits here for a network: a receipt that is not at the hub yet would let a colleague copy the note again.

    Refused: UNKNOWN_NOTE, NOT_JOINED, NOTHING_TO_HAND_OVER, NOT_ASSIGNED, REQUEST_WRONG for a receipt that is empty,
    too long or of several lines. Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING; nothing is written down then.
    """
    whole = fetch(desk, note)
    head = whole.state.head.hash if whole.state.head else None
    waits = next((each for each in to_copy_of(whole.case, whole.note, head) if each.to == to), None)
    if waits is None:
        raise Refused(Code.NOTHING_TO_HAND_OVER)
    body = {"case": whole.case.id, "note": whole.note, "revision": waits.revision, "to": to, "receipt": receipt.strip()}
    one_question.post(desk.vault, desk.clock, "/v1/by-hand", dict(body))
    return changed("cases entries", whole.case.id, whole.note)
