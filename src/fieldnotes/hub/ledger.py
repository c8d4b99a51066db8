"""Which cases were disposed of, told outside the database: so that a backup from before does not bring them back.

A ledger is the hub's own signed orders, ids and counts only. It lies in the hub's folder and beside every backup; a
restore reads all it can find and ends those cases again before anybody is served.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.hub.destroying import DISPOSED, destroy_case
from fieldnotes.hub.disposal_orders import orders
from fieldnotes.hub.disposal_tables import disposal
from fieldnotes.hub.ended import is_disposed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment_of
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.own_device import own_device
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import case_head, device_act, entry
from fieldnotes.wire.disposal_order import DisposalOrder
from fieldnotes.wire.entries import read
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.running_head import sign_receipt

LEDGER: Final = "disposals.json"
FORMAT: Final = "fieldnotes/disposals/1"


def write_ledger(hub: Hub, folder: Path) -> int:
    """Write down all disposals as the hub's orders; gives how many. Unavailable: CANNOT_WRITE, DISK_FULL."""
    with hub.database.reading() as connection:
        cases = list(connection.execute(select(disposal.c.case_id).order_by(disposal.c.at)).scalars())
        words: list[Json] = [word.to_json() for word in orders(hub, connection, cases)]
    content = {"format": FORMAT, "orders": words}
    write_atomically(folder / LEDGER, json.dumps(content, indent=1).encode() + b"\n")
    return len(words)


def read_ledgers(files: Iterable[Path], hub_public: bytes) -> dict[str, DisposalOrder]:
    """Read ledgers, by case; one of another hub, or that is none, tells nothing.

    The latest word about a case counts: the one after the most entries.
    """
    found: dict[str, DisposalOrder] = {}
    for path in files:
        for order in _orders_in(path, hub_public):
            before = found.get(order.case)
            if before is None or before.entries < order.entries:
                found[order.case] = order
    return found


def require_ledger(path: Path, hub_public: bytes) -> None:
    """Refuse a file that is no ledger of this hub. Refused: FILE_MISSING, WRONG_FILE."""
    if not path.is_file():
        raise Refused(Code.FILE_MISSING, file=path.name)
    try:
        about = json.loads(path.read_bytes())
        told = about["format"] == FORMAT and len(about["orders"]) == len(list(_orders_in(path, hub_public)))
    except (OSError, ValueError, TypeError, KeyError):
        told = False
    if not told:
        raise Refused(Code.WRONG_FILE, file=path.name, expected="a hub's file")


def end_again(hub: Hub, connection: Connection, found: Sequence[DisposalOrder]) -> list[str]:
    """End what was disposed of after a backup once more, just as it was; gives the cases. No device is asked anew."""
    known = is_disposed(connection, [order.case for order in found])
    again = [order for order in found if order.case not in known]
    for order in again:
        _end_again(hub, connection, order)
    return [order.case for order in again]


def _end_again(hub: Hub, connection: Connection, order: DisposalOrder) -> None:
    said, case = read(order.sealed.data), order.case
    destroy_case(connection, case)
    own_device(hub, connection, said.author, said.device)
    connection.execute(delete(device_act).where(device_act.c.entry_id == said.id))
    act = {"device": said.device, "dseq": said.dseq, "entry_id": said.id, "hash": order.sealed.hash}
    connection.execute(insert(device_act).values(act))
    at = moment_of(said.at)
    connection.execute(
        insert(entry).values(
            case_id=case, position=order.receipt.position, entry_id=said.id, hash=order.sealed.hash,
            kind=said.kind.value, note=None, author=said.author, device=said.device,
            data=CaseKeys(connection).seal(case, order.sealed.hash, order.sealed.data),
            signature=order.sealed.signature, log_head=order.receipt.log_head, received_at=at,
        )
    )  # fmt: skip
    receipt = sign_receipt(hub.key, hub.epoch, case, order.receipt.position, order.receipt.log_head)
    values = {"position": receipt.position, "log_head": receipt.log_head, "receipt": receipt.signature}
    if not connection.execute(update(case_head).where(case_head.c.case_id == case).values(values)).rowcount:
        connection.execute(insert(case_head).values(case_id=case, **values))
    connection.execute(
        insert(disposal).values(
            case_id=case, at=at, approved_by=said.author, rule=said.body["rule"],
            entries=said.body["entries"], attachments=said.body["attachments"],
        )
    )  # fmt: skip
    record(connection, hub.clock, DISPOSED, said.author, case, "again, after a restore")


def _orders_in(path: Path, hub_public: bytes) -> Iterable[DisposalOrder]:
    try:
        words = json.loads(path.read_bytes())["orders"]
    except (OSError, ValueError, TypeError, KeyError):
        return
    for one in words if isinstance(words, list) else []:
        try:
            yield DisposalOrder.read(Word.from_json(one), hub_public)
        except FieldNotesError:
            continue
