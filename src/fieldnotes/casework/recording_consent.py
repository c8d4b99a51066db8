"""Who may be heard in a recording of a note: the worker always, anybody else by a consent that stands (L6).

It begins takes and ends those whose consent is gone. It hears nothing and knows no window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldnotes.casework.consent import consent
from fieldnotes.casework.desk import Changed, Desk, Recorded, changed
from fieldnotes.casework.note_reading import moment
from fieldnotes.casework.recordings import SIGNED, WITHDRAWN, receipts
from fieldnotes.casework.view import View
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft
from fieldnotes.domain.cases import REPORTER, Person
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.domain.who_consents import RECORDING, How, whom_to_ask
from fieldnotes.vault import entries, recorded, take_rows, takes
from fieldnotes.vault.leftovers import clear_away
from fieldnotes.vault.take_rows import TakeRow
from fieldnotes.vault.takes import Take


@dataclass(frozen=True, slots=True)
class MayBeHeard(View):
    """Somebody who could be heard in a recording: whom to ask, and the consent that stands, if any."""

    person_id: str
    name: Private
    role: str
    asks: str
    consent: str | None = None
    how: str | None = None
    at: datetime | None = None


def people_to_record(desk: Desk, note: str) -> tuple[MayBeHeard, ...]:
    """List who could be heard in a recording of the note: its people and colleagues on the case; never the reporter.

    Refused: UNKNOWN_NOTE.
    """
    whole = fetch(desk, note)
    stands = _standing(whole)
    day = desk.clock.now().date().isoformat()
    return tuple(_row(person, stands.get(person.person_id), day) for person in _around(whole))


def agree(desk: Desk, note: str, person: str, how: How) -> Recorded:
    """Record that somebody agreed to be recorded. Refused: as `consent.consent`."""
    return consent(desk, note, {"what": RECORDING, "person_id": person, "how": how.value})


def withdraw(desk: Desk, note: str, person: str) -> Recorded:
    """Record that somebody no longer agrees; what they are heard in is destroyed at once, with a receipt each.

    Refused: UNKNOWN_NOTE, NOT_ASSIGNED, CONSENT_MISSING(person) when none stands.
    """
    given = require_consents(fetch(desk, note), (person,))[person]
    return consent(desk, note, {"what": RECORDING, "person_id": person, "withdraws": given})


def require_consents(whole: WholeNote, people: Sequence[str]) -> dict[str, str]:
    """Give the standing consent of each, by person. Refused: CONSENT_MISSING(person)."""
    stands = _standing(whole)
    for person in people:
        if person not in stands:
            raise Refused(Code.CONSENT_MISSING, person=person[:64])
    return {person: stands[person].hash for person in people}


def begin_take(desk: Desk, note: str, place: str, rate: int, others: Sequence[str] = (), *, language: str = "") -> Take:
    """Begin a take in which `others` are heard besides the worker; consents are looked at now, not before.

    `language`: that is spoken, ISO 639-1; empty for the worker's own.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED, CONSENT_MISSING(person). Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    with desk.writing:
        whole = fetch(desk, note)
        require_draft(whole)
        consents = require_consents(whole, others)
        take = takes.begin(desk.vault, note, whole.chain, place, rate, desk.clock, language=language)
        recorded.tie(desk.vault, take.id, whole.chain, consents)
    return take


def end_what_may_no_longer_be(desk: Desk) -> Changed:
    """Destroy here the sound that an entry from another computer has ended, with a receipt each.

    A consent was withdrawn there, or the note was signed there. Safe to run at any time; what it does is done once.
    """
    gone = Changed()
    for note in recorded.notes_with_sound(desk.vault):
        with desk.writing:
            whole = _if_here(desk, note)
            going, why = _going(desk, whole) if whole else ([], "")
            if whole is None or not going:
                continue
            with entries.filing(desk.vault, desk.clock) as file_one:
                for receipt in receipts(desk, whole, why, only=going):
                    file_one(receipt)
            clear_away(desk.vault)
            gone = gone.with_(changed("drafts entries outbox", note, whole.case.id))
    return gone


def _if_here(desk: Desk, note: str) -> WholeNote | None:
    """Fetch a note, unless its case or text has left this computer since."""
    try:
        return fetch(desk, note)
    except Refused:
        return None


def _going(desk: Desk, whole: WholeNote) -> tuple[list[TakeRow], str]:
    if whole.draft is None and whole.state.heads:
        return take_rows.takes_of(desk.vault, whole.note), SIGNED
    stands = _standing(whole)
    ended = [given for given, person in recorded.consents_used(desk.vault, whole.note).items() if person not in stands]
    return recorded.takes_by(desk.vault, ended), WITHDRAWN


def _around(whole: WholeNote) -> list[Person]:
    mine = [person for person in (whole.case.child, *whole.case.people) if person.role != REPORTER]
    others = (user for user in whole.people.everybody if user.id in whole.case.assigned)
    return mine + [user.as_person() for user in others if user.id != whole.people.me.id]


def _standing(whole: WholeNote) -> Mapping[str, Filed]:
    """The consents to be recorded in this note that stand, by person: each person's last word counts."""
    given = {
        one.hash: one
        for one in whole.filed
        if one.entry.kind is Kind.CONSENT_GIVEN and one.entry.body["what"] == RECORDING
    }
    stands: dict[str, Filed] = {}
    for one in whole.filed:
        if one.hash in given:
            stands[str(one.entry.body["person_id"])] = one
        elif one.entry.kind is Kind.CONSENT_WITHDRAWN and one.entry.body["consent"] in given:
            stands.pop(str(given[str(one.entry.body["consent"])].entry.body["person_id"]), None)
    return stands


def _row(person: Person, given: Filed | None, day: str) -> MayBeHeard:
    asks = whom_to_ask(person, day).value
    if given is None:
        return MayBeHeard(person.person_id, Private(person.name), person.role, asks)
    how = str(given.entry.body["how"])
    return MayBeHeard(person.person_id, Private(person.name), person.role, asks, given.hash, how, moment(given))
