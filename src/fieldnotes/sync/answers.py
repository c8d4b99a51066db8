"""The hub's JSON answers, read strictly: what is not there, or of another type, is no answer. Knows no transport."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.messages import PROTOCOL, PushResult
from fieldnotes.wire.running_head import Receipt

_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Greeting:
    """What `hello` says that we act on; `hub_key` is 32 bytes."""

    hub_key: bytes = field(repr=False)
    epoch: str
    backed_up_to: str | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What `enrol` says about this device and its person."""

    certificate: Word
    user: str
    user_name: str = field(repr=False)
    role: str
    unit: str
    epoch: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A session: bearer token, the token to show next time, and where the hub stands."""

    token: str = field(repr=False)
    exchange_token: str = field(repr=False)
    epoch: str
    time: datetime
    revoked: bool
    wipe: Word | None
    ended: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a push."""

    epoch: str
    results: tuple[PushResult, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the hub has of what it was asked about, as after a push, and the hashes of what it lacks."""

    there: Pushed
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a pull answer: `count` entries of a case after a position, and the receipt at the last."""

    case: str
    after: int
    count: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Pulled:
    """The head of a pull answer."""

    epoch: str
    more: bool
    pages: tuple[Page, ...]


def greeting(answer: JsonObject) -> Greeting:
    """Read `hello`.

    Raises:
        Refused: PROGRAM_TOO_OLD or HUB_TOO_OLD when the hub does not speak our protocol; HUB_ANSWER_WRONG.
    """
    match answer:
        case {"protocol": [int(least), int(most)], "epoch": str(epoch), "hub_key": str(key)}:
            if (problem := who_is_too_old(least, most)) is not None:
                raise problem
            backed_up_to = answer.get("backed_up_to")
            return Greeting(_bytes(key), epoch, None if backed_up_to is None else _moment(backed_up_to).isoformat())
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def who_is_too_old(least: int, most: int) -> Refused | None:
    """Say which side has to be updated when the hub speaks these protocols; None when it speaks ours."""
    if least > PROTOCOL:
        return Refused(Code.PROGRAM_TOO_OLD, spoken=PROTOCOL, needed=least)
    if most < PROTOCOL:
        return Refused(Code.HUB_TOO_OLD, spoken=PROTOCOL, needed=most)
    return None


def enrolled(answer: JsonObject) -> Enrolled:
    """Read the answer of `enrol`. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"user": str(user), "user_name": str(name), "role": str(role), "unit": str(unit), "epoch": str(epoch)}:
            return Enrolled(word(answer.get("certificate")), user, name, role, unit, epoch)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def nonce(answer: JsonObject) -> tuple[str, bytes]:
    """Read a nonce: as it came, and its bytes. Refused: HUB_ANSWER_WRONG."""
    found = answer.get("nonce")
    return str(found), _bytes(found)


def opened(answer: JsonObject) -> Opened:
    """Read the answer of `session`. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {
            "token": str(token), "exchange_token": str(shown), "epoch": str(epoch), "time": at, "revoked": bool(revoked)
        }:  # fmt: skip
            order = answer.get("wipe")
            ended = answer.get("dispose")
            words = tuple(word(one) for one in ended) if isinstance(ended, list) else ()
            return Opened(token, shown, epoch, _moment(at), revoked, None if order is None else word(order), words)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def pushed(answer: JsonObject) -> Pushed:
    """Read the answer of `push`. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"epoch": str(epoch), "results": list(results), "receipts": list(found)}:
            return Pushed(epoch, tuple(_result(r) for r in results), tuple(receipt(r) for r in found))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def lacking(answer: JsonObject) -> Lacking:
    """Read the answer of `lacking`. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"lacking": [*hashes]} if all(isinstance(one, str) and _HASH.fullmatch(one) for one in hashes):
            return Lacking(pushed(answer), tuple(str(one) for one in hashes))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def heads(answer: JsonObject) -> tuple[str, tuple[Receipt, ...]]:
    """Read the answer of `heads`: epoch and receipts. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"epoch": str(epoch), "cases": list(found)}:
            return epoch, tuple(receipt(r) for r in found)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def waiting_there(answer: JsonObject) -> dict[str, JsonObject]:
    """Read what the answer of `heads` says waits in cases that stay at the hub. Refused: HUB_ANSWER_WRONG."""
    found: dict[str, JsonObject] = {}
    rows = answer.get("waiting", [])
    for row in rows if isinstance(rows, list) else []:
        match row:
            case {"case": str(case), "notes": int(notes), "since": str(since)}:
                found[case] = {"notes": notes, "since": _moment(since).isoformat()}
            case _:
                raise Refused(Code.HUB_ANSWER_WRONG)
    return found


def pulled(head: JsonObject) -> Pulled:
    """Read the head of a pull answer. Refused: HUB_ANSWER_WRONG."""
    match head:
        case {"epoch": str(epoch), "more": bool(more), "pages": list(pages)}:
            return Pulled(epoch, more, tuple(_page(p) for p in pages))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def receipt(answer: Json) -> Receipt:
    """Read a receipt; its signature is the vault's to check. Refused: HUB_ANSWER_WRONG."""
    if not isinstance(answer, Mapping):
        raise Refused(Code.HUB_ANSWER_WRONG)
    try:
        return Receipt.from_json(answer)
    except FieldNotesError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None


def word(answer: Json) -> Word:
    """Read something the hub signed; the signature is checked where the key is. Refused: HUB_ANSWER_WRONG."""
    try:
        return Word.from_json(answer)
    except FieldNotesError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None


def _bytes(text: Json) -> bytes:
    try:
        return from_base64(text)
    except FieldNotesError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None


def _moment(text: Json) -> datetime:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
    if found.tzinfo is None:
        raise Refused(Code.HUB_ANSWER_WRONG)
    return found


def _result(answer: Json) -> PushResult:
    match answer:
        case {"id": str(name), "hash": str(digest), "result": "stored", "position": int(position)}:
            return PushResult(id=name, hash=digest, result="stored", position=position)
        case {"id": str(name), "hash": str(digest), "result": "quarantined", "reason": str(reason)}:
            found = PushResult(id=name, hash=digest, result="quarantined", reason=reason)
            match answer:
                case {"refused_at": str(at), "refused_by": str(by)}:
                    return PushResult(**found, refused_at=at, refused_by=by)
            return found
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _page(answer: Json) -> Page:
    match answer:
        case {"case": str(case), "after": int(after), "count": int(count), "receipt": found}:
            return Page(case, after, count, receipt(found))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)
