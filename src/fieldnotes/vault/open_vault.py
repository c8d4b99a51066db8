"""An unlocked profile in one process: transactions in and out, and the lock that ends them all.

Everything above works through `reading` and `writing`; nothing read is kept between them, because the app and the
command line may have the same profile open. Knows no table.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.pool import PoolProxiedConnection

from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Entry
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.store import BUSY_MILLISECONDS, STORE_FILE, translated
from fieldnotes.wire.entries import read, reread

_MOST_DECODED: Final = 20_000
_LOG_WAIT_MILLISECONDS: Final = 2_000
Known = TypeVar("Known")


class OpenVault:
    """One unlocked profile; safe to use from several threads."""

    def __init__(self, folder: Path, profile: str, key: DataKey, engine: Engine) -> None:
        self.folder = folder
        self.profile = profile
        self._key = key
        self._engine = engine
        self._gate = threading.Condition()
        self._inside = 0
        self._locked = False
        self._stopped = False
        self.log_owed = False
        self._watching = threading.Lock()
        self._watcher: PoolProxiedConnection | None = None
        self._decoded: dict[str, Entry] = {}
        self._cases: dict[str, Case] = {}

    @property
    def locked(self) -> bool:
        """Tell whether `lock` has been called."""
        return self._locked

    @property
    def key(self) -> DataKey:
        """The data key, for wrapping; zeroed at lock.

        Raises:
            Refused: PROFILE_LOCKED.
        """
        if self._locked:
            raise Refused(Code.PROFILE_LOCKED)
        return self._key

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Hold one writing transaction: all of it is on the disk at the end, or nothing.

        Raises:
            Refused: PROFILE_LOCKED, PROFILE_DAMAGED.
            Unavailable: DISK_FULL, CANNOT_WRITE.
        """
        with self._entered(), translated(STORE_FILE), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Hold one reading transaction: a still picture, while others write."""
        with (
            self._entered(),
            translated(STORE_FILE),
            self._engine.connect().execution_options(reading=True) as connection,
            connection.begin(),
        ):
            yield connection

    def decoded(self, digest: str, data: bytes) -> Entry:
        """Decode an entry's bytes by the whole rule, once per process; it never changes, so this cannot go stale."""
        return _once(self._decoded, digest, lambda: read(data))

    def kept(self, digest: str, data: bytes) -> Entry:
        """Decode an entry out of this store, which took nothing in that the bytes rule had not passed."""
        return _once(self._decoded, digest, lambda: reread(data))

    def case_of(self, text: str) -> Case:
        """Read a case out of its JSON text, once per process: the text is the key, so this cannot go stale either."""
        return _once(self._cases, text, lambda: Case.from_json(json.loads(text)))

    def version(self) -> int:
        """Give a number that changes with every commit, by this process or another; one connection only looks.

        Raises:
            Refused: PROFILE_LOCKED.
        """
        with self._entered(), translated(STORE_FILE), self._watching:
            if self._watcher is None:
                self._watcher = self._engine.raw_connection()
            ((version,),) = self._watcher.cursor().execute("PRAGMA data_version").fetchall()
        return int(version)

    def forget_decoded(self) -> None:
        """Drop what was decoded, because some of it has left the store for good."""
        with self._gate:
            self._forget()

    def empty_log(self) -> bool:
        """Fold the write-ahead log into the store and cut it to nothing, so that what was destroyed is gone.

        Gives whether that was done: a reader elsewhere can hold the old pages longer than we wait. Then it is owed
        (`log_owed`), and every later call settles it.
        """
        with self._entered(), translated(STORE_FILE):
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute(f"PRAGMA busy_timeout={_LOG_WAIT_MILLISECONDS}")
                (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            finally:
                raw.close()
        self.log_owed = bool(busy)
        return not self.log_owed

    def lock(self) -> None:
        """Wait for transactions under way, close every connection, overwrite the key. Safe to call twice."""
        with self._gate:
            self._gate.wait_for(lambda: not self._stopped)
            self._locked = True
            self._gate.wait_for(lambda: self._inside == 0)
            self._close()
            self._key.erase()
            self._forget()

    def _close(self) -> None:
        if self._watcher is not None:
            self._watcher.invalidate()
            self._watcher = None
        self._engine.dispose()

    def _forget(self) -> None:
        self._decoded.clear()
        self._cases.clear()

    @contextmanager
    def stopped(self) -> "Iterator[Callable[[DataKey, Engine], None]]":
        """Close every connection and let others wait for one block; what it gives takes a new key and engine.

        The block works on the files and with `key`, never through this vault.

        Raises:
            Refused: PROFILE_LOCKED.
        """
        with self._gate:
            self._gate.wait_for(lambda: not self._stopped)
            if self._locked:
                raise Refused(Code.PROFILE_LOCKED)
            self._stopped = True
            self._gate.wait_for(lambda: self._inside == 0)
            self._close()
        try:
            yield self._go_on_with
        finally:
            with self._gate:
                self._stopped = False
                self._gate.notify_all()

    def _go_on_with(self, key: DataKey, engine: Engine) -> None:
        former, self._key, self._engine = self._key, key, engine
        former.erase()

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with self._gate:
            self._gate.wait_for(lambda: not self._stopped)
            if self._locked:
                raise Refused(Code.PROFILE_LOCKED)
            self._inside += 1
        try:
            yield
        finally:
            with self._gate:
                self._inside -= 1
                self._gate.notify_all()


def _once(known: dict[str, Known], key: str, read_it: Callable[[], Known]) -> Known:
    """Give what is known under the key, else read it; callers stand inside a transaction, so lock clears it all."""
    found = known.get(key)
    if found is None:
        found = read_it()
        if len(known) >= _MOST_DECODED:
            known.clear()
        known[key] = found
    return found
