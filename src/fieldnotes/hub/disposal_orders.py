"""What devices are told of cases that were disposed of, and their receipts. Destroys nothing here.

The order goes to every device of everybody who could ever know the case, also one that joins later: it may be an old
profile made anew from a backup. One that has nothing of the case says so at once.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, exists, insert, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.devices import Device, find_device
from fieldnotes.hub.disposal_tables import disposal, disposal_receipt
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.own_device import NAME
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import case_head, case_member, device
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.disposal_order import DisposalOrder, receipt_holds
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.running_head import sign_receipt

AT_ONCE: Final = 100
"""How many orders one session brings; the next one brings the next."""


def orders_for(hub: Hub, connection: Connection, known: Device) -> list[Word]:
    """Give the signed orders a device has not obeyed yet, the oldest first."""
    obeyed = exists().where(disposal_receipt.c.case_id == disposal.c.case_id, disposal_receipt.c.device == known.id)
    wanted = (
        select(disposal.c.case_id)
        .join(case_member, case_member.c.case_id == disposal.c.case_id)
        .where(case_member.c.user_id == known.user, ~obeyed)
        .order_by(disposal.c.at, disposal.c.case_id)
        .limit(AT_ONCE)
    )
    return orders(hub, connection, list(connection.execute(wanted).scalars()))


def orders(hub: Hub, connection: Connection, cases: Sequence[str]) -> list[Word]:
    """Sign the orders for disposed cases, as their logs stand in this history."""
    if not cases:
        return []
    last = (entry_table.c.case_id == case_head.c.case_id) & (entry_table.c.position == case_head.c.position)
    rows = connection.execute(
        select(entry_table.c.hash, entry_table.c.data, entry_table.c.signature, case_head)
        .join(case_head, last)
        .where(case_head.c.case_id.in_(sorted(cases)))
    ).all()
    keys = CaseKeys(connection, cases)
    found = {}
    for row in rows:
        data = keys.open(row.case_id, row.hash, bytes(row.data))
        receipt = sign_receipt(hub.key, hub.epoch, row.case_id, row.position, row.log_head)
        found[row.case_id] = DisposalOrder(Sealed(data, row.hash, bytes(row.signature)), receipt).seal(hub.key)
    return [found[case] for case in cases if case in found]


def note_obeyed(hub: Hub, name: str, order: Word, signature: bytes) -> JsonObject:
    """Take a device's receipt that nothing of a case is left on it; the same again changes nothing: `{"case"}`.

    Raises:
        Refused: SIGNATURE_WRONG when the order is not ours, or the receipt not the device's.
    """
    try:
        case = DisposalOrder.read(order, hub.key.public).case
    except Refused:
        raise Refused(Code.SIGNATURE_WRONG) from None

    def job(connection: Connection) -> None:
        known = find_device(connection, name)
        if known is None or not receipt_holds(known.public_key, order, signature):
            raise Refused(Code.SIGNATURE_WRONG)
        mine = (disposal_receipt.c.case_id == case) & (disposal_receipt.c.device == name)
        if connection.execute(select(disposal_receipt.c.at).where(mine)).first() is None:
            values = {"case_id": case, "device": name, "at": moment(hub.clock), "signature": signature}
            connection.execute(insert(disposal_receipt).values(values))

    hub.database.write(job)
    return {"case": case}


def disposed_cases(hub: Hub) -> JsonObject:
    """List what was disposed of, newest first: `{"disposed": [row]}`.

    A row is `{"case", "at", "by", "rule", "entries", "attachments", "finished", "waiting": [device]}`; `waiting`:
    devices that have not said yet that nothing of it is left on them.
    """
    with hub.database.reading() as connection:
        rows = connection.execute(select(disposal).order_by(disposal.c.at.desc(), disposal.c.case_id)).all()
        waiting = _waiting(connection)
    found: list[Json] = [
        {
            "case": row.case_id, "at": row.at, "by": row.approved_by, "rule": row.rule, "entries": row.entries,
            "attachments": row.attachments, "finished": row.finished_at is not None,
            "waiting": waiting.get(row.case_id, []),
        }
        for row in rows
    ]  # fmt: skip
    return {"disposed": found}


def _waiting(connection: Connection) -> dict[str, list[Json]]:
    obeyed = exists().where(
        disposal_receipt.c.case_id == disposal.c.case_id, disposal_receipt.c.device == device.c.device_id
    )
    wanted = (
        select(disposal.c.case_id, device.c.device_id)
        .join(case_member, case_member.c.case_id == disposal.c.case_id)
        .join(device, device.c.user_id == case_member.c.user_id)
        .where(device.c.wiped_at.is_(None), device.c.name != NAME, ~obeyed)
        .order_by(disposal.c.case_id, device.c.device_id)
    )
    found: dict[str, list[Json]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.case_id, []).append(row.device_id)
    return found
