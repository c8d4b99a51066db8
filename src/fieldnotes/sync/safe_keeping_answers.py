"""The hub's answers about drafts in safe-keeping, read strictly; what is of another form is no answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.sync.answers import word
from fieldnotes.vault.waiting_drafts import WaitingDraft
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.safe_keeping import WAITING_LABEL


@dataclass(frozen=True, slots=True)
class HandedInResult:
    """What became of one draft; times on the hub's clock."""

    kept: bool
    kept_at: str
    since: str


@dataclass(frozen=True, slots=True)
class Lying:
    """One draft on a shelf: begun by its device's clock, kept by the hub's."""

    case: str
    note: str
    number: int
    begun: datetime
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class OtherShelf:
    """What lies at the hub from another computer of this person."""

    device: str
    name: str = field(repr=False)
    joined_at: datetime
    id: str
    slots: bytes = field(repr=False)
    drafts: tuple[Lying, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of drafts handed in, by note; `slots`: digest of the key slots that lie with them."""

    epoch: str
    slots: str
    results: Mapping[str, HandedInResult]


def handed_in(answer: JsonObject) -> HandedIn:
    """Read what became of drafts handed in. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"epoch": str(epoch), "slots": str(slots), "results": list(found)}:
            return HandedIn(epoch, slots, dict(_result(one) for one in found))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def shelves(answer: JsonObject) -> list[OtherShelf]:
    """Read what lies at the hub. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"epoch": str(), "shelves": list(found)}:
            return [_shelf(one) for one in found]
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def sealed(answer: JsonObject) -> tuple[int, bytes]:
    """Read one blob and the number the hub keeps it under. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"number": int(number), "sealed": str(text)}:
            return number, _bytes(text)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def waiting(answer: JsonObject, hub_key: bytes, user: str | None, epoch: str) -> list[WaitingDraft]:
    """Read others' old drafts as the hub signed them for this person. Refused: HUB_KEY_CHANGED, HUB_ANSWER_WRONG."""
    try:
        told = word(answer).read(WAITING_LABEL, hub_key)
    except FieldNotesError as problem:
        wrong_key = problem.code is Code.SIGNATURE_WRONG
        raise Refused(Code.HUB_KEY_CHANGED if wrong_key else Code.HUB_ANSWER_WRONG) from None
    if (told.get("user"), told.get("epoch")) != (user, epoch):
        raise Refused(Code.HUB_ANSWER_WRONG)
    match told:
        case {"drafts": list(found)}:
            return [_waiting(one) for one in found]
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _result(answer: Json) -> tuple[str, HandedInResult]:
    match answer:
        case {"note": str(note), "result": "kept" | "older" as result, "kept_at": str(at), "since": str(since)}:
            return note, HandedInResult(result == "kept", _moment(at).isoformat(), _moment(since).isoformat())
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _shelf(answer: Json) -> OtherShelf:
    match answer:
        case {
            "device": str(device), "name": str(name), "joined_at": str(joined), "shelf": str(name_of_shelf),
            "slots": str(slots), "drafts": list(found),
        }:  # fmt: skip
            drafts = tuple(_lying(one) for one in found)
            return OtherShelf(device, name, _moment(joined), name_of_shelf, _bytes(slots), drafts)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _lying(answer: Json) -> Lying:
    match answer:
        case {
            "case": str(case), "note": str(note), "number": int(number), "begun": str(begun), "kept_at": str(kept),
        }:  # fmt: skip
            return Lying(case, note, number, _moment(begun), _moment(kept))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _waiting(answer: Json) -> WaitingDraft:
    match answer:
        case {"case": str(case), "author": str(author), "since": str(since)}:
            return WaitingDraft(case, author, _moment(since).isoformat())
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
    if found.tzinfo is None:
        raise Refused(Code.HUB_ANSWER_WRONG)
    return found


def _bytes(text: str) -> bytes:
    try:
        return from_base64(text)
    except FieldNotesError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
