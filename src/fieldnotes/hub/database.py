"""The door to the hub's database: one engine, short transactions, refusals in our own words. Knows no table.

SQLite runs in WAL with synchronous=FULL and BEGIN IMMEDIATE for writers; PostgreSQL at READ COMMITTED. Writers
lost to a deadlock or a serialization failure (40P01, 40001), to a busy file or to a key taken a moment before
run again from the start, so a job handed to `write` must be safe to run twice.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InvalidatePoolError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.sealing import OPENS, CaseSeal

T = TypeVar("T")

_ATTEMPTS = 6
_RETRIED_STATES = frozenset({"40001", "40P01"})
_LOCKED = "55P03"
_BUSY_SECONDS = 20
_CONNECT_SECONDS = 5
_AT_ONCE = 16
_MORE = 16
"""Connections one process keeps, and how many more it may open for a moment."""
_LAIN_STILL = 2.0
"""Seconds after which a connection is asked whether it lives."""
_USED = "fieldnotes_used"


class Database:
    """An engine and the two ways to use it; rows leave only as plain values, content opens with `seal` (`sealing`)."""

    def __init__(self, url: URL, seal: CaseSeal) -> None:
        self._engine = _engine(url).execution_options(**{OPENS: seal})
        self._writer = self._engine.execution_options(fieldnotes_writes=True)
        self._reader = _reading_engine(self._engine)
        self.remembered: dict[str, tuple[object, object]] = {}
        """What `remembered.py` keeps beside it."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a stretch of reading; on a server each question sees what is committed when it is asked.

        Raises:
            Unavailable: DATABASE_UNREACHABLE.
        """
        try:
            with self._reader.begin() as connection:
                yield connection
        except (OperationalError, InterfaceError, PoolTimeoutError):
            raise Unavailable(Code.DATABASE_UNREACHABLE) from None

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a transaction that only reads and sees one moment, however long it lasts and whoever writes.

        Raises:
            Unavailable: DATABASE_UNREACHABLE.
        """
        engine = self._engine
        if engine.dialect.name != "sqlite":  # where every reading transaction is one still picture
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        try:
            with engine.begin() as connection:
                yield connection
        except (OperationalError, InterfaceError, PoolTimeoutError):
            raise Unavailable(Code.DATABASE_UNREACHABLE) from None

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run `job` in one transaction; again when another writer was in the way.

        Raises:
            Unavailable: DATABASE_UNREACHABLE when the database does not answer or stays busy.
        """
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._once(job)
            except DBAPIError as problem:
                if not _worth_retrying(problem):
                    raise _translated(problem) from None
        try:
            return self._once(job)
        except DBAPIError as problem:
            raise _translated(problem) from None

    def _once(self, job: Callable[[Connection], T]) -> T:
        try:
            with self._writer.begin() as connection:
                return job(connection)
        except PoolTimeoutError:
            raise Unavailable(Code.DATABASE_UNREACHABLE) from None

    def settle_destruction(self, tables: Sequence[str]) -> bool:
        """See that what was deleted from these tables or overwritten there lies nowhere in the database's files.

        SQLite has zeroed it in its file, so its log is cut; PostgreSQL writes the tables anew. False when somebody
        reads just now, or the database cannot: to be tried again.

        Raises:
            Unavailable: DATABASE_UNREACHABLE.
        """
        try:
            if self._engine.dialect.name == "sqlite":
                return self._cut_log()
            for table in tables:
                with self._engine.begin() as connection:  # a setting outside of it may be left to somebody else
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_BUSY_SECONDS}s'")
                    connection.exec_driver_sql(f'CLUSTER "{table}" USING "{table}_pkey"')
        except (ProgrammingError, NotSupportedError):
            return False
        except OperationalError as problem:
            if getattr(problem.orig, "sqlstate", None) == _LOCKED:
                return False
            raise Unavailable(Code.DATABASE_UNREACHABLE) from None
        except (InterfaceError, PoolTimeoutError):
            raise Unavailable(Code.DATABASE_UNREACHABLE) from None
        return True

    def _cut_log(self) -> bool:
        raw = self._engine.raw_connection()
        try:
            busy, _, _ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:  # somebody holds the table just now
            return False
        finally:
            raw.close()
        return not busy

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def database_url(text: str | None, folder: Path) -> URL:
    """Read the address of a database; None is the embedded SQLite file in `folder`.

    Raises:
        Refused: DATABASE_WRONG when it is neither; DRIVER_MISSING where PostgreSQL's driver did not come along.
    """
    if text is None:
        return URL.create("sqlite+pysqlite", database=str(folder / "hub.sqlite"))
    try:
        url = make_url(text)
    except ArgumentError:
        raise Refused(Code.DATABASE_WRONG) from None
    if url.drivername != "postgresql+psycopg":
        raise Refused(Code.DATABASE_WRONG)
    if find_spec("psycopg") is None:
        raise Refused(Code.DRIVER_MISSING)
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        arguments: dict[str, Any] = {
            "isolation_level": None,
            "timeout": _BUSY_SECONDS,
            "check_same_thread": False,
        }
    else:
        arguments = {"connect_timeout": _CONNECT_SECONDS, "prepare_threshold": None}
    engine = create_engine(
        url,
        connect_args=arguments,
        hide_parameters=True,
        pool_size=_AT_ONCE,
        max_overflow=_MORE,
        pool_timeout=_BUSY_SECONDS,
    )
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    else:
        event.listen(engine, "checkin", _on_checkin)
        event.listen(engine, "checkout", _asking_after(engine.dialect.loaded_dbapi.Error))
    return engine


def _reading_engine(engine: Engine) -> Engine:
    """Spare reading its transaction: at READ COMMITTED each question sees its own moment in one, too.

    Beginning and ending one would cost two journeys to the server and give nothing.
    """
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="AUTOCOMMIT")


def _on_checkin(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = time.monotonic()


def _asking_after(error: type[Exception]) -> Callable[[Any, ConnectionPoolEntry, object], None]:
    """Ask a connection that has lain still whether it lives; one in constant use is found dead by its next question."""

    def on_checkout(connection: Any, record: ConnectionPoolEntry, _lent: object) -> None:  # noqa: ANN401 - the driver's
        if time.monotonic() - record.info.get(_USED, 0.0) < _LAIN_STILL:
            return
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except error:
            raise InvalidatePoolError from None

    return on_checkout


def _on_sqlite_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("fieldnotes_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _worth_retrying(problem: DBAPIError) -> bool:
    if isinstance(problem, IntegrityError):
        return True
    state = getattr(problem.orig, "sqlstate", None)
    return state in _RETRIED_STATES or "database is locked" in str(problem.orig)


def _translated(problem: DBAPIError) -> Exception:
    if isinstance(problem, OperationalError | InterfaceError):
        return Unavailable(Code.DATABASE_UNREACHABLE)
    return problem
