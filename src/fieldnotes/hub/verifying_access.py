"""Whether the access log each device has handed in hangs together: no row missing, none changed. Changes nothing."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from fieldnotes.hub.access_keeping import begins_at
from fieldnotes.hub.tables import access_row
from fieldnotes.wire.access_chain import START, link


def access_faults(connection: Connection) -> Iterator[str]:
    """Name each device whose rows have a gap (`access gap`) or a broken link (`access chain`), at the row's number."""
    device, number, before, begun = "", 0, START, begins_at(connection)
    for row in connection.execute(select(access_row).order_by(access_row.c.device, access_row.c.number)):
        if row.device != device:
            device = row.device
            number, before = begun.get(device, (0, START))
        if row.number != number + 1:
            yield f"access gap {device} {row.number}"
        else:
            linked = {"what": row.what, "case": row.case_id, "note": row.note, "revision": row.revision, "at": row.at}
            if link(before, linked) != row.chain:
                yield f"access chain {device} {row.number}"
        number, before = row.number, row.chain
