"""Record a consent, or that it was withdrawn: an entry at once, even while the note is a draft."""

from collections.abc import Mapping

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.sign import file
from fieldnotes.casework.whole_note import WholeNote, fetch
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault import entries


def consent(desk: Desk, note: str, data: JsonObject) -> Recorded:
    """Record a consent at once: `{"what", "person_id", "how", "note"?}`, or `{"what", "person_id", "withdraws": hash}`.

    Refused: UNKNOWN_NOTE, NOT_ASSIGNED, UNKNOWN_PERSON, WRONG_TYPE, UNKNOWN_REVISION (no such consent to withdraw).
    """
    whole = fetch(desk, note)
    require_assigned(whole.people, whole.case)
    kind, body = _withdrawn(desk, whole, data) if "withdraws" in data else _given(whole, data)
    filed = file(desk, whole, kind, body)
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id))


def _given(whole: WholeNote, data: JsonObject) -> tuple[Kind, JsonObject]:
    person = whole.case.person(_text(data, "person_id"))
    body = {"what": _text(data, "what"), "person_id": person.person_id, "role": person.role, "how": _text(data, "how")}
    return Kind.CONSENT_GIVEN, {**body, **_note(data)}


def _withdrawn(desk: Desk, whole: WholeNote, data: JsonObject) -> tuple[Kind, JsonObject]:
    person, what, withdraws = whole.case.person(_text(data, "person_id")), _text(data, "what"), _text(data, "withdraws")
    given = entries.by_hash(desk.vault, withdraws)
    if given is None or given.entry.kind is not Kind.CONSENT_GIVEN or given.entry.case != whole.chain:
        raise Refused(Code.UNKNOWN_REVISION, revision=withdraws[:64])
    body = {"what": what, "person_id": person.person_id, "consent": withdraws}
    return Kind.CONSENT_WITHDRAWN, {**body, **_note(data)}


def _note(data: Mapping[str, Json]) -> dict[str, Json]:
    return {"note": _text(data, "note")} if data.get("note") else {}


def _text(data: Mapping[str, Json], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(Code.WRONG_TYPE, section="consent", field=key, expected="text")
    return value.strip()
