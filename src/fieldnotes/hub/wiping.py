"""The end of a device: the order to wipe goes out with its session, the receipt it gives comes back. Knows no entry."""

from sqlalchemy import Connection, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.devices import Device, find_device
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.tables import device
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.wipe_order import WipeOrder, receipt_holds


def order_for(hub: Hub, known: Device) -> Word | None:
    """Give the signed order for a device that is to be wiped; None for any other."""
    if known.wipe_ordered_at is None:
        return None
    return WipeOrder(known.id, hub.epoch, known.wipe_ordered_at).seal(hub.key)


def note_wiped(hub: Hub, name: str, order: Word, signature: bytes) -> JsonObject:
    """Note that a device has handed in everything and destroys its keys: `{"device", "wiped_at"}`.

    Its own receipt proves it; the same receipt again changes nothing.

    Raises:
        Refused: SIGNATURE_WRONG when the order is not ours and this device's, or the receipt is not the device's.
    """

    def job(connection: Connection) -> Device:
        known = find_device(connection, name)
        if known is None or known.wipe_ordered_at is None or not _is_proven(hub, known, order, signature):
            raise Refused(Code.SIGNATURE_WRONG)
        if known.wiped_at is None:
            mine = update(device).where(device.c.device_id == name)
            connection.execute(mine.values(wiped_at=moment(hub.clock)))
            record(connection, hub.clock, "device_wiped", None, name)
        return find_device(connection, name) or known

    found = hub.database.write(job)
    return {"device": found.id, "wiped_at": found.wiped_at}


def _is_proven(hub: Hub, known: Device, order: Word, signature: bytes) -> bool:
    named = WipeOrder.read(order, hub.key.public).device
    return named == known.id and receipt_holds(known.public_key, order, signature)
