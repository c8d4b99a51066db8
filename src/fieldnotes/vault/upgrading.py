"""Bringing a store to this program's shape: on a copy, checked, then swapped; a newer store is left alone.

Runs before anything else may see the store, under the profile's opening lock; knows no entry.
"""

import os
import shutil
import sqlite3
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text
from sqlcipher3.dbapi2 import OperationalError

from fieldnotes.disk.atomic_file import cannot_write, settle_folder
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault import migrations
from fieldnotes.vault.store import DatabaseKey, connect, open_engine, translated
from fieldnotes.wire.entries import entry_hash

_COPY: Final = "store.upgrade.db"
_BESIDE: Final = ("", "-wal", "-shm", "-journal")
_COUNTED: Final = ("identity", "drafts", "entries", "outbox", "receipts", "reference_items")
_NOT_CONTENT: Final = ("alembic_version", "sqlite_sequence")
_BYTES: Final = "entry_bytes"
_RESULT_MASK: Final = 0xFF
_TIMES_ITS_SIZE: Final = 3
"""Room a migration may need: the copy, its log, and what it adds."""


def create_store(path: Path, key: DatabaseKey) -> None:
    """Make a new, empty store in this program's shape."""
    _migrate(path, key, create=True)


def bring_up_to_date(path: Path, key: DatabaseKey) -> bool:
    """Migrate an older store; tell whether anything was done.

    Raises:
        Refused: PROFILE_NEWER when a newer program has been here; PROFILE_DAMAGED when the copy does not check out.
        Unavailable: PROFILE_IN_USE when another process has the older store open; DISK_FULL, CANNOT_WRITE. The store is
            as it was.
    """
    step = _step_of(path, key)
    if step == migrations.HEAD:
        return False
    if step not in migrations.STEPS:
        raise Refused(Code.PROFILE_NEWER)
    copy = path.with_name(_COPY)
    before = fold_in_log(path, key)
    try:
        _take_away(copy)  # first: the log of a copy that was cut short would be read into the new one
        _need_room(path)
        shutil.copyfile(path, copy)
        _migrate(copy, key, create=False)
        if fold_in_log(copy, key) != before or not keeps_everything(path, copy, key):
            raise Refused(Code.PROFILE_DAMAGED, file=_COPY)
        _to_disk(copy)
        copy.replace(path)
        settle_folder(path.parent)
    except OSError as problem:
        raise cannot_write(problem, _COPY) from None
    finally:
        with suppress(OSError):
            _take_away(copy)
    return True


def keeps_everything(old: Path, new: Path, key: DatabaseKey) -> bool:
    """Tell whether each row of one store stands in another, field by field, wherever both have the field.

    What a step moves to another place, as entries' bytes once were, is held against the hash it is known by.
    """
    before, after = connect(old, key), connect(new, key)
    try:
        with translated(new.name):
            had, has = _columns(before), _columns(after)
            same = all(_same_rows(before, after, name, had[name] & has[name]) for name in had.keys() & has.keys())
            return same and (_BYTES in had or _bytes_are_their_hashes(after))
    finally:
        before.close()
        after.close()


def _columns(connection: sqlite3.Connection) -> dict[str, frozenset[tuple[str, int]]]:
    """Name the tables of a store, their columns, and each column's place in the table's key (0 = none)."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: frozenset((row[1], row[5]) for row in connection.execute(f'PRAGMA table_info("{name}")'))
        for (name,) in tables
        if name not in _NOT_CONTENT
    }


def _same_rows(
    before: sqlite3.Connection, after: sqlite3.Connection, table: str, columns: frozenset[tuple[str, int]]
) -> bool:
    fields = ", ".join(f'"{name}"' for name, _ in sorted(columns))
    order = ", ".join(f'"{name}"' for name, place in sorted(columns) if place) or fields
    asked = f'SELECT {fields} FROM "{table}" ORDER BY {order}'  # noqa: S608 - the store's own names
    return all(one == other for one, other in zip_longest(before.execute(asked), after.execute(asked)))


def _bytes_are_their_hashes(connection: sqlite3.Connection) -> bool:
    """Hold each entry's bytes against the hash it is known by."""
    asked = "SELECT entries.hash, entry_bytes.data FROM entries LEFT JOIN entry_bytes USING (filed)"
    return all(data is not None and entry_hash(bytes(data)) == known for known, data in connection.execute(asked))


def _need_room(path: Path) -> None:
    """See that the disk has room for a copy before there is half of one."""
    if shutil.disk_usage(path.parent).free < _TIMES_ITS_SIZE * path.stat().st_size:
        raise Unavailable(Code.DISK_FULL, file=_COPY)


def _take_away(copy: Path) -> None:
    for beside in _BESIDE:
        Path(f"{copy}{beside}").unlink(missing_ok=True)


def _step_of(path: Path, key: DatabaseKey) -> str:
    connection = connect(path, key)
    try:
        with translated(path.name):
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        connection.close()
    if row is None:
        raise Refused(Code.PROFILE_DAMAGED, file=path.name)
    return str(row[0])


def fold_in_log(path: Path, key: DatabaseKey) -> list[int]:
    """Leave one whole file without a log beside it, check every page, and count what must not be lost."""
    connection = connect(path, key)
    try:
        with translated(path.name):
            try:
                connection.execute("PRAGMA busy_timeout=200")
                mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            except OperationalError as problem:
                if not _is_busy(problem):
                    raise
                mode = "busy"
            if mode != "delete":
                raise Unavailable(Code.PROFILE_IN_USE)
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sealed = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if not (whole and sealed):
                raise Refused(Code.PROFILE_DAMAGED, file=path.name)
            return [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in _COUNTED]  # noqa: S608 - own names
    finally:
        connection.close()


def _is_busy(problem: OperationalError) -> bool:
    """Tell a store that is open elsewhere from a disk that is full: what is left in the log needs room, too."""
    return (getattr(problem, "sqlite_errorcode", 0) & _RESULT_MASK) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _migrate(path: Path, key: DatabaseKey, *, create: bool) -> None:
    engine = open_engine(path, key, create=create)
    try:
        with translated(path.name), engine.begin() as connection:
            _run_steps(connection)
            if connection.execute(text("SELECT version_num FROM alembic_version")).scalar() != migrations.HEAD:
                raise Refused(Code.PROFILE_DAMAGED, file=path.name)
    finally:
        engine.dispose()


def _run_steps(connection: Connection, to: str = migrations.HEAD) -> None:
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    command.upgrade(settings, to)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
