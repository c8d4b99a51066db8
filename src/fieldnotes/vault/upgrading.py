"""Bringing a store to this program's shape: on a copy, checked, then swapped; a newer store is left alone.

Runs before anything else may see the store, under the profile's opening lock; knows no entry.
"""

import os
import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text
from sqlcipher3.dbapi2 import OperationalError

from fieldnotes.disk.atomic_file import cannot_write, settle_folder
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault import migrations
from fieldnotes.vault.store import DatabaseKey, connect, open_engine, translated

_COPY: Final = "store.upgrade.db"
_COUNTED: Final = ("identity", "drafts", "entries", "outbox", "receipts", "reference_items")


def create_store(path: Path, key: DatabaseKey) -> None:
    """Make a new, empty store in this program's shape."""
    _migrate(path, key, create=True)


def bring_up_to_date(path: Path, key: DatabaseKey) -> bool:
    """Migrate an older store; tell whether anything was done.

    Raises:
        Refused: PROFILE_NEWER when a newer program has been here; PROFILE_DAMAGED when the copy does not check out.
        Unavailable: PROFILE_IN_USE when another process has the older store open; the store is as it was.
    """
    step = _step_of(path, key)
    if step == migrations.HEAD:
        return False
    if step not in migrations.STEPS:
        raise Refused(Code.PROFILE_NEWER)
    copy = path.with_name(_COPY)
    before = fold_in_log(path, key)
    try:
        shutil.copyfile(path, copy)
        _migrate(copy, key, create=False)
        if fold_in_log(copy, key) != before:
            raise Refused(Code.PROFILE_DAMAGED, file=_COPY)
        _to_disk(copy)
        copy.replace(path)
        settle_folder(path.parent)
    except OSError as problem:
        raise cannot_write(problem, _COPY) from None
    finally:
        for leftover in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
            leftover.unlink(missing_ok=True)
    return True


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
            except OperationalError:
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
