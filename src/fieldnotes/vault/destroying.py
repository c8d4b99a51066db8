"""The end of a profile: what opens it goes first, then what it held. Asks nobody and knows no hub.

Begun once, it is finished: a mark is written before anything else, and from then on nothing opens here any more.
Overwriting reaches the disk where it writes in place; elsewhere the deletion and the disk's own encryption stand.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import BESIDE, cannot_write, settle_folder, write_atomically
from fieldnotes.disk.shredding import shred
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault.key_file import KEY_FILE, WIPING, SlotKind, readable
from fieldnotes.vault.keychain import Keychain
from fieldnotes.vault.leftovers import FILES, SOUND
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.wrong_tries import TRIES_FILE

_KEYS: Final = ("keys*.json", f"*{BESIDE}")
_SIDE_FILES: Final = (
    f"{Path(STORE_FILE).stem}.*", TRIES_FILE, "opening.lock", "exchange.lock", "who.json", "recovery.unproved",
    "handed-in",
)  # fmt: skip


def being_destroyed(folder: Path) -> bool:
    """Tell whether the end of this profile has begun."""
    return (folder / WIPING).exists()


def destroy_profile(folder: Path, keychain: Keychain | None = None) -> None:
    """Destroy a profile that nobody in this process has open; safe to call again when it was cut short.

    In order: the mark; every copy of the key slots, overwritten, then deleted; the PIN's half in the keychain; the
    store with its log; sealed files; side files; the mark; the folder, unless something of others lies in it.

    Args:
        folder: the profile.
        keychain: where a PIN's half may lie; None when this computer has none.

    Raises:
        Refused: NO_PROFILE when there is none, nor the rest of one.
        Unavailable: CANNOT_WRITE when the keys cannot be destroyed (nothing else is touched), or when another program
            holds a file (the keys are gone, the next call goes on).
    """
    keys = list(_matching(folder, _KEYS))
    if not (keys or being_destroyed(folder) or (folder / STORE_FILE).exists()):
        raise Refused(Code.NO_PROFILE, folder=str(folder))
    pins = [slot.id for path in keys if (file := readable(path)) for slot in file.of_kind(SlotKind.PIN)]
    write_atomically(folder / WIPING, secrets.token_bytes(16))
    _destroy_keys(folder, keys)
    if keychain is not None:
        for name in sorted(set(pins)):
            with contextlib.suppress(Unavailable):
                keychain.erase(name)  # without the slot the secret opens nothing
    _take_away(folder)


def _destroy_keys(folder: Path, keys: list[Path]) -> None:
    """Overwrite them all before the first is deleted, so that a cut in between leaves none that opens."""
    try:
        for path in keys:
            with contextlib.suppress(FileNotFoundError):
                _overwrite(path)
        for path in keys:
            path.unlink(missing_ok=True)
        settle_folder(folder)
    except OSError as problem:
        raise cannot_write(problem, KEY_FILE) from None


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _take_away(folder: Path) -> None:
    left = []
    for path in (*_matching(folder, (f"{STORE_FILE}*",)), *_sealed(folder), *_matching(folder, _SIDE_FILES)):
        if path.is_dir():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif not shred(path):
            left.append(path)
    if left:
        raise Unavailable(Code.CANNOT_WRITE, file=left[0].name)
    try:
        (folder / WIPING).unlink(missing_ok=True)
        settle_folder(folder)
        with contextlib.suppress(OSError):  # not empty: something of others lies here, which is not ours to take
            folder.rmdir()
            settle_folder(folder.parent)
    except OSError as problem:
        raise cannot_write(problem, folder.name) from None


def _sealed(folder: Path) -> Iterator[Path]:
    for name in (FILES, SOUND):
        yield from sorted((folder / name).glob("*"))
        if (folder / name).is_dir():
            yield folder / name


def _matching(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(path for path in folder.glob(pattern) if path.is_file() or path.is_symlink())
