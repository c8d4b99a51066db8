"""A case's content taken out of the hub's tables; what stays says only that it was there. Decides nothing."""

from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.hub.delivery_tables import delivery, delivery_seen
from fieldnotes.hub.disposal_tables import case_key
from fieldnotes.hub.tables import (
    attachment,
    attachment_chunk,
    case_member,
    entry,
    kept_draft,
    quarantine,
    reference_item,
    reference_version,
)
from fieldnotes.wire.reference import ItemType

DISPOSED: Final = "case_disposed"
"""In the operator's log."""


def destroy_case(connection: Connection, case: str) -> None:
    """Take everything of a case out of the tables but its counter row, and where its files lie until those are gone."""
    _note_every_piece(connection, case)
    for table in (entry, quarantine, attachment, kept_draft, case_key, delivery, delivery_seen):
        connection.execute(delete(table).where(table.c.case_id == case))
    thing = (reference_item.c.type == ItemType.CASE.value) & (reference_item.c.id == case)
    connection.execute(update(reference_version).values(version=reference_version.c.version + 1))
    now = connection.execute(select(reference_version.c.version)).scalar_one()
    connection.execute(delete(reference_item).where(thing))
    members = update(case_member).where(case_member.c.case_id == case)
    connection.execute(members.values(assigned=False, supervises=False, changed=now))


def _note_every_piece(connection: Connection, case: str) -> None:
    """Note as here every piece that may lie among the blobs: a kill may have come between the bytes and their row."""
    noted = select(attachment_chunk.c.attachment_id, attachment_chunk.c.number)
    there = {tuple(row) for row in connection.execute(noted.where(attachment_chunk.c.case_id == case))}
    begun = select(attachment.c.attachment_id, attachment.c.chunks, attachment.c.begun_at)
    rows = [
        {
            "case_id": case, "attachment_id": row.attachment_id, "number": number,
            "hash": "", "size": 0, "received_at": row.begun_at,
        }
        for row in connection.execute(begun.where(attachment.c.case_id == case)).all()
        for number in range(row.chunks)
        if (row.attachment_id, number) not in there
    ]  # fmt: skip
    if rows:
        connection.execute(insert(attachment_chunk), rows)
