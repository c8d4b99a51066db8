"""Sessions: a device proves its key over a nonce, shows its last exchange token, and may talk for ten minutes.

The exchange token is how a copied disk shows at its first contact. A new token is *offered* with the answer and
becomes the one to show once the device uses the session it came with; until then the old one still holds, so
an answer lost on the way makes no clone. Any other token is a copy speaking: the device must join again. A device
has one session at a time, so the one that lost a race asks again at once and shows what it is. After a restore the hub
cannot know the tokens it gave since the backup: the first one a device shows in a new epoch is taken as it is.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.devices import Device, find_device
from fieldnotes.hub.disposal_orders import orders_for
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.reference import version
from fieldnotes.hub.secret_text import kept, new_token
from fieldnotes.hub.tables import device, nonce, session
from fieldnotes.hub.wiping import order_for
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.keys import signature_holds
from fieldnotes.wire.messages import SESSION_LABEL, SessionAnswer, SessionRequest

VALID = timedelta(minutes=10)
NONCE_VALID = timedelta(minutes=1)
_NONCE_LABEL = b"fieldnotes/nonce/1"
_MOMENT_BYTES, _RANDOM_BYTES, _MARK_BYTES = 8, 8, 16
_CLOCKS_DIFFER = timedelta(seconds=5)
"""How much several hub processes' clocks may differ."""
_IS_OPEN = (session.c.token_hash == bindparam("token")) & (session.c.expires_at > bindparam("now"))
_OPEN = select(session.c.device_id).where(_IS_OPEN)
_WHOSE = (
    select(
        session.c.offered_hash,
        device.c.device_id,
        device.c.user_id,
        device.c.revoked_at,
        device.c.offered_hash.label("waiting"),
    )
    .join(device, device.c.device_id == session.c.device_id)
    .where(_IS_OPEN)
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose session a request came in."""

    device: str
    user: str
    revoked: bool


def new_nonce(hub: Hub, device_id: str) -> str:
    """Give a nonce, base64, good once and for a minute, for this device.

    The hub writes nothing down before it is used: it says itself when it was given, under the hub's mark.
    """
    drawn = _milliseconds(hub).to_bytes(_MOMENT_BYTES) + secrets.token_bytes(_RANDOM_BYTES)
    return to_base64(drawn + _mark_of(hub, device_id, drawn))


def open_session(hub: Hub, request: SessionRequest) -> SessionAnswer:
    """Open a session for a device that proves its key.

    Raises:
        Refused: UNKNOWN_DEVICE; SIGNATURE_WRONG (also for a nonce that was used or is too old); DEVICE_CLONED.
    """
    outcome = hub.database.write(lambda connection: _open(hub, connection, request))
    if isinstance(outcome, Code):
        raise Refused(outcome, device=request["device"])
    return outcome


def _open(hub: Hub, connection: Connection, request: SessionRequest) -> SessionAnswer | Code:
    """Returns the code of a refusal rather than raising it, so that a clone's mark is committed."""
    mine = device.c.device_id == request["device"]
    connection.execute(update(device).where(mine).values(name=device.c.name))  # one at a time per device
    known = find_device(connection, request["device"])
    if known is None:
        return Code.UNKNOWN_DEVICE
    if not _nonce_spent(hub, connection, request) or not _proved(known, request):
        return Code.SIGNATURE_WRONG
    shown = None if request["exchange_token"] is None else kept(request["exchange_token"])
    if known.revoked_at is None:  # one that is may only hand in, to quarantine: a copy of it must not lose its acts
        if known.cloned_at is not None:
            return Code.DEVICE_CLONED
        if not _is_next(hub, known, shown):
            _mark_cloned(hub, connection, known)
            return Code.DEVICE_CLONED
    return _begin(hub, connection, known, shown)


def _is_next(hub: Hub, known: Device, shown: str | None) -> bool:
    """Tell whether a device shows the token it was given last, or one out of a history before a restore."""
    arrived = shown is not None and shown == known.offered_hash
    of_another_past = known.token_epoch not in (None, hub.epoch)
    return arrived or shown == known.exchange_hash or of_another_past


def _begin(hub: Hub, connection: Connection, known: Device, shown: str | None) -> SessionAnswer:
    token, offered = new_token(), new_token()
    now = moment(hub.clock)
    ended = (session.c.expires_at <= now) | (session.c.device_id == known.id)
    connection.execute(delete(session).where(ended))
    connection.execute(
        update(device)
        .where(device.c.device_id == known.id)
        .values(exchange_hash=shown, offered_hash=kept(offered), token_epoch=hub.epoch, seen_at=now)
    )
    connection.execute(
        insert(session).values(
            token_hash=kept(token),
            device_id=known.id,
            offered_hash=kept(offered),
            expires_at=moment(hub.clock, VALID),
        )
    )
    answer = SessionAnswer(
        token=token,
        exchange_token=offered,
        expires_in=int(VALID.total_seconds()),
        epoch=hub.epoch,
        version=version(connection),
        time=now,
        revoked=known.revoked_at is not None,
    )
    if orders := orders_for(hub, connection, known):
        answer["dispose"] = [order.to_json() for order in orders]
    order = order_for(hub, known)
    return answer if order is None else SessionAnswer(**answer, wipe=order.to_json())


def is_open(hub: Hub, token: str) -> bool:
    """Tell whether a bearer token is a session's; using it is `caller`'s affair."""
    with hub.database.reading() as connection:
        return connection.execute(_OPEN, {"token": kept(token), "now": moment(hub.clock)}).first() is not None


def caller(hub: Hub, token: str) -> Caller:
    """Tell whose session a bearer token is; its first use shows that the offered exchange token arrived.

    Raises:
        Refused: SESSION_EXPIRED.
    """
    with hub.database.reading() as connection:
        row = connection.execute(_WHOSE, {"token": kept(token), "now": moment(hub.clock)}).one_or_none()
    if row is None:
        raise Refused(Code.SESSION_EXPIRED)
    if row.waiting == row.offered_hash:
        hub.database.write(lambda connection: _arrived(connection, row.device_id, row.offered_hash))
    return Caller(row.device_id, row.user_id, revoked=row.revoked_at is not None)


def _arrived(connection: Connection, device_id: str, offered: str) -> None:
    connection.execute(
        update(device)
        .where(device.c.device_id == device_id, device.c.offered_hash == offered)
        .values(exchange_hash=offered, offered_hash=None)
    )


def _nonce_spent(hub: Hub, connection: Connection, request: SessionRequest) -> bool:
    """Spend a nonce of ours for this device, whose row is locked; False when it is none, too old, or was spent."""
    if not _is_fresh(hub, request):
        return False
    mine = kept(to_base64(from_base64(request["nonce"])))  # in its one spelling: base64 has others for the same bytes
    connection.execute(delete(nonce).where(nonce.c.expires_at <= moment(hub.clock)))
    if connection.execute(select(nonce.c.device_id).where(nonce.c.nonce_hash == mine)).first() is not None:
        return False
    until = moment(hub.clock, NONCE_VALID + _CLOCKS_DIFFER)
    connection.execute(insert(nonce).values(nonce_hash=mine, device_id=request["device"], expires_at=until))
    return True


def _is_fresh(hub: Hub, request: SessionRequest) -> bool:
    """Tell whether the hub gave this nonce, to this device and within the minute."""
    try:
        data = from_base64(request["nonce"])
    except Refused:
        return False
    drawn, mark = data[:-_MARK_BYTES], data[-_MARK_BYTES:]
    if len(drawn) != _MOMENT_BYTES + _RANDOM_BYTES:
        return False
    age = timedelta(milliseconds=_milliseconds(hub) - int.from_bytes(drawn[:_MOMENT_BYTES]))
    return -_CLOCKS_DIFFER < age < NONCE_VALID and compare_digest(mark, _mark_of(hub, request["device"], drawn))


def _mark_of(hub: Hub, device_id: str, drawn: bytes) -> bytes:
    """What only this hub's key makes of a nonce and a device: part of the hash of a signature nobody is shown."""
    return hashlib.sha256(hub.key.sign(_NONCE_LABEL, drawn + device_id.encode())).digest()[:_MARK_BYTES]


def _milliseconds(hub: Hub) -> int:
    return int(hub.clock.now().timestamp() * 1000)


def _proved(known: Device, request: SessionRequest) -> bool:
    message = from_base64(request["nonce"]) + known.id.encode("utf-8")
    return signature_holds(known.public_key, SESSION_LABEL, message, from_base64(request["signature"]))


def _mark_cloned(hub: Hub, connection: Connection, known: Device) -> None:
    connection.execute(delete(session).where(session.c.device_id == known.id))
    connection.execute(update(device).where(device.c.device_id == known.id).values(cloned_at=moment(hub.clock)))
