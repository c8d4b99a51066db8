"""A case's content taken out of the hub's tables; what stays says only that it was there. Decides nothing."""

from typing import Final

from sqlalchemy import Connection, delete, select, update

from fieldnotes.hub.disposal_tables import case_key
from fieldnotes.hub.tables import (
    attachment,
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
    for table in (entry, quarantine, attachment, kept_draft, case_key):
        connection.execute(delete(table).where(table.c.case_id == case))
    thing = (reference_item.c.type == ItemType.CASE.value) & (reference_item.c.id == case)
    connection.execute(update(reference_version).values(version=reference_version.c.version + 1))
    now = connection.execute(select(reference_version.c.version)).scalar_one()
    connection.execute(delete(reference_item).where(thing))
    members = update(case_member).where(case_member.c.case_id == case)
    connection.execute(members.values(assigned=False, supervises=False, changed=now))
