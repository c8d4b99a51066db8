"""What the hub itself gives out of a case, as rows of the access log (SEC-6): written before it is given.

One row for each case, device and day. What operators do stands in a log of its own; they are shown no text.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, insert, select

from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.people_tables import hub_access
from fieldnotes.hub.sessions import Caller

FETCHED: Final = "fetched"
FILE_FETCHED: Final = "file_fetched"
_DAY: Final = len("2026-03-12")


def note_fetched(hub: Hub, who: Caller, what: str, cases: Iterable[str]) -> None:
    """Write down that a device is given entries or files of these cases; what stands there of today is enough."""
    now = moment(hub.clock)
    name = f"{now[:_DAY]}/{what}/{who.device}"
    wanted = sorted(set(cases))
    mine = select(hub_access.c.case_id).where(hub_access.c.case_id.in_(wanted), hub_access.c.act_id == name)
    with hub.database.reading() as connection:
        fresh = sorted(set(wanted) - set(connection.execute(mine).scalars()))
    if not fresh:
        return

    def job(connection: Connection) -> None:
        stood = set(connection.execute(mine).scalars())
        row = {"act_id": name, "at": now, "user_id": who.user, "device": who.device, "what": what}
        if more := [{"case_id": case, **row} for case in fresh if case not in stood]:
            connection.execute(insert(hub_access), more)

    hub.database.write(job)
