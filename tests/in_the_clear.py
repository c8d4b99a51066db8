"""What lies sealed in the hub's tables, opened as the hub opens it."""

from sqlalchemy import Connection, Row, select

from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import entry


def in_the_clear(connection: Connection, wanted=None) -> list[tuple[Row, bytes]]:
    """Rows that have `case_id`, `hash` and `data`, each with its bytes; the record's by default."""
    keys = CaseKeys(connection)
    rows = connection.execute(select(entry) if wanted is None else wanted).all()
    return [(row, keys.open(row.case_id, row.hash, bytes(row.data))) for row in rows]
