"""The database file: opened with a raw key through SQLCipher, never without proof that it really is ciphertext.

Raw key because SQLCipher's own derivation costs 250 ms per connection; the `pysqlcipher` dialect is not used,
since it carries the key in its URL. Knows no table.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final, Protocol

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable

STORE_FILE: Final = "store.db"
_PLAIN_HEADER: Final = b"SQLite format 3\x00"
BUSY_MILLISECONDS: Final = 10_000
SETTINGS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)
_RESULT_MASK: Final = 0xFF


class DatabaseKey(Protocol):
    """Gives the raw key anew for each connection, so that no copy need be kept."""

    def database_key(self) -> bytearray:
        """Give 32 bytes."""
        ...


def open_engine(path: Path, key: DatabaseKey, *, create: bool = False) -> Engine:
    """Build the engine over a store; connections are made when first needed.

    Reading transactions are asked for by the execution option `reading`; all others begin IMMEDIATE, so two
    processes queue up instead of failing half-way.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, key, create=create),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def connect(
    path: Path,
    key: DatabaseKey,
    *,
    create: bool = False,
    driver: ModuleType = sqlcipher,
    settings: Sequence[str] = SETTINGS,
) -> sqlite3.Connection:
    """Open one connection with every guard.

    The file is looked at from outside only when it did not open: reading it beside open connections would drop the
    locks they hold on it (POSIX), and no key opens a plain file anyway.

    Raises:
        Refused: NOT_ENCRYPTED when the file or the driver is plain SQLite; PROFILE_DAMAGED when the key does not
            fit or the file is gone.
    """
    mode = "rwc" if create else "rw"
    with translated(path.name):
        connection: sqlite3.Connection = driver.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        try:
            _prepare(connection, key, settings)
        except BaseException:
            connection.close()
            check_ciphertext(path)
            raise
    return connection


def check_ciphertext(path: Path) -> None:
    """Refuse a store whose first bytes are SQLite's own header.

    Raises:
        Refused: NOT_ENCRYPTED.
    """
    try:
        with path.open("rb") as file:
            first = file.read(len(_PLAIN_HEADER))
    except FileNotFoundError:
        return
    if first == _PLAIN_HEADER:
        raise Refused(Code.NOT_ENCRYPTED, file=path.name)


@contextmanager
def translated(file: str) -> Iterator[None]:
    """Say what the database could not do in the house's words; an unforeseen error passes as it is."""
    try:
        yield
    except DBAPIError as problem:
        found = _in_our_words(problem.orig, file)
        if found is None:
            raise
        raise found from None
    except (sqlcipher.Error, sqlite3.Error) as problem:
        found = _in_our_words(problem, file)
        if found is None:
            raise
        raise found from None


def _prepare(connection: sqlite3.Connection, key: DatabaseKey, settings: Sequence[str]) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    raw = key.database_key()
    connection.execute(f"PRAGMA key=\"x'{raw.hex()}'\"")
    raw[:] = bytes(len(raw))
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise Refused(Code.NOT_ENCRYPTED, file=STORE_FILE)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for setting in settings:
        connection.execute(setting).fetchall()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _in_our_words(problem: BaseException | None, file: str) -> FieldNotesError | None:
    number = getattr(problem, "sqlite_errorcode", None)
    make = _WORDS.get(number & _RESULT_MASK) if isinstance(number, int) else None
    return make(file) if make else None


_WORDS: Final[dict[int, Callable[[str], FieldNotesError]]] = {
    sqlite3.SQLITE_BUSY: lambda file: Unavailable(Code.CANNOT_WRITE, file=file),
    sqlite3.SQLITE_LOCKED: lambda file: Unavailable(Code.CANNOT_WRITE, file=file),
    sqlite3.SQLITE_FULL: lambda file: Unavailable(Code.DISK_FULL, file=file),
    sqlite3.SQLITE_IOERR: lambda file: Unavailable(Code.CANNOT_WRITE, file=file),
    sqlite3.SQLITE_READONLY: lambda file: Unavailable(Code.CANNOT_WRITE, file=file),
    sqlite3.SQLITE_CANTOPEN: lambda file: Refused(Code.PROFILE_DAMAGED, file=file),
    sqlite3.SQLITE_CORRUPT: lambda file: Refused(Code.PROFILE_DAMAGED, file=file),
    sqlite3.SQLITE_NOTADB: lambda file: Refused(Code.PROFILE_DAMAGED, file=file),
}
