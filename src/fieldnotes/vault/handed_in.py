"""What a closed profile tells without its key: that nothing lies on this computer alone, or nothing at all.

When the profile is locked and everything in it lies elsewhere too, a mark is put beside the store. It holds no count
and no time of anything, only a fingerprint of the sealed files' names, sizes and dates: whatever is written later makes
it void, and so does a mark that was copied. Without a fitting mark the answer is that something may lie here alone.
It guards against a mistake, not against a person who writes the mark by hand: that one could delete the folder too.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.errors import FieldNotesError, Unavailable
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE
from fieldnotes.vault.leftovers import FILES, SOUND
from fieldnotes.vault.only_here import only_here
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.store import STORE_FILE

MARK: Final = "handed-in"
_STORES: Final = (STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-journal")
_SEALED: Final = (FILES, SOUND)


def lock_marked(vault: OpenVault) -> None:
    """Lock the profile; leave the mark if nothing lies here alone, and take an old one away if something does.

    Nothing that goes wrong with the mark holds up the lock.
    """
    if vault.locked:
        return
    try:
        whole = only_here(vault).total == 0
    except FieldNotesError:
        whole = False
    vault.lock()
    with suppress(OSError, Unavailable):
        if whole:
            _put(vault.folder)
        else:
            (vault.folder / MARK).unlink(missing_ok=True)


def nothing_only_here(folder: Path) -> bool:
    """Tell whether a closed profile surely holds nothing that lies on this computer alone; a folder without one does.

    Asks no passphrase. False whenever it cannot be told, also where the folder may not be read.
    """
    try:
        there = {each.name for each in folder.iterdir()}
        if not there & {KEY_FILE, KEPT_KEY_FILE, STORE_FILE}:
            return True
        return (folder / MARK).read_text(encoding="ascii") == _fingerprint(folder)
    except FileNotFoundError:
        return not folder.exists()
    except (OSError, ValueError):
        return False


def _put(folder: Path) -> None:
    if not folder.is_dir():  # the profile is gone: it was wiped
        return
    mark = _fingerprint(folder)
    there = folder / MARK
    if not there.exists() or there.read_bytes() != mark.encode("ascii"):
        write_atomically(there, mark.encode("ascii"))


def _fingerprint(folder: Path) -> str:
    """Names, sizes and dates of everything that holds work. OSError where it cannot be read."""
    sealed = sorted(path for name in _SEALED for path in (folder / name).rglob("*") if path.is_file())
    found = hashlib.sha256()
    for path in (*(folder / name for name in _STORES), *sealed):
        if path.exists():
            seen = path.stat()
            found.update(f"{path.relative_to(folder).as_posix()}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return found.hexdigest()
