"""A copy of the whole hub while it serves: its tables out of one still picture, its blobs, its key.

It holds everything the hub holds, the signing key included, so it is to be guarded like the hub itself. That it
lies safely elsewhere is for an operator to say (`backup_done`); only then do devices let go of anything.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select, update

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.disk.manifest import MANIFEST, FileSum, Manifest, files_below, sum_file, write_manifest
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub import dumping
from fieldnotes.hub.blobs import blob_name
from fieldnotes.hub.home import read_seed, write_seed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.migrating import revision
from fieldnotes.hub.moments import moment, moment_of
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.tables import attachment, attachment_chunk, case_head, hub_mark, operator_act

FORMAT: Final = "fieldnotes/hub-backup/1"
BLOBS: Final = "blobs"
ABOUT: Final = "hub.json"
MADE: Final = "backup_made"
DONE: Final = "backup_done"
_SURE: Final = timedelta(minutes=1)
"""How much earlier than the reading the moment is set: several hub processes may have clocks that differ a little."""


def back_up(hub: Hub, target: Path, act: LongAct, who: str | None = None, *, done: bool = False) -> JsonObject:
    """Copy the hub into a new folder while it serves; the folder is there whole or not at all.

    Args:
        hub: the open hub; others may write meanwhile.
        target: the new folder; nothing or an empty folder may stand there.
        act: told in rows, then in bytes.
        who: the operator, as named.
        done: say at once that it counts (`backup_done`).

    Returns:
        `{"folder", "at", "rows", "blobs", "bytes", "backed_up_to"}`; everything received up to `at` is in it.

    Raises:
        Refused: FILE_EXISTS, BACKUP_INSIDE.
        Unavailable: DISK_FULL, CANNOT_WRITE, DATABASE_UNREACHABLE, CANCELLED.
    """
    home = hub.home.folder.resolve()
    if home in (target.resolve(), *target.resolve().parents):
        raise Refused(Code.BACKUP_INSIDE)
    with delivered(target, "hub") as part:
        at = _moment_before(hub)
        with hub.database.snapshot() as connection:
            rows = dumping.dump(connection, part / dumping.FOLDER, act)
            names = _blobs_of(connection)
            about: JsonObject = {"at": at, "epoch": hub.epoch, "revision": revision(connection) or "", "rows": rows}
        blobs = _copy_blobs(hub, names, part, act)
        _write_home(hub, part)
        files = _sums(part, act)
        write_manifest(part, Manifest(FORMAT, about, files))
    hub.database.write(lambda connection: record(connection, hub.clock, MADE, who, at))
    if done:
        backup_done(hub, at, who)
    with hub.database.reading() as connection:
        safe = backed_up_to(connection)
    size = sum(one.size for one in files)
    return {"folder": str(target), "at": at, "rows": rows, "blobs": blobs, "bytes": size, "backed_up_to": safe}


def backup_done(hub: Hub, at: str, who: str | None = None) -> JsonObject:
    """Take an operator's word that everything received up to a moment lies in a backup elsewhere; never goes back.

    Returns:
        `{"backed_up_to"}`.

    Raises:
        Refused: REQUEST_WRONG when it is no moment with an offset; NO_SUCH_BACKUP when it lies in the future, or
            later than the last backup this hub knows of.
    """
    said = moment_of(at)

    def job(connection: Connection) -> str:
        last = connection.execute(select(func.max(operator_act.c.about)).where(operator_act.c.what == MADE)).scalar()
        if said > moment(hub.clock) or (last is not None and said > last):
            raise Refused(Code.NO_SUCH_BACKUP, at=said)
        before = backed_up_to(connection)
        if before is not None and before >= said:
            return before
        connection.execute(update(hub_mark).values(backed_up_to=said))
        record(connection, hub.clock, DONE, who, said)
        return said

    return {"backed_up_to": hub.database.write(job)}


def backed_up_to(connection: Connection) -> str | None:
    """Tell up to which moment an operator has said that everything lies in a backup; None when nobody has."""
    found: str | None = connection.execute(select(hub_mark.c.backed_up_to)).scalar_one()
    return found


def _moment_before(hub: Hub) -> str:
    """A moment up to which everything that carries a stamp is committed.

    Entries are stamped while their case's counter row is locked. Whoever has locked them all meets no entry that
    is stamped and not yet committed; later ones carry later stamps.
    """

    def job(connection: Connection) -> str:
        connection.execute(select(case_head.c.case_id).order_by(case_head.c.case_id).with_for_update()).all()
        return moment(hub.clock, -_SURE)

    return hub.database.write(job)


def _blobs_of(connection: Connection) -> list[str]:
    wanted = (
        select(attachment_chunk.c.case_id, attachment_chunk.c.attachment_id, attachment_chunk.c.number)
        .join(
            attachment,
            (attachment.c.case_id == attachment_chunk.c.case_id)
            & (attachment.c.attachment_id == attachment_chunk.c.attachment_id),
        )
        .where(attachment.c.content_key.is_not(None))
    )
    return sorted(blob_name(*row) for row in connection.execute(wanted))


def _copy_blobs(hub: Hub, names: list[str], part: Path, act: LongAct) -> int:
    """Copy what the tables name; a blob that is gone was destroyed meanwhile, or is handed in again when missed."""
    folder = part / BLOBS
    folder.mkdir(mode=0o700)
    act.more(len(names))
    copied = 0
    for name in names:
        data = hub.blobs.get(name)
        if data is not None:
            (folder / name[:2]).mkdir(mode=0o700, exist_ok=True)
            write_atomically(folder / name[:2] / name, data)
            copied += 1
        act.on()
    return copied


def _write_home(hub: Hub, part: Path) -> None:
    """Who the hub is; not where its database lies, whose address may hold a password."""
    home: JsonObject = {"created_at": hub.home.created_at, "url": hub.home.url, "ca": hub.home.ca}
    write_atomically(part / ABOUT, json.dumps(home, indent=1).encode())
    write_seed(part, read_seed(hub.home.folder) or b"")


def _sums(part: Path, act: LongAct) -> tuple[FileSum, ...]:
    names = [name for name in files_below(part) if name != MANIFEST]
    act.more(sum((part / name).stat().st_size for name in names))
    return tuple(sum_file(part, name, act) for name in names)
