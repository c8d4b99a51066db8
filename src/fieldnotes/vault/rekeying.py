"""A new data key for a whole profile: the store copied page by page under it, checked, then both files swapped.

What makes it safe to stop anywhere is the promise (`rekey_promise.py`): before it everything is taken back, after it
everything is brought to its end, at the next start if need be. Knows no entry.
"""

import os
from collections.abc import Callable
from pathlib import Path

from fieldnotes.disk.atomic_file import cannot_write, settle_folder, write_atomically
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.vault.escrow import escrow_slot, published_pair
from fieldnotes.vault.kdf import Kdf, check_strength
from fieldnotes.vault.key_file import KeyFile, read_key_file, to_bytes
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.opening_lock import alone_at_the_keys
from fieldnotes.vault.recovery_key import new_recovery_secret, to_paper
from fieldnotes.vault.rekey_promise import COPY, PROMISE, fulfil, settle, take_back
from fieldnotes.vault.rekeyed_store import copy_under
from fieldnotes.vault.slots import passphrase_slot, recovery_slot
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.wire.escrow_pair import EscrowPair

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def rekey(
    vault: OpenVault,
    passphrase: str,
    kdf: Kdf,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> str:
    """Give the profile a new data key and everything a slot under it; gives the new recovery key to write down.

    The vault stays open and goes on under the new key; what others ask of it meanwhile waits. The organisation's slot
    is made anew; a PIN is not, since only its owner knows it.

    Args:
        vault: the open profile; no other process may have it open.
        passphrase: the passphrase from now on, the present one or a new one.
        kdf: its setting.
        progress: told (done, total) as pages and keys are written.
        cancelled: asked often; before the swap everything is as it was.

    Raises:
        Refused: WEAK_PASSPHRASE; PROFILE_DAMAGED when the store or its copy does not check out.
        Unavailable: PROFILE_IN_USE, CANCELLED, DISK_FULL, CANNOT_WRITE. The old key still holds in all these cases.
    """
    check_strength(passphrase)
    pair, new, secret = published_pair(vault), DataKey.new(), new_recovery_secret()
    with alone_at_the_keys(vault.folder), vault.stopped() as go_on_with:
        settle(vault.folder)
        file = read_key_file(vault.folder)
        try:
            _copy(vault.folder, vault.key, new, progress, cancelled)
            write_atomically(vault.folder / PROMISE, to_bytes(_fresh(file, new, passphrase, kdf, secret, pair)))
        except BaseException:
            new.erase()
            take_back(vault.folder)
            raise
        fulfil(vault.folder)
        go_on_with(new, open_engine(vault.folder / STORE_FILE, new))
    return to_paper(secret)


def _copy(folder: Path, old: DataKey, new: DataKey, progress: Progress | None, cancelled: Cancelled | None) -> None:
    def go_on(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total)
        if cancelled is not None and cancelled():
            raise Unavailable(Code.CANCELLED)

    try:
        copy_under(folder / STORE_FILE, folder / COPY, old, new, go_on)
        with (folder / COPY).open("rb+") as copied:
            os.fsync(copied.fileno())
        settle_folder(folder)
    except OSError as problem:
        raise cannot_write(problem, COPY) from None


def _fresh(file: KeyFile, key: DataKey, passphrase: str, kdf: Kdf, secret: bytes, pair: EscrowPair | None) -> KeyFile:
    slots = [passphrase_slot(file.profile, key, passphrase, kdf), recovery_slot(file.profile, key, secret)]
    if pair is not None:
        slots.append(escrow_slot(file.profile, key, pair))
    return KeyFile(file.profile, tuple(slots))
