"""Record a consent, or that it was withdrawn: an entry at once, even while the note is a draft.

With a consent to be recorded goes the sound it allowed, in the transaction that files its withdrawal (L6).
"""

from collections.abc import Mapping

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.recordings import WITHDRAWN, receipts
from fieldnotes.casework.whole_note import WholeNote, act, fetch
from fieldnotes.domain.cases import Person
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.who_consents import RECORDING, ways_of, whom_to_ask
from fieldnotes.vault import entries, recorded
from fieldnotes.vault.leftovers import clear_away


def consent(desk: Desk, note: str, data: JsonObject) -> Recorded:
    """Record a consent at once: `{"what", "person_id", "how", "note"?}`, or `{"what", "person_id", "withdraws": hash}`.

    With `what` "inspelning" (to be recorded) `how` is a way that counts at that age (CHI-5); withdrawn, all sound it
    allowed is destroyed with a receipt each, and the text stays. `others`: the receipts' hashes.

    Refused: UNKNOWN_NOTE, NOT_ASSIGNED, UNKNOWN_PERSON, WRONG_TYPE, UNKNOWN_REVISION (no such consent to withdraw).
    """
    with desk.writing:
        whole = fetch(desk, note)
        require_assigned(whole.people, whole.case)
        if "withdraws" in data:
            return _withdraw(desk, whole, data)
        filed = entries.file_act(
            desk.vault, act(desk, whole, Kind.CONSENT_GIVEN, _given(desk, whole, data)), desk.clock
        )
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id))


def _given(desk: Desk, whole: WholeNote, data: JsonObject) -> JsonObject:
    person, what, how = _person(whole, data), _text(data, "what"), _text(data, "how")
    if what == RECORDING:
        ways = ways_of(whom_to_ask(person, desk.clock.now().date().isoformat()))
        if how not in ways:
            raise Refused(Code.WRONG_TYPE, section="consent", field="how", expected=" | ".join(ways))
    return {"what": what, "person_id": person.person_id, "role": person.role, "how": how, **_note(data)}


def _withdraw(desk: Desk, whole: WholeNote, data: JsonObject) -> Recorded:
    person, what, withdraws = _person(whole, data), _text(data, "what"), _text(data, "withdraws")
    given = entries.by_hash(desk.vault, withdraws)
    if given is None or given.entry.kind is not Kind.CONSENT_GIVEN or given.entry.case != whole.chain:
        raise Refused(Code.UNKNOWN_REVISION, revision=withdraws[:64])
    body = {"what": what, "person_id": person.person_id, "consent": withdraws, **_note(data)}
    going = recorded.takes_by(desk.vault, _of_the_same(whole, given))
    with entries.filing(desk.vault, desk.clock) as file_one:
        filed = file_one(act(desk, whole, Kind.CONSENT_WITHDRAWN, body))
        along = tuple(file_one(each).hash for each in receipts(desk, whole, WITHDRAWN, only=going))
    clear_away(desk.vault)
    return Recorded(filed.hash, changed("drafts entries outbox", whole.note, whole.case.id), along)


def _of_the_same(whole: WholeNote, given: Filed) -> list[str]:
    """The consents that end with this one: whoever said yes twice says no once."""
    same = (given.entry.body["what"], given.entry.body["person_id"])
    every = (one for one in whole.filed if one.entry.kind is Kind.CONSENT_GIVEN)
    return [one.hash for one in every if (one.entry.body["what"], one.entry.body["person_id"]) == same]


def _person(whole: WholeNote, data: JsonObject) -> Person:
    """Find a person of the case; to be recorded, colleagues too. Refused: UNKNOWN_PERSON, WRONG_TYPE."""
    name = _text(data, "person_id")
    colleague = whole.people.around(whole.case).get(name) if data.get("what") == RECORDING else None
    return colleague or whole.case.person(name)


def _note(data: Mapping[str, Json]) -> dict[str, Json]:
    return {"note": _text(data, "note")} if data.get("note") else {}


def _text(data: Mapping[str, Json], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(Code.WRONG_TYPE, section="consent", field=key, expected="text")
    return value.strip()
