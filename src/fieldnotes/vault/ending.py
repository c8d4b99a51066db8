"""A case that was disposed of by law leaves this computer at the hub's order, whoever worked with it.

Obeyed only when the order fits what the hub has signed before, and when nothing of the case waits to be handed in or
is being written: what somebody has begun they end themselves. Knows no hub and no law.
"""

from typing import Final

from sqlalchemy import Connection, delete, exists, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.promises import keep_promise, receipt_in
from fieldnotes.vault.purging import files_of, shred_files, take_away
from fieldnotes.vault.reference import LEFT, WAITING_THERE
from fieldnotes.vault.safe_keeping_tables import FETCHED_DRAFTS, KEPT_DRAFTS, WAITING_DRAFTS
from fieldnotes.vault.tables import DRAFTS, ENTRIES, OUTBOX, PROMISES, QUARANTINE, RECEIPTS, REFERENCE, TAKES
from fieldnotes.wire.disposal_order import DisposalOrder
from fieldnotes.wire.reference import ItemType

_ALSO: Final = (QUARANTINE, KEPT_DRAFTS, FETCHED_DRAFTS, WAITING_DRAFTS)
_THINGS: Final = (ItemType.CASE.value, LEFT, WAITING_THERE)


def end_case(vault: OpenVault, order: DisposalOrder, at: str) -> int | None:
    """Take a case away, in one transaction; then its files, and the write-ahead log is cut.

    Args:
        vault: the open profile.
        order: read with the pinned key.
        at: when, RFC 3339.

    Returns:
        How many entries were here; None when it must wait, for a draft, a recording, or what is not handed in.

    Raises:
        Refused: FEED_ROLLED_BACK when the hub has signed another past of the case; HUB_KEY_CHANGED,
            HUB_ANSWER_WRONG. Nothing is taken away.
    """
    with vault.writing() as connection:
        _check(connection, order)
        if _is_open(connection, order.case):
            return None
        files = files_of(connection, order.case)
        mine = select(ENTRIES.c.hash).where(ENTRIES.c.case_id == order.case)
        connection.execute(delete(OUTBOX).where(OUTBOX.c.hash.in_(mine)))
        entries = take_away(connection, order.case, at)
        for table in _ALSO:
            connection.execute(delete(table).where(table.c.case_id == order.case))
        connection.execute(delete(REFERENCE).where(REFERENCE.c.type.in_(_THINGS), REFERENCE.c.id == order.case))
        vault.log_owed = True
    vault.forget_decoded()
    shred_files(vault, files)
    vault.empty_log()
    return entries


def _check(connection: Connection, order: DisposalOrder) -> None:
    """The order ends just the chain the hub has told of before."""
    for table in (RECEIPTS, PROMISES):
        before = receipt_in(connection, table, order.case)
        if before is None or before.position < order.entries:
            continue
        fits = (before.position, before.log_head) in {
            (order.entries, order.root),
            (order.receipt.position, order.receipt.log_head),
        }
        if not fits:
            raise Refused(Code.FEED_ROLLED_BACK, case=order.case)
    keep_promise(connection, order.receipt)


def _is_open(connection: Connection, case: str) -> bool:
    waiting = select(OUTBOX.c.hash).join(ENTRIES, ENTRIES.c.hash == OUTBOX.c.hash).where(ENTRIES.c.case_id == case)
    open_things = (
        waiting.exists(),
        exists().where(DRAFTS.c.case_id == case),
        exists().where(TAKES.c.case_id == case, TAKES.c.destroyed_at.is_(None)),
    )
    return any(connection.execute(select(thing)).scalar_one() for thing in open_things)
