"""The access log devices hand in (SEC-6): who opened, printed or exported what. Goes in, never out to a device."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, tuple_

from fieldnotes.hub.access_keeping import begins_at
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import access_row


@dataclass(frozen=True, slots=True)
class Access:
    """One row: its number on the device, what was done, with which case, note and revision, when (device clock).

    `chain` links it to the device's row before (64 hex digits).
    """

    number: int
    what: str
    case: str | None
    note: str | None
    revision: str | None
    at: str
    chain: str


def keep_access(hub: Hub, who: Caller, rows: Sequence[Access]) -> int:
    """Keep rows of the access log; one that is there, or was kept long enough, is left. How many are dealt with now."""
    unique = {(row.case or "", row.number): row for row in rows}

    def job(connection: Connection) -> None:
        now = moment(hub.clock)
        gone, _chain = begins_at(connection).get(who.device, (0, ""))
        there = _kept(connection, who.device, list(unique))
        fresh = [unique[key] for key in sorted(unique.keys() - there) if key[1] > gone]
        written = [
            {
                "case_id": row.case or "", "device": who.device, "number": row.number, "user_id": who.user,
                "what": row.what, "note": row.note, "revision": row.revision, "at": row.at, "chain": row.chain,
                "received_at": now,
            }
            for row in fresh
        ]  # fmt: skip
        if written:
            connection.execute(insert(access_row), written)

    hub.database.write(job)
    return len(unique)


def _kept(connection: Connection, device: str, keys: list[tuple[str, int]]) -> set[tuple[str, int]]:
    rows = connection.execute(
        select(access_row.c.case_id, access_row.c.number).where(
            access_row.c.device == device, tuple_(access_row.c.case_id, access_row.c.number).in_(keys)
        )
    )
    return {(row.case_id, row.number) for row in rows}
