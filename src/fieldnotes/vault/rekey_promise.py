"""A change of the data key that a computer may stop in the middle of: promised first, then done, or taken back.

Two files must change hands, the store and its key file, and nothing swaps two files at once. So the store's copy is
made whole (`store.rekey.db`), and then the new key file is written beside the old one as the promise
(`keys.rekey.json`). Knows no key and opens nothing.
"""

from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import cannot_write, settle_folder, write_atomically
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, KeyFile, SlotKind, readable, to_bytes
from fieldnotes.vault.store import STORE_FILE

PROMISE: Final = "keys.rekey.json"
COPY: Final = "store.rekey.db"
_BESIDE: Final = ("-wal", "-shm", "-journal")


def unsettled(folder: Path) -> bool:
    """Tell whether a change of the data key was cut short here."""
    return any((folder / name).exists() for name in (PROMISE, COPY))


def settle(folder: Path) -> bool:
    """Bring a change of the data key that was cut short to its end, or take it back; tell whether there was one.

    The recovery key of such a change was never shown to anybody, so its slot is left out: the profile then has none
    until its owner makes one. To be called under the opening lock.

    Raises:
        Unavailable: CANNOT_WRITE, DISK_FULL; the next call goes on from here.
    """
    if not unsettled(folder):
        return False
    promised = readable(folder / PROMISE)
    if promised is None or _used_since(folder):
        take_back(folder)
    else:
        _fulfil(folder, promised.without(SlotKind.RECOVERY))
    return True


def fulfil(folder: Path) -> None:
    """Keep the promise that was just written.

    Raises:
        Unavailable: CANNOT_WRITE, DISK_FULL; the promise stands, and `settle` goes on from here.
    """
    promised = readable(folder / PROMISE)
    if promised is None:
        raise Refused(Code.PROFILE_DAMAGED, file=PROMISE)
    _fulfil(folder, promised)


def take_back(folder: Path) -> None:
    """Leave the store and its key file as they were, and nothing beside them; the promise goes first."""
    try:
        for name in (PROMISE, COPY, *(f"{COPY}{beside}" for beside in _BESIDE)):
            (folder / name).unlink(missing_ok=True)
    except OSError as problem:
        raise cannot_write(problem, COPY) from None


def _used_since(folder: Path) -> bool:
    """Tell whether somebody wrote into the old store after it was copied: then the copy must not take its place."""
    log = folder / f"{STORE_FILE}-wal"
    return (folder / COPY).exists() and log.exists() and log.stat().st_size > 0


def _fulfil(folder: Path, promised: KeyFile) -> None:
    """Put the copy in the store's place, then its key file in both places; may be done any number of times."""
    try:
        if (folder / COPY).exists():
            for name in _BESIDE:
                (folder / f"{STORE_FILE}{name}").unlink(missing_ok=True)
            (folder / COPY).replace(folder / STORE_FILE)
            settle_folder(folder)
        for name in (KEY_FILE, KEPT_KEY_FILE):
            write_atomically(folder / name, to_bytes(promised))
        (folder / PROMISE).unlink(missing_ok=True)
        settle_folder(folder)
    except OSError as problem:
        raise cannot_write(problem, STORE_FILE) from None
