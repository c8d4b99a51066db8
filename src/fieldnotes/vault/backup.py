"""A copy of a profile for another disk: the store as it stood at one moment, its key file, its sealed files.

Everything stays ciphertext under the same data key; the manifest is written last. Knows no entry and no note.
"""

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.disk.manifest import FileSum, Manifest, copy_file, sum_file, write_manifest
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault.key_file import KEY_FILE, KeyFile, SlotKind, read_key_file, to_bytes
from fieldnotes.vault.leftovers import FILES, SOUND
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.store import STORE_FILE, check_ciphertext, connect, translated

FORMAT: Final = "fieldnotes/profile-backup/1"
SEALED_FOLDERS: Final = (FILES, SOUND)
_PAGES_AT_ONCE: Final = 256
_ATTEMPTS: Final = 3
_WITH_KEYS: Final = (
    "SELECT id FROM attachments WHERE sealed_key IS NOT NULL UNION ALL "
    "SELECT id FROM takes WHERE sealed_key IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made: where it lies, the moment it shows (RFC 3339), how many files and bytes it has."""

    folder: Path
    at: str
    files: int
    size: int


def back_up(vault: OpenVault, target: Path, clock: Clock, act: LongAct) -> BackedUp:
    """Copy the profile into a new folder while it is in use; the folder is there whole or not at all.

    Args:
        vault: the open profile; others may write meanwhile.
        target: the new folder; nothing or an empty folder may stand there.
        clock: for the moment the backup shows.
        act: told in bytes.

    Raises:
        Refused: FILE_EXISTS, BACKUP_INSIDE, PROFILE_DAMAGED; PROFILE_LOCKED when it is locked meanwhile.
        Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED; PROFILE_IN_USE when files are destroyed or keys changed
            faster than they can be copied.
    """
    if vault.folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise Refused(Code.BACKUP_INSIDE)
    with delivered(target, vault.profile[-12:]) as part:
        for _attempt in range(_ATTEMPTS):
            at = clock.now().isoformat(timespec="milliseconds")
            found = _fill(vault, part, act)
            if found is not None:
                break
            _empty(part)
        else:
            raise Unavailable(Code.PROFILE_IN_USE)
        about: JsonObject = {"profile": vault.profile, "at": at}
        write_manifest(part, Manifest(FORMAT, about, tuple(found)))
    return BackedUp(target, at, len(found), sum(one.size for one in found))


def portable(file: KeyFile) -> KeyFile:
    """Leave out what opens on this computer only: a slot bound to its keychain is of no use on another."""
    return file.without(SlotKind.PIN)


def _fill(vault: OpenVault, part: Path, act: LongAct) -> list[FileSum] | None:
    """Copy everything into a folder; None when what was copied no longer fits together."""
    keys = read_key_file(vault.folder)
    before = _copy_store(vault, part / STORE_FILE, act)
    sealed = _copy_sealed(vault.folder, part, act)
    if read_key_file(vault.folder) != keys or before - _with_keys(vault):
        return None
    write_atomically(part / KEY_FILE, to_bytes(portable(keys)))
    act.more((part / STORE_FILE).stat().st_size)
    silent = LongAct()
    return [sum_file(part, STORE_FILE, act), sum_file(part, KEY_FILE, silent), *sealed]


def _copy_store(vault: OpenVault, to: Path, act: LongAct) -> frozenset[str]:
    """Copy the store as it stands, page by page, out of one still picture; give which sealed files it has keys of."""
    to.touch(mode=0o600)
    with translated(STORE_FILE), contextlib.closing(connect(vault.folder / STORE_FILE, vault.key)) as source:
        source.execute("BEGIN")
        page = int(source.execute("PRAGMA page_size").fetchone()[0])  # SQLCipher gives it as text
        total = int(source.execute("PRAGMA page_count").fetchone()[0])
        act.more(page * total)
        with contextlib.closing(connect(to, vault.key)) as copy:
            left = total

            def step(_status: int, remaining: int, _total: int) -> None:
                nonlocal left
                if vault.locked:
                    raise Refused(Code.PROFILE_LOCKED)
                act.on(page * max(0, left - remaining))
                left = remaining

            source.backup(copy, pages=_PAGES_AT_ONCE, progress=step)
            found = _check_copy(copy)
    check_ciphertext(to)
    return found


def _check_copy(copy: sqlite3.Connection) -> frozenset[str]:
    """Leave one file without a log beside it, and see that every page of it holds."""
    mode = copy.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if mode != "delete" or copy.execute("PRAGMA cipher_integrity_check").fetchall():
        raise Refused(Code.PROFILE_DAMAGED, file=STORE_FILE)
    if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise Refused(Code.PROFILE_DAMAGED, file=STORE_FILE)
    return frozenset(row[0] for row in copy.execute(_WITH_KEYS))


def _copy_sealed(folder: Path, part: Path, act: LongAct) -> list[FileSum]:
    """Copy every sealed file there is; one that is destroyed meanwhile is passed over, and noticed by its key."""
    there = [path for name in SEALED_FOLDERS for path in sorted((folder / name).glob("*")) if path.is_file()]
    found = []
    for path in there:
        with contextlib.suppress(FileNotFoundError):
            act.more(path.stat().st_size)
            found.append(copy_file(path, part, f"{path.parent.name}/{path.name}", act))
    return found


def _with_keys(vault: OpenVault) -> frozenset[str]:
    with vault.reading() as connection:
        return frozenset(connection.exec_driver_sql(_WITH_KEYS).scalars())


def _empty(part: Path) -> None:
    for path in part.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
