"""The store's second body under another data key: every page copied and sealed anew, every wrapped key wrapped anew.

Pages are copied by SQLite's own backup between two keyed connections, so nothing is lost or put in another order;
what inside them hangs on the data key (the device's seed, the keys of sealed files) follows in one transaction. Knows
no key file and swaps nothing.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.sealed_files import unwrap_key, wrap_key
from fieldnotes.vault.store import connect, translated
from fieldnotes.vault.upgrading import fold_in_log

_PAGES_AT_ONCE: Final = 256
_WRAPPED: Final = ("attachments", "takes")
"""Tables with a row `id` and its `sealed_key`, None once destroyed."""

_ALONE: Final = ("PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF", "PRAGMA locking_mode=EXCLUSIVE")
_PLAIN_JOURNAL: Final = (*_ALONE, "PRAGMA journal_mode=DELETE", "PRAGMA secure_delete=ON")

GoOn = Callable[[int, int], None]


def copy_under(store: Path, copy: Path, old: DataKey, new: DataKey, go_on: GoOn) -> None:
    """Write the whole store anew under another key and check the copy against it; the store itself is only read.

    Args:
        store: the closed store; its log is folded in first.
        copy: where the copy shall lie; nothing may lie there.
        old: the store's key.
        new: the copy's key.
        go_on: told (done, total) again and again; what it raises ends the work.

    Raises:
        Refused: PROFILE_DAMAGED when the store or the copy does not check out, or a key in it does not open.
        Unavailable: PROFILE_IN_USE when another process has the store open; DISK_FULL, CANNOT_WRITE.
    """
    fold_in_log(store, old)
    source = connect(store, old, settings=_ALONE)
    try:
        with translated(store.name):
            source.execute("BEGIN EXCLUSIVE")  # and kept after it: nobody else writes while pages are copied
            source.execute("COMMIT")
        target = connect(copy, new, create=True, settings=_PLAIN_JOURNAL)
        try:
            with translated(copy.name):
                _copy_pages(source, target, go_on)
                _wrap_anew(target, old, new)
            _check(source, target, copy.name)
        finally:
            target.close()
    finally:
        source.close()
    fold_in_log(copy, new)


def _copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, go_on: GoOn) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        go_on(total - remaining, total)

    source.backup(target, pages=_PAGES_AT_ONCE, progress=told)


def _wrap_anew(target: sqlite3.Connection, old: DataKey, new: DataKey) -> None:
    target.execute("BEGIN IMMEDIATE")
    for device, sealed in target.execute("SELECT device, sealed_seed FROM identity").fetchall():
        seed = new.seal_seed(old.open_seed(bytes(sealed), device), device)
        target.execute("UPDATE identity SET sealed_seed = ? WHERE device = ?", (seed, device))
    for table in _WRAPPED:
        held = target.execute(f"SELECT id, sealed_key FROM {table} WHERE sealed_key IS NOT NULL").fetchall()  # noqa: S608 - own names
        for file, sealed in held:
            wrapped = wrap_key(new, file, unwrap_key(old, file, bytes(sealed)))
            target.execute(f"UPDATE {table} SET sealed_key = ? WHERE id = ?", (wrapped, file))  # noqa: S608 - own names
    target.execute("COMMIT")


def _check(source: sqlite3.Connection, target: sqlite3.Connection, name: str) -> None:
    """See that as much lies in the copy as in the store, table by table."""
    if _counts(source) != _counts(target):
        raise Refused(Code.PROFILE_DAMAGED, file=name)


def _counts(connection: sqlite3.Connection) -> Sequence[tuple[str, int]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [(t, connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0]) for (t,) in tables]  # noqa: S608 - the store's own names
