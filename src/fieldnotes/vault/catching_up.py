"""Moving a case's cursor over what this device itself handed in: what we hold need not come back to us.

Between push and pull. Only a gap-free run of entries held here whose recomputed head is the one the hub signed moves
the cursor; anything else is left to the pull. Knows no network.
"""

from sqlalchemy import Connection, select

from fieldnotes.domain.entry import Where
from fieldnotes.vault.promises import receipt_in, write_receipt
from fieldnotes.vault.tables import ENTRIES, RECEIPTS
from fieldnotes.wire.running_head import START, Receipt, head_after


def catch_up(connection: Connection, receipt: Receipt) -> None:
    """Move the case's cursor to a receipt that has been checked, if all that leads there lies here."""
    cursor = receipt_in(connection, RECEIPTS, receipt.case)
    position, head = (cursor.position, cursor.log_head) if cursor else (0, START)
    held = connection.execute(
        select(ENTRIES.c.position, ENTRIES.c.hash)
        .where(
            ENTRIES.c.case_id == receipt.case,
            ENTRIES.c.where_it_is == Where.RECEIVED,
            ENTRIES.c.position > position,
            ENTRIES.c.position <= receipt.position,
        )
        .order_by(ENTRIES.c.position)
    ).all()
    unbroken = [row.position for row in held] == list(range(position + 1, receipt.position + 1))
    if held and unbroken and head_after(head, (row.hash for row in held)) == receipt.log_head:
        write_receipt(connection, RECEIPTS, receipt)
