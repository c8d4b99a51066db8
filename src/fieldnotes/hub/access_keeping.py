"""How long the access log is kept: its own retention, apart from every case's (SEC-6); what is older goes, in order.

A device's rows hang together by a chain, so they go from its beginning on, and where it begins now is written down.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.people_tables import access_begin, hub_access
from fieldnotes.hub.reference import item
from fieldnotes.hub.tables import access_row
from fieldnotes.wire.reference import HUB_POLICY, ItemType

ACCESS_YEARS: Final = "access_years"
"""In the policy: how many years a row of the access log is kept."""
YEARS: Final = 5
LEAST, MOST = 5, 30
"""Never less than five years: as long as what was seen can be asked about."""
_YEAR: Final = timedelta(days=365.25)


def require_years(years: int) -> None:
    """Refuse a number of years the log may not be kept. Refused: REQUEST_WRONG."""
    if not LEAST <= years <= MOST:
        raise Refused(Code.REQUEST_WRONG)


def let_old_rows_go(hub: Hub) -> JsonObject:
    """Delete the rows that have been kept long enough: `{"rows", "before"}`; again at once finds none."""

    def job(connection: Connection) -> JsonObject:
        policy = item(connection, ItemType.POLICY, HUB_POLICY) or {}
        years = policy.get(ACCESS_YEARS, YEARS)
        before = moment(hub.clock, -(years if isinstance(years, int) else YEARS) * _YEAR)
        rows = sum(_shorten(connection, device, before) for device in _devices(connection, before))
        rows += connection.execute(delete(hub_access).where(hub_access.c.at < before)).rowcount
        if rows:
            record(connection, hub.clock, "access_rows_gone", None, before, str(rows))
        return {"rows": rows, "before": before}

    return hub.database.write(job)


def begins_at(connection: Connection) -> dict[str, tuple[int, str]]:
    """Tell after which number, and with which link, each device's log goes on."""
    return {row.device: (row.number, row.chain) for row in connection.execute(select(access_begin))}


def _devices(connection: Connection, before: str) -> list[str]:
    old = select(access_row.c.device).where(access_row.c.received_at < before).distinct()
    return sorted(connection.execute(old).scalars())


def _shorten(connection: Connection, device: str, before: str) -> int:
    """Let the beginning of one device's log go, up to the first row that is not old."""
    mine = access_row.c.device == device
    first = connection.execute(
        select(func.min(access_row.c.number)).where(mine, access_row.c.received_at >= before)
    ).scalar_one()
    gone = mine if first is None else mine & (access_row.c.number < first)
    last = connection.execute(
        select(access_row.c.number, access_row.c.chain).where(gone).order_by(access_row.c.number.desc()).limit(1)
    ).one_or_none()
    if last is None:
        return 0
    connection.execute(delete(access_begin).where(access_begin.c.device == device))
    connection.execute(insert(access_begin).values(device=device, number=last.number, chain=last.chain))
    return connection.execute(delete(access_row).where(gone)).rowcount
