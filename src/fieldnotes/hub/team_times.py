"""Teams' medians: each person's month is taken in once, each team's month is told once and never worked out again.

A group is one unit in one calendar month, and a person's month lies in one of them: no two answers overlap, so nothing
can be learnt by taking one from another (L8). Once told, what people handed in is gone.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.time_figures import TOLD_AFTER, is_over, of_a_team
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.members import SUPERVISOR, roles
from fieldnotes.hub.reference import item, publish
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import reference_version
from fieldnotes.hub.time_tables import time_share
from fieldnotes.wire.reference import Item, ItemType
from fieldnotes.wire.team_times import FEW, team_times_id

_WORKER: Final = "worker"
_EARLIEST: Final = date(2026, 1, 1)


def hand_in(hub: Hub, who: Caller, period: str, unit: str, value: Mapping[str, int]) -> JsonObject:
    """Keep a person's month until their team's is told, in the place of what they said before; too late is dropped.

    Of two computers of one person the one counts that knows more: the other has seen no work on the notes.

    Gives `{"period", "kept"}`. Refused: REQUEST_WRONG for a month that is not over or was never, NO_TEAM for who is no
    worker of the unit, or supervises it.
    """
    now = hub.clock.now().astimezone(UTC)
    if not _is_past(period, now):
        raise Refused(Code.REQUEST_WRONG)
    row = {"unit": unit, "value": json.dumps(dict(value), sort_keys=True)}

    def job(connection: Connection) -> JsonObject:
        mine = roles(item(connection, ItemType.USER, who.user) or {})
        if (unit, _WORKER) not in mine or (unit, SUPERVISOR) in mine:
            raise Refused(Code.NO_TEAM)
        if is_over(period, now, TOLD_AFTER):
            return {"period": period, "kept": False}
        here = (time_share.c.user_id == who.user) & (time_share.c.period == period)
        stood = connection.execute(select(time_share.c.value).where(here)).scalar_one_or_none()
        if stood is None or len(json.loads(stood)) <= len(value):
            connection.execute(delete(time_share).where(here))
            connection.execute(insert(time_share).values(user_id=who.user, period=period, **row))
        return {"period": period, "kept": True}

    return hub.database.write(job)


def take_back(hub: Hub, who: Caller) -> JsonObject:
    """Forget every month of a person that is not told yet; what a team was told stays, and names nobody."""

    def job(connection: Connection) -> JsonObject:
        gone = connection.execute(delete(time_share).where(time_share.c.user_id == who.user))
        return {"forgotten": gone.rowcount}

    return hub.database.write(job)


def tell_what_is_due(hub: Hub) -> None:
    """Tell every team's month whose time has come: medians from five people up, else that they were too few.

    A month that was told is never told again, whatever is handed in for it.
    """
    now = hub.clock.now().astimezone(UTC)
    with hub.database.reading() as connection:
        if not _due(connection, now):
            return

    def job(connection: Connection) -> None:
        connection.execute(update(reference_version).values(version=reference_version.c.version))  # one at a time
        for period in _due(connection, now):
            groups = _groups(connection, period)
            told = [Item(ItemType.POLICY, team_times_id(unit, period), _value(found)) for unit, found in groups.items()]
            publish(hub, connection, [each for each in told if item(connection, each.type, each.id) is None])
            connection.execute(delete(time_share).where(time_share.c.period == period))

    hub.database.write(job)


def _due(connection: Connection, now: datetime) -> list[str]:
    periods = connection.execute(select(time_share.c.period).distinct().order_by(time_share.c.period)).scalars()
    return [period for period in periods if is_over(period, now, TOLD_AFTER)]


def _groups(connection: Connection, period: str) -> dict[str, list[dict[str, int]]]:
    rows = connection.execute(select(time_share.c.unit, time_share.c.value).where(time_share.c.period == period))
    found: dict[str, list[dict[str, int]]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(json.loads(row.value))
    return dict(sorted(found.items()))


def _value(months: list[dict[str, int]]) -> JsonObject:
    told = of_a_team(months)
    return {**told} if told else {FEW: True}


def _is_past(period: str, now: datetime) -> bool:
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        return False
    return first >= _EARLIEST and (first.year, first.month) < (now.year, now.month)
