"""The hub's JSON answers, read strictly: what is not there, or of another type, is no answer. Knows no transport."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.messages import PROTOCOL, PushResult
from fieldnotes.wire.running_head import Receipt


@dataclass(frozen=True, slots=True)
class Greeting:
    """What `hello` says that we act on; `hub_key` is 32 bytes."""

    hub_key: bytes = field(repr=False)
    epoch: str


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


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a push."""

    epoch: str
    results: tuple[PushResult, ...]
    receipts: tuple[Receipt, ...]


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
        Refused: VERSION_UNSUPPORTED when the hub does not speak protocol 1; HUB_ANSWER_WRONG.
    """
    match answer:
        case {"protocol": [int(least), int(most)], "epoch": str(epoch), "hub_key": str(key)}:
            if not least <= PROTOCOL <= most:
                raise Refused(Code.VERSION_UNSUPPORTED)
            return Greeting(_bytes(key), epoch)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


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
        case {"token": str(token), "exchange_token": str(shown), "epoch": str(epoch)}:
            return Opened(token, shown, epoch)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def pushed(answer: JsonObject) -> Pushed:
    """Read the answer of `push`. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"epoch": str(epoch), "results": list(results), "receipts": list(found)}:
            return Pushed(epoch, tuple(_result(r) for r in results), tuple(receipt(r) for r in found))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def heads(answer: JsonObject) -> tuple[str, tuple[Receipt, ...]]:
    """Read the answer of `heads`: epoch and receipts. Refused: HUB_ANSWER_WRONG."""
    match answer:
        case {"epoch": str(epoch), "cases": list(found)}:
            return epoch, tuple(receipt(r) for r in found)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


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


def _result(answer: Json) -> PushResult:
    match answer:
        case {"id": str(name), "hash": str(digest), "result": "stored", "position": int(position)}:
            return PushResult(id=name, hash=digest, result="stored", position=position)
        case {"id": str(name), "hash": str(digest), "result": "quarantined", "reason": str(reason)}:
            return PushResult(id=name, hash=digest, result="quarantined", reason=reason)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _page(answer: Json) -> Page:
    match answer:
        case {"case": str(case), "after": int(after), "count": int(count), "receipt": found}:
            return Page(case, after, count, receipt(found))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)
