"""The hub's signed word about how far a case has come: kept, and never allowed to be taken back. Knows no entry."""

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.tables import IDENTITY, PROMISES, RECEIPTS
from fieldnotes.wire.running_head import Receipt


def keep_promise(connection: Connection, receipt: Receipt) -> None:
    """Check a receipt against everything the hub has signed before, and keep it if it goes further.

    Raises:
        Refused: HUB_KEY_CHANGED when it is by another key; HUB_ANSWER_WRONG when it is of another epoch;
            FEED_ROLLED_BACK with the case when it contradicts an earlier one.
    """
    me = connection.execute(select(IDENTITY.c.hub_key, IDENTITY.c.epoch)).one()
    if me.hub_key is None or not receipt.holds(me.hub_key):
        raise Refused(Code.HUB_KEY_CHANGED)
    if receipt.epoch != me.epoch:
        raise Refused(Code.HUB_ANSWER_WRONG)
    for table in (RECEIPTS, PROMISES):
        before = receipt_in(connection, table, receipt.case)
        if before is not None and before.position == receipt.position and before.log_head != receipt.log_head:
            raise Refused(Code.FEED_ROLLED_BACK, case=receipt.case)
    furthest = receipt_in(connection, PROMISES, receipt.case)
    if furthest is None or receipt.position > furthest.position:
        write_receipt(connection, PROMISES, receipt)


def receipt_in(connection: Connection, table: Table, case: str) -> Receipt | None:
    """Read a case's receipt from one of the two tables."""
    row = connection.execute(select(table).where(table.c.case_id == case)).one_or_none()
    if row is None:
        return None
    return Receipt(row.epoch, row.case_id, row.position, row.log_head, row.signature)


def write_receipt(connection: Connection, table: Table, receipt: Receipt) -> None:
    """Replace a case's receipt in one of the two tables."""
    row = {
        "case_id": receipt.case, "epoch": receipt.epoch, "position": receipt.position,
        "log_head": receipt.log_head, "signature": receipt.signature,
    }  # fmt: skip
    connection.execute(insert(table).values(row).on_conflict_do_update(index_elements=["case_id"], set_=row))
