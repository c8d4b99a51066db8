"""The bytes of attachments, after all text: one piece in one request, so that a cut costs one piece.

Which pieces are there is asked of who has them, never remembered; new text that waits goes before the next piece.
On a network that costs by the byte everything here waits. Opens no file and knows no case.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import attachment_transfer as transfer
from fieldnotes.vault.attachment_transfer import Arrival
from fieldnotes.vault.attachments import Attachment, key_of
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.attachments import PATH
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.sealed_container import KEY_BYTES

_THIS_FILE_ONLY: Final = frozenset({
    Code.REQUEST_WRONG, Code.BYTES_WRONG, Code.NOT_ASSIGNED, Code.NOT_FOUND, Code.ATTACHMENT_GONE,
    Code.ATTACHMENT_DAMAGED, Code.ATTACHMENT_ELSEWHERE, Code.TOO_LARGE,
})  # fmt: skip
"""What one file is refused for holds up no other."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many files went to the hub whole, came from it whole, and still wait."""

    sent: int = 0
    fetched: int = 0
    waiting: int = 0


def exchange(
    vault: OpenVault,
    session: HubSession,
    now: Callable[[], str],
    between: Callable[[], None],
    *,
    bytes_wait: bool = False,
    asked: Collection[str] = (),
) -> Moved:
    """Send what the hub lacks, fetch what belongs here.

    Args:
        vault: the open profile.
        session: where the entries have been exchanged already.
        now: the hub's time, RFC 3339.
        between: called before each piece; sends text that came meanwhile, and raises when the person says stop.
        bytes_wait: the network costs by the byte; only files asked for by id are moved.
        asked: ids to fetch whatever the rule says.

    Raises:
        Unavailable: HUB_UNREACHABLE and CANCELLED; the next exchange goes on where this one stopped.
    """
    sent = fetched = 0
    if not bytes_wait:
        sent = sum(_send(vault, session, one, between) for one in transfer.to_send(vault, session.epoch))
    for one in transfer.to_fetch(vault, asked):
        if not bytes_wait or one.id in asked:
            fetched += fetch(vault, session, one, now, between)
    return Moved(sent, fetched, transfer.waiting(vault).files)


def hand_in(vault: OpenVault, session: HubSession, between: Callable[[], None]) -> None:
    """Send what the hub lacks and takes; this alone is open to a revoked device. Raises as `exchange`."""
    for one in transfer.to_send(vault, session.epoch):
        _send(vault, session, one, between)


def fetch(
    vault: OpenVault, session: HubSession, one: Attachment, now: Callable[[], str], between: Callable[[], None]
) -> bool:
    """Fetch the bytes of one file, as far as the hub has them; give whether it is whole here."""
    try:
        return _fetch(vault, session, one, between)
    except Refused as problem:
        if problem.code is Code.ATTACHMENT_GONE:
            transfer.note_gone(vault, one, now())
        elif problem.code not in _THIS_FILE_ONLY:
            raise
        return False


def _send(vault: OpenVault, session: HubSession, one: Attachment, between: Callable[[], None]) -> bool:
    try:
        return _send_pieces(vault, session, one, between)
    except FieldNotesError as problem:
        if problem.code not in _THIS_FILE_ONLY:
            raise
        if problem.code is Code.ATTACHMENT_GONE:  # destroyed there by order; not offered again
            transfer.note_sent(vault, one, len(one.pieces), session.epoch)
        return False


def _send_pieces(vault: OpenVault, session: HubSession, one: Attachment, between: Callable[[], None]) -> bool:
    between()
    key = to_base64(key_of(vault, one.id))
    answer = session.post(_path(one), {"chunks": len(one.pieces), "key": key})
    held = _held(session, answer, one)
    for number in range(len(one.pieces)):
        if number in held:
            continue
        between()
        session.put_bytes(f"{_path(one)}/{number}", transfer.read_piece(vault, one, number))
    transfer.note_sent(vault, one, len(one.pieces), session.epoch)
    return True


def _fetch(vault: OpenVault, session: HubSession, one: Attachment, between: Callable[[], None]) -> bool:
    between()
    answer = session.get(_path(one))
    held = _held(session, answer, one)
    arrival = Arrival(vault, one)
    while arrival.pieces < len(one.pieces):
        if arrival.pieces not in held:
            return False
        between()
        piece = session.get_bytes(f"{_path(one)}/{arrival.pieces}")
        if not _taken(arrival, piece):
            return False
    arrival.finish(_key(answer), session.epoch)
    return True


def _taken(arrival: Arrival, piece: bytes) -> bool:
    """Add a piece; one that is not what the record names is left, and the rest of the exchange goes on."""
    try:
        arrival.take(piece)
    except Unavailable:
        raise
    except Refused:
        return False
    return True


def _held(session: HubSession, answer: JsonObject, one: Attachment) -> frozenset[int]:
    match answer:
        case {"epoch": str(epoch), "held": list(held)}:
            session.check_epoch(epoch)
            return frozenset(_number(number, one) for number in held)
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


def _number(value: Json, one: Attachment) -> int:
    if type(value) is not int or not 0 <= value < len(one.pieces):
        raise Refused(Code.HUB_ANSWER_WRONG)
    return value


def _key(answer: JsonObject) -> bytes:
    try:
        key = from_base64(answer.get("key"))
    except FieldNotesError:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
    if len(key) != KEY_BYTES:
        raise Refused(Code.HUB_ANSWER_WRONG)
    return key


def _path(one: Attachment) -> str:
    return f"{PATH}/{quote(one.case, safe='')}/{one.id}"
