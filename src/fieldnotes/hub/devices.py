"""The devices the hub knows: whose they are, their keys, and whether they were revoked or cloned."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, delete, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.reference import publish
from fieldnotes.hub.tables import device, session
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.reference import Item, ItemType


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
    row = connection.execute(select(device).where(device.c.device_id == name)).one_or_none()
    return None if row is None else _device(row)


def find_devices(connection: Connection, names: Collection[str]) -> dict[str, Device]:
    """Look up several devices, by id."""
    rows = connection.execute(select(device).where(device.c.device_id.in_(sorted(set(names)))))
    return {row.device_id: _device(row) for row in rows}


def all_devices(connection: Connection) -> list[Device]:
    """Every device there ever was, in the order they joined."""
    return [_device(row) for row in connection.execute(select(device).order_by(device.c.joined_at))]


def revoke(hub: Hub, name: str) -> JsonObject:
    """Withdraw a device's access: its sessions end, what it still hands in goes to quarantine.

    Returns:
        `{"device", "user", "revoked_at"}`; revoking twice keeps the first moment.

    Raises:
        Refused: UNKNOWN_DEVICE.
    """

    def job(connection: Connection) -> Device:
        now = moment(hub.clock)
        connection.execute(
            update(device).where(device.c.device_id == name, device.c.revoked_at.is_(None)).values(revoked_at=now)
        )
        connection.execute(delete(session).where(session.c.device_id == name))
        found = find_device(connection, name)
        if found is None:
            raise Refused(Code.UNKNOWN_DEVICE, device=name)
        publish(hub, connection, [found.as_item()])
        return found

    found = hub.database.write(job)
    return {"device": found.id, "user": found.user, "revoked_at": found.revoked_at}


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
    )
