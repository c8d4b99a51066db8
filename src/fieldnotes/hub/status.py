"""How the hub is doing, for who operates it: devices, what lies aside or waits, room, backups. Ids and counts only.

No case, no person of one, no word of anybody's; an operator's own acts are told by what, when and who.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select, text

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.backup import backed_up_to
from fieldnotes.hub.backup_age import MADE
from fieldnotes.hub.delivery_tables import connector, delivery
from fieldnotes.hub.disposal_tables import backup_key, disposal
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.migrating import newest_step, revision
from fieldnotes.hub.moments import moment
from fieldnotes.hub.quarantining import WAITING
from fieldnotes.hub.tables import attachment_chunk, case_head, device, operator_act, quarantine

SILENT_DAYS: Final = 7
BACKUP_HOURS: Final = 26
"""A backup that counts should be no older: one a day, and two hours."""
DELIVERY_HOURS: Final = 24
"""What waits longer to be handed over is not on its way: nobody runs the sending, or nobody copies by hand."""
ROOM: Final = 1024**3
_MOST_ROWS: Final = 200
_MOST_ACTS: Final = 20
_FAILED: Final = "failed"
_ON_ITS_WAY: Final = ("sending", "waiting")


def status(hub: Hub) -> JsonObject:
    """Tell how the hub is doing.

    Returns:
        `{"at", "version", "epoch", "tables": {"step", "newest"}, "devices": {"joined", "revoked", "cloned", "wiping",
        "silent": [{"device", "user", "seen_at", "days"}]}, "quarantine": {"waiting", "oldest", "reasons"},
        "deliveries": {"waiting", "failed", "oldest", "hours", "problems": [{"to", "state", "why", "count"}]},
        "storage": {"entries", "cases", "database", "attachments", "free"}, "backup": {"made_at", "counts_up_to",
        "hours", "sealed"}, "disposal": {"unfinished"}, "acts": [{"at", "what", "who"}], "look": [word]}`; bytes and
        whole hours; `look`: what needs a person, in words of this module.

    Raises:
        Unavailable: DATABASE_UNREACHABLE.
    """
    with hub.database.reading() as connection:
        step = revision(connection) or ""
        found: dict[str, Json] = {
            "at": moment(hub.clock),
            "version": program_version(),
            "epoch": hub.epoch,
            "tables": {"step": step, "newest": newest_step()},
            "devices": _devices(hub, connection),
            "quarantine": _quarantine(connection),
            "deliveries": _deliveries(hub, connection),
            "storage": _storage(hub, connection),
            "backup": _backup(hub, connection),
            "disposal": {"unfinished": _count(connection, disposal.c.case_id, disposal.c.finished_at.is_(None))},
            "acts": _acts(connection),
        }
    return {**found, "look": [word for word, holds in _LOOKS if holds(found)]}


def program_version() -> str:
    """Tell the version of this program."""
    try:
        return version("fieldnotes")
    except PackageNotFoundError:
        return "?"


def _devices(hub: Hub, connection: Connection) -> JsonObject:
    active = device.c.revoked_at.is_(None)
    silent_since = moment(hub.clock, -timedelta(days=SILENT_DAYS))
    last = func.coalesce(device.c.seen_at, device.c.joined_at)
    wanted = (
        select(device.c.device_id, device.c.user_id, device.c.seen_at, last.label("last"))
        .where(active, last < silent_since)
        .order_by(last, device.c.device_id)
    )
    rows = connection.execute(wanted.limit(_MOST_ROWS)).all()
    silent: list[Json] = [
        {"device": row.device_id, "user": row.user_id, "seen_at": row.seen_at, "days": _age(hub, row.last).days}
        for row in rows
    ]
    return {
        "joined": _count(connection, device.c.device_id, active),
        "revoked": _count(connection, device.c.device_id, ~active),
        "cloned": _count(connection, device.c.device_id, active & device.c.cloned_at.is_not(None)),
        "wiping": _count(
            connection, device.c.device_id, device.c.wipe_ordered_at.is_not(None) & device.c.wiped_at.is_(None)
        ),
        "silent_count": _count(connection, device.c.device_id, active & (last < silent_since)),
        "silent": silent,
    }


def _quarantine(connection: Connection) -> JsonObject:
    waiting = quarantine.c.state == WAITING
    rows = connection.execute(
        select(quarantine.c.reason, func.count().label("n")).where(waiting).group_by(quarantine.c.reason)
    ).all()
    oldest = connection.execute(select(func.min(quarantine.c.received_at)).where(waiting)).scalar_one()
    reasons: JsonObject = {row.reason: row.n for row in sorted(rows, key=lambda row: row.reason)}
    return {"waiting": sum(row.n for row in rows), "oldest": oldest, "reasons": reasons}


def _deliveries(hub: Hub, connection: Connection) -> JsonObject:
    """What has not come to a case system that is set up: how much, since when, and what stood in its way last."""
    count, place = func.count().label("n"), (delivery.c.connector, delivery.c.state, delivery.c.why)
    there = delivery.c.connector.in_(select(connector.c.name))
    rows = connection.execute(
        select(*place, count).where(there, delivery.c.state.in_((_FAILED, *_ON_ITS_WAY))).group_by(*place)
    ).all()
    first = select(func.min(delivery.c.queued_at)).where(there, delivery.c.state.in_(_ON_ITS_WAY))
    oldest = connection.execute(first).scalar_one()
    failed = sum(row.n for row in rows if row.state == _FAILED)
    problems: list[Json] = [
        {"to": row.connector, "state": row.state, "why": row.why, "count": row.n}
        for row in sorted(rows, key=lambda row: (row.connector, row.state, row.why or ""))
        if row.why is not None
    ]
    return {
        "waiting": sum(row.n for row in rows) - failed,
        "failed": failed,
        "oldest": oldest,
        "hours": None if oldest is None else int(_age(hub, oldest).total_seconds() // 3600),
        "problems": problems,
    }


def _storage(hub: Hub, connection: Connection) -> JsonObject:
    pieces = connection.execute(select(func.coalesce(func.sum(attachment_chunk.c.size), 0))).scalar_one()
    return {
        "entries": int(connection.execute(select(func.coalesce(func.sum(case_head.c.position), 0))).scalar_one()),
        "cases": connection.execute(select(func.count()).select_from(case_head)).scalar_one(),
        "database": _database_bytes(hub, connection),
        "attachments": int(pieces),
        "free": shutil.disk_usage(hub.home.folder).free,
    }


def _database_bytes(hub: Hub, connection: Connection) -> int | None:
    """The size of the database; None where it does not say."""
    if connection.dialect.name == "sqlite":
        files = (hub.home.folder / f"hub.sqlite{end}" for end in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())
    found: int | None = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one_or_none()
    return found


def _backup(hub: Hub, connection: Connection) -> JsonObject:
    made = connection.execute(select(func.max(operator_act.c.about)).where(operator_act.c.what == MADE)).scalar_one()
    counts = backed_up_to(connection)
    hours = None if counts is None else int(_age(hub, counts).total_seconds() // 3600)
    sealed = _count(connection, backup_key.c.id, backup_key.c.id.is_not(None)) > 0
    return {"made_at": made, "counts_up_to": counts, "hours": hours, "sealed": sealed}


def _acts(connection: Connection) -> list[Json]:
    wanted = select(operator_act.c.at, operator_act.c.what, operator_act.c.who).order_by(
        operator_act.c.at.desc(), operator_act.c.act_id.desc()
    )
    return [{"at": row.at, "what": row.what, "who": row.who} for row in connection.execute(wanted.limit(_MOST_ACTS))]


def _count(connection: Connection, column: ColumnElement[Any], where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count(column)).where(where)).scalar_one())


def _age(hub: Hub, at: str) -> timedelta:
    return hub.clock.now().astimezone(UTC) - datetime.fromisoformat(at)


def _part(found: dict[str, Json], name: str) -> JsonObject:
    part = found[name]
    return part if isinstance(part, dict) else {}


def _more(found: dict[str, Json], part: str, name: str, than: int = 0) -> bool:
    value = _part(found, part).get(name)
    return isinstance(value, int) and value > than


_LOOKS: Final[tuple[tuple[str, Callable[[dict[str, Json]], bool]], ...]] = (
    ("devices_silent", lambda found: _more(found, "devices", "silent_count")),
    ("devices_cloned", lambda found: _more(found, "devices", "cloned")),
    ("quarantine", lambda found: _more(found, "quarantine", "waiting")),
    ("delivery_failed", lambda found: _more(found, "deliveries", "failed")),
    ("delivery_waits", lambda found: _more(found, "deliveries", "hours", DELIVERY_HOURS)),
    ("backup_never", lambda found: _part(found, "backup")["counts_up_to"] is None),
    ("backup_old", lambda found: _more(found, "backup", "hours", BACKUP_HOURS)),
    ("backup_open", lambda found: not _part(found, "backup")["sealed"]),
    ("room", lambda found: not _more(found, "storage", "free", ROOM)),
    ("tables", lambda found: _part(found, "tables")["step"] != _part(found, "tables")["newest"]),
    ("disposal", lambda found: _more(found, "disposal", "unfinished")),
)
"""What needs a person, and when; `status_page` says each in words."""
