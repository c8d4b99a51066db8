"""A copy of the whole hub while it serves: its tables out of one still picture, its blobs, its key.

It holds everything the hub holds, the signing key included: sealed to the organisation's key when there is one
(`sealed_backup`), to be guarded like the hub itself otherwise. That it lies safely elsewhere is for an operator to say
(`backup_done`); only then do devices let go of anything.
"""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select, update

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.disk.manifest import MANIFEST, FileSum, Manifest, files_below, sum_file, write_manifest
from fieldnotes.disk.shredding import shred
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub import dumping
from fieldnotes.hub.backup_age import FORMAT, KEEP_DAYS, MADE, expired_beside, keep_until
from fieldnotes.hub.blobs import blob_name
from fieldnotes.hub.home import read_seed, write_seed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.ledger import write_ledger
from fieldnotes.hub.migrating import revision
from fieldnotes.hub.moments import moment, moment_of
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.sealed_backup import FORMAT as SEALED
from fieldnotes.hub.sealed_backup import public_key, seal_folder
from fieldnotes.hub.tables import attachment, attachment_chunk, case_head, hub_mark, operator_act

BLOBS: Final = "blobs"
ABOUT: Final = "hub.json"
_OPEN: Final = "backing-up"
"""In the hub's own folder: what is about to be sealed."""
DONE: Final = "backup_done"
_SURE: Final = timedelta(minutes=1)
"""How much earlier than the reading the moment is set: several hub processes may have clocks that differ a little."""


def back_up(
    hub: Hub, target: Path, act: LongAct, who: str | None = None, *, done: bool = False, keep_days: int = KEEP_DAYS
) -> JsonObject:
    """Copy the hub into a new folder while it serves; the folder is there whole or not at all.

    Args:
        hub: the open hub; others may write meanwhile.
        target: the new folder; nothing or an empty folder may stand there.
        act: told in rows, then in bytes.
        who: the operator, as named.
        done: say at once that it counts (`backup_done`).
        keep_days: how long it is to be kept; what is disposed of is in backups no longer than that.

    Returns:
        `{"folder", "at", "rows", "blobs", "bytes", "backed_up_to", "sealed", "keep_until", "expired"}`; everything
        received up to `at` is in it; `expired`: backups beside it whose time is over.

    Raises:
        Refused: FILE_EXISTS, BACKUP_INSIDE.
        Unavailable: DISK_FULL, CANNOT_WRITE, DATABASE_UNREACHABLE, CANCELLED.
    """
    home = hub.home.folder.resolve()
    if home in (target.resolve(), *target.resolve().parents):
        raise Refused(Code.BACKUP_INSIDE)
    until = keep_until(hub, keep_days)
    with hub.database.reading() as connection:
        key = public_key(connection)
    with delivered(target, "hub") as part:
        about, size = _fill(hub, part, act, until) if key is None else _fill_sealed(hub, part, act, until, key)
    at = str(about["at"])
    hub.database.write(lambda connection: record(connection, hub.clock, MADE, who, at, until))
    if done:
        backup_done(hub, at, who)
    with hub.database.reading() as connection:
        safe = backed_up_to(connection)
    told = {"folder": str(target), "at": at, "rows": about["rows"], "blobs": about["blobs"], "bytes": size}
    over: list[Json] = [str(folder) for folder in expired_beside(hub, target)]
    return {**told, "backed_up_to": safe, "sealed": key is not None, "keep_until": until, "expired": over}


def _fill(hub: Hub, part: Path, act: LongAct, until: str) -> tuple[JsonObject, int]:
    """Fill a folder with everything, its manifest last; gives what the manifest says, and how many bytes it is."""
    at = _moment_before(hub)
    with hub.database.snapshot() as connection:
        rows = dumping.dump(connection, part / dumping.FOLDER, act)
        names = _blobs_of(connection)
        about: JsonObject = {"at": at, "epoch": hub.epoch, "revision": revision(connection) or "", "rows": rows}
    about = {**about, "blobs": _copy_blobs(hub, names, part, act), **_life(hub, until)}
    _write_home(hub, part)
    write_ledger(hub, part)
    files = _sums(part, act)
    write_manifest(part, Manifest(FORMAT, about, files))
    return about, sum(one.size for one in files)


def _fill_sealed(hub: Hub, part: Path, act: LongAct, until: str, key: bytes) -> tuple[JsonObject, int]:
    """Fill a folder of the hub's own first, and seal that: nothing readable ever lies where the backup goes."""
    plain = hub.home.folder / _OPEN
    shutil.rmtree(plain, ignore_errors=True)
    plain.mkdir(mode=0o700)
    try:
        about, _ = _fill(hub, plain, act, until)
        seal_folder(plain, part, key, act)
    finally:
        for name in files_below(plain):
            shred(plain / name)
        shutil.rmtree(plain, ignore_errors=True)
    write_ledger(hub, part)
    files = _sums(part, act)
    write_manifest(part, Manifest(SEALED, {"at": about["at"], **_life(hub, until)}, files))
    return about, sum(one.size for one in files)


def _life(hub: Hub, until: str) -> JsonObject:
    """Whose backup it is and how long it is to be kept; this much can be read without a key."""
    return {"hub": hub.key.public.hex(), "keep_until": until}


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
