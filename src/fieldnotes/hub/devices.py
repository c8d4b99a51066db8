"""The devices the hub knows: whose they are, their keys, and whether they were revoked or cloned."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import publish
from fieldnotes.hub.tables import device, session
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.reference import Item, ItemType

_ONE = select(device).where(device.c.device_id == bindparam("name"))
_SOME = select(device).where(device.c.device_id.in_(bindparam("names", expanding=True)))


@dataclass(frozen=True, slots=True)
class Device:
    """One device; moments are RFC 3339 or None."""

    id: str
    user: str
    public_key: bytes = field(repr=False)
    name: str = field(repr=False)
    joined_at: str
    certificate: Word = field(repr=False)
    revoked_at: str | None
    cloned_at: str | None
    exchange_hash: str | None = field(repr=False)
    offered_hash: str | None = field(repr=False)
    wipe_ordered_at: str | None = None
    wiped_at: str | None = None
    token_epoch: str | None = None

    def as_item(self) -> Item:
        """What everybody may know about a device: the hub's word for it, and that it was revoked."""
        value: JsonObject = {
            "certificate": self.certificate.to_json(),
            "device": self.id,
            "revoked_at": self.revoked_at,
            "user": self.user,
        }
        return Item(ItemType.DEVICE, self.id, value)


def find_device(connection: Connection, name: str) -> Device | None:
    """Look up one device."""
    row = connection.execute(_ONE, {"name": name}).one_or_none()
    return None if row is None else _device(row)


def find_devices(connection: Connection, names: Collection[str]) -> dict[str, Device]:
    """Look up several devices, by id."""
    rows = connection.execute(_SOME, {"names": sorted(set(names))})
    return {row.device_id: _device(row) for row in rows}


def all_devices(connection: Connection) -> list[Device]:
    """Every device there ever was, in the order they joined."""
    return [_device(row) for row in connection.execute(select(device).order_by(device.c.joined_at))]


def revoke(hub: Hub, name: str, wipe: bool = False, who: str | None = None) -> JsonObject:  # noqa: FBT001, FBT002 - called by name from the command line's list
    """Withdraw a device's access: its sessions end, what it still hands in goes to quarantine.

    Args:
        hub: the open hub.
        name: the device.
        wipe: order it to destroy its keys once it has handed in what it has; a later call may add the order.
        who: the operator, as named.

    Returns:
        `{"device", "user", "revoked_at", "wipe_ordered_at", "wiped_at"}`; doing it twice keeps the first moments.

    Raises:
        Refused: UNKNOWN_DEVICE.
    """

    def job(connection: Connection) -> Device:
        now = moment(hub.clock)
        connection.execute(
            update(device).where(device.c.device_id == name, device.c.revoked_at.is_(None)).values(revoked_at=now)
        )
        if wipe:
            unordered = (device.c.device_id == name) & device.c.wipe_ordered_at.is_(None)
            connection.execute(update(device).where(unordered).values(wipe_ordered_at=now))
        connection.execute(delete(session).where(session.c.device_id == name))
        found = find_device(connection, name)
        if found is None:
            raise Refused(Code.UNKNOWN_DEVICE, device=name)
        record(connection, hub.clock, "wipe_ordered" if wipe else "device_revoked", who, name)
        publish(hub, connection, [found.as_item()])
        return found

    found = hub.database.write(job)
    return {
        "device": found.id, "user": found.user, "revoked_at": found.revoked_at,
        "wipe_ordered_at": found.wipe_ordered_at, "wiped_at": found.wiped_at,
    }  # fmt: skip


def _device(row: Row[tuple[object, ...]]) -> Device:
    return Device(
        id=row.device_id,
        user=row.user_id,
        public_key=bytes(row.public_key),
        name=row.name,
        joined_at=row.joined_at,
        certificate=Word(bytes(row.certificate), bytes(row.certificate_signature)),
        revoked_at=row.revoked_at,
        cloned_at=row.cloned_at,
        exchange_hash=row.exchange_hash,
        offered_hash=row.offered_hash,
        wipe_ordered_at=row.wipe_ordered_at,
        wiped_at=row.wiped_at,
        token_epoch=row.token_epoch,
    )
