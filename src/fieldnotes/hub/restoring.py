"""A backup becomes the hub again, in a new history: devices notice, and offer everything they hold.

What was received after the backup comes back from the devices; what administrators did after it does not, and has
to be done again (revocations, assignments, imports), but for disposals: those are told by ledgers. Knows no entry's
content.
"""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from fieldnotes.disk.atomic_file import settle_folder, write_atomically
from fieldnotes.disk.manifest import Manifest, check_file, files_below, read_manifest
from fieldnotes.disk.shredding import shred
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub import dumping
from fieldnotes.hub.backup import ABOUT, BLOBS
from fieldnotes.hub.backup_age import FORMAT, MADE
from fieldnotes.hub.blobs import prove
from fieldnotes.hub.database import Database, database_url
from fieldnotes.hub.disposing import finish
from fieldnotes.hub.home import Home, is_home, make_folder, read_seed, write_seed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.ledger import LEDGER, end_again, read_ledgers, require_ledger
from fieldnotes.hub.migrating import bring_up_to_date, make_tables_of, revision
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.sealed_backup import is_sealed, open_folder, read_key
from fieldnotes.hub.sealing import CaseSeal
from fieldnotes.hub.tables import case_head, device, entry, hub_mark, invitation
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.running_head import sign_receipt

RESTORING: Final = "restoring.json"
"""Stands in the folder while a restore is under way, and says into which database; a later one goes on from there."""


@dataclass(frozen=True, slots=True)
class Also:
    """What a restore may need besides the backup: the file with its key, a ledger of later disposals.

    `blobs`: the address of an empty object store for the files; None = the data folder.
    """

    key_file: Path | None = None
    ledger: Path | None = None
    blobs: str | None = None


@dataclass(frozen=True, slots=True)
class _Coming:
    """What is being restored: the backup, and the hub it becomes."""

    source: Path
    manifest: Manifest
    home: Home
    seed: bytes = field(repr=False)

    @property
    def key(self) -> SigningKey:
        return SigningKey(self.seed)

    @property
    def at(self) -> str:
        return str(self.manifest.about["at"])


def restore(
    source: Path,
    folder: Path,
    database: str | None,
    clock: Clock,
    act: LongAct,
    who: str | None = None,
    also: Also = Also(),
) -> JsonObject:
    """Make a hub out of a backup, in an empty folder and an empty database; half a hub is none.

    Args:
        source: the backup's folder; it is left as it is.
        folder: the data folder; made when missing.
        database: `postgresql+psycopg://…`, or None for the embedded file; need not be the kind the backup came from.
        clock: for what is written about it.
        act: told in bytes, then in rows.
        who: the operator, as named.
        also: the key of a sealed backup, a ledger of disposals that lies elsewhere, where files go.

    Returns:
        `{"hub", "epoch", "at", "entries", "devices", "invitations_withdrawn", "blobs", "disposed_again"}`.

    Raises:
        Refused: BACKUP_SEALED, BACKUP_KEY_WRONG, FILE_MISSING, WRONG_FILE (the ledger), BACKUP_WRONG, HUB_EXISTS,
            DATABASE_FOREIGN (not empty), DATABASE_WRONG, HUB_NEWER, BLOBS_WRONG, BLOBS_FOREIGN (not empty), S3_MISSING.
        Unavailable: DATABASE_UNREACHABLE, DISK_FULL, CANNOT_WRITE, BLOBS_*, CANCELLED; the same again goes on.
    """
    if is_home(folder):
        raise Refused(Code.HUB_EXISTS, folder=str(folder))
    with _plain(source, folder, also, act) as plain:
        coming = _read(plain, folder, database, act)
        home = replace(coming.home, blobs=also.blobs)
        return _restore(replace(coming, home=home), source, clock, act, who, also)


@contextmanager
def _plain(source: Path, folder: Path, also: Also, act: LongAct) -> Iterator[Path]:
    """A backup that can be read: itself, or a sealed one opened beside the hub's folder for as long as this lasts."""
    if not is_sealed(source):
        yield source
        return
    if also.key_file is None:
        raise Refused(Code.BACKUP_SEALED)
    key, opened = read_key(also.key_file), folder.absolute().with_name(f".{folder.name}.opened")
    shutil.rmtree(opened, ignore_errors=True)
    make_folder(opened)
    try:
        open_folder(source, opened, key, act)
        yield opened
    finally:
        for name in files_below(opened):
            shred(opened / name)
        shutil.rmtree(opened, ignore_errors=True)


def _restore(coming: _Coming, source: Path, clock: Clock, act: LongAct, who: str | None, also: Also) -> JsonObject:
    folder, database = coming.home.folder, coming.home.database
    if also.ledger is not None:
        require_ledger(also.ledger, coming.key.public)
    url = database_url(database, folder)
    make_folder(folder)
    if read_seed(folder) not in (None, coming.seed):
        raise Refused(Code.HUB_EXISTS, folder=str(folder))
    base = Database(url, CaseSeal(coming.seed))
    hub = Hub(coming.home, base, coming.key, clock)
    try:
        if not _begun(coming.home):
            prove(hub.blobs)
        _claim(base, coming.home)
        told = _fill(base, coming, clock, act, who)
        blobs = _bring_blobs(hub, coming.source, act)
        write_seed(folder, coming.seed)
        again = _end_again(hub, source, also)
    finally:
        base.close()
    _settle(coming)
    about: JsonObject = {"hub": str(folder), "epoch": coming.home.epoch, "at": coming.at, "blobs": blobs}
    return {**about, **told, "disposed_again": again}


def _end_again(hub: Hub, source: Path, also: Also) -> list[Json]:
    """What was disposed of after the backup ends again before anybody is served, by every ledger that can be found."""
    files = [hub.home.folder / LEDGER, *sorted(source.absolute().parent.glob(f"*/{LEDGER}"))]
    files += [] if also.ledger is None else [also.ledger]
    found = list(read_ledgers(files, hub.key.public).values())
    again = hub.database.write(lambda connection: end_again(hub, connection, found))
    finish(hub)
    return [*again]


def _claim(base: Database, home: Home) -> None:
    """Say in the folder that this database is being filled; one that holds anything else is left alone.

    What an earlier restore into it left half does not count, and is taken away by the next step.
    """
    with base.reading() as connection:
        if not _begun(home) and revision(connection) is not None and _has_rows(connection):
            raise Refused(Code.DATABASE_FOREIGN)
    write_atomically(home.folder / RESTORING, json.dumps({"database": _digest(home)}).encode())
    if home.database is None:
        (home.folder / "hub.sqlite").touch(mode=0o600)


def _settle(coming: _Coming) -> None:
    """Make it a hub: who it is, last."""
    coming.home.save()
    (coming.home.folder / RESTORING).unlink()
    settle_folder(coming.home.folder)


def _read(source: Path, folder: Path, database: str | None, act: LongAct) -> _Coming:
    """Hold the whole backup against its manifest before anything is made of it."""
    manifest = read_manifest(source, FORMAT)
    act.more(manifest.size)
    for one in manifest.files:
        check_file(source, one, act)
    try:
        seed = read_seed(source)
        home = json.loads((source / ABOUT).read_bytes())
        coming = Home(folder, secrets.token_hex(16), str(home["created_at"]), database, home["url"], home["ca"])
    except (OSError, ValueError, KeyError, TypeError, Refused):
        raise Refused(Code.BACKUP_WRONG, file=ABOUT) from None
    if seed is None or not {"at", "epoch", "revision", "rows"} <= manifest.about.keys():
        raise Refused(Code.BACKUP_WRONG, file=ABOUT)
    return _Coming(source, manifest, coming, seed)


def _begun(home: Home) -> bool:
    """Whether a restore into just these places was cut short here, so that what it left may be taken away."""
    try:
        return bool(json.loads((home.folder / RESTORING).read_bytes())["database"] == _digest(home))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _digest(home: Home) -> str:
    return hashlib.sha256("\n".join([home.database or "", *([home.blobs] if home.blobs else [])]).encode()).hexdigest()


def _has_rows(connection: Connection) -> bool:
    return any(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (hub_mark, entry, case_head, device)
    )


def _fill(base: Database, coming: _Coming, clock: Clock, act: LongAct, who: str | None) -> JsonObject:
    """One transaction with the rows as they were, one that begins the new history; a cut leaves no `hub.json`.

    What stands in the way are tables without rows, or the rest of a restore that was cut short.
    """
    about = coming.manifest.about
    step, expected = str(about["revision"]), about["rows"]

    def rows(connection: Connection) -> None:
        dumping.drop(connection)
        make_tables_of(connection, step)
        if dumping.load(connection, coming.source / dumping.FOLDER, act) != expected:
            raise Refused(Code.BACKUP_WRONG, file=dumping.FOLDER)

    act.more(expected if isinstance(expected, int) else 0)
    base.write(rows)
    bring_up_to_date(base)
    return base.write(lambda connection: _new_history(connection, coming, clock, who))


def _new_history(connection: Connection, coming: _Coming, clock: Clock, who: str | None) -> JsonObject:
    """Sign every head anew, let devices go on with whatever token they hold, let old invitations lapse."""
    if connection.execute(select(hub_mark.c.hub_key)).scalar_one() != coming.key.public:
        raise Refused(Code.BACKUP_WRONG, file=ABOUT)
    for head in connection.execute(select(case_head)).all():
        receipt = sign_receipt(coming.key, coming.home.epoch, head.case_id, head.position, head.log_head)
        mine = update(case_head).where(case_head.c.case_id == head.case_id)
        connection.execute(mine.values(receipt=receipt.signature))
    earlier = update(device).where(device.c.token_epoch.is_(None))
    connection.execute(earlier.values(token_epoch=str(coming.manifest.about["epoch"])))
    withdrawn = connection.execute(delete(invitation).where(invitation.c.used_at.is_(None))).rowcount
    record(connection, clock, MADE, None, coming.at)
    record(connection, clock, "restored", who, coming.at)
    count = select(func.count())
    return {
        "entries": connection.execute(count.select_from(entry)).scalar_one(),
        "devices": connection.execute(count.select_from(device)).scalar_one(),
        "invitations_withdrawn": withdrawn,
    }


def _bring_blobs(hub: Hub, source: Path, act: LongAct) -> int:
    found = sorted((source / BLOBS).glob("??/*"))
    act.more(len(found))
    for path in found:
        hub.blobs.put(path.name, path.read_bytes())
        act.on()
    return len(found)
