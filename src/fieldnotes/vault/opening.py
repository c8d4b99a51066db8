"""Making, unlocking and recovering a profile: the first act of every day. Knows no entry and no hub."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlalchemy import insert

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault.atomic_file import cannot_write
from fieldnotes.vault.identity import LOCAL
from fieldnotes.vault.kdf import Kdf, check_strength
from fieldnotes.vault.key_file import (
    KEPT_KEY_FILE,
    KEY_FILE,
    KeyFile,
    SlotKind,
    read_key_file,
    write_key_file,
)
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.recovery_key import from_paper, new_recovery_secret, to_paper
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery, passphrase_slot, recovery_slot
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.vault.tables import IDENTITY
from fieldnotes.vault.upgrading import bring_up_to_date, create_store
from fieldnotes.vault.wrong_tries import WrongTries
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SEED_BYTES

_OPENING_LOCK: Final = "opening.lock"
_OPENING_SECONDS: Final = 60


def exists(folder: Path) -> bool:
    """Tell whether a profile lies here."""
    return any((folder / name).exists() for name in (KEY_FILE, KEPT_KEY_FILE, STORE_FILE))


def create(folder: Path, passphrase: str, kdf: Kdf, clock: Clock, name: str = "") -> tuple[OpenVault, str]:
    """Make a new encrypted profile with its device key; give it open, and the recovery key to write down.

    Raises:
        Refused: PROFILE_EXISTS, WEAK_PASSPHRASE.
        Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    check_strength(passphrase)
    _make_folder(folder)
    with _opening(folder):
        if exists(folder):
            raise Refused(Code.PROFILE_EXISTS, folder=str(folder))
        key, profile, secret = DataKey.new(), new_id(clock), new_recovery_secret()
        create_store(folder / STORE_FILE, key)
        slots = (passphrase_slot(profile, key, passphrase, kdf), recovery_slot(profile, key, secret))
        vault = _open(folder, profile, key)
        _write_identity(vault, clock, name)
        _write_keys(folder, KeyFile(profile, slots), passphrase)
        return vault, to_paper(secret)


def unlock(folder: Path, passphrase: str, clock: Clock) -> OpenVault:
    """Open a profile; an older store is brought up to date first.

    Raises:
        Refused: NO_PROFILE, WRONG_PASSPHRASE, PROFILE_DAMAGED, PROFILE_NEWER, NOT_ENCRYPTED.
        Unavailable: WAIT_BEFORE_RETRY with `seconds`; PROFILE_IN_USE while an older store is open elsewhere.
    """
    file = _read_keys(folder)
    tries = WrongTries(folder, clock)
    tries.check()
    begun = clock.monotonic()
    key = open_with_passphrase(file, passphrase)
    if key is None:
        tries.add(begun)
        raise Refused(Code.WRONG_PASSPHRASE)
    tries.forget()
    with _opening(folder):
        return _open(folder, file.profile, key)


def recover(folder: Path, recovery_key: str, new_passphrase: str, kdf: Kdf, clock: Clock) -> OpenVault:
    """Open with the recovery key and set a new passphrase; the recovery key stays good.

    Raises:
        Refused: NO_PROFILE, WRONG_RECOVERY_KEY with the `group` that is wrong (0 = all), WEAK_PASSPHRASE.
    """
    file = _read_keys(folder)
    key = open_with_recovery(file, from_paper(recovery_key))
    if key is None:
        raise Refused(Code.WRONG_RECOVERY_KEY, group=0)
    check_strength(new_passphrase)
    with _opening(folder):
        vault = _open(folder, file.profile, key)
        _replace_passphrase(vault, file, new_passphrase, kdf)
    WrongTries(folder, clock).forget()
    return vault


def change_passphrase(vault: OpenVault, new: str, kdf: Kdf) -> None:
    """Give the profile a new passphrase; one small file is rewritten, nothing is encrypted again.

    Raises:
        Refused: WEAK_PASSPHRASE, PROFILE_LOCKED.
        Unavailable: CANNOT_WRITE, DISK_FULL; the old passphrase still opens.
    """
    check_strength(new)
    with _opening(vault.folder):
        _replace_passphrase(vault, read_key_file(vault.folder), new, kdf)


def _replace_passphrase(vault: OpenVault, file: KeyFile, new: str, kdf: Kdf) -> None:
    slot = passphrase_slot(file.profile, vault.key, new, kdf)
    _write_keys(vault.folder, file.with_only(SlotKind.PASSPHRASE, slot), new)


def _write_keys(folder: Path, file: KeyFile, passphrase: str) -> None:
    def opens(written: KeyFile) -> bool:
        key = open_with_passphrase(written, passphrase)
        if key is not None:
            key.erase()
        return key is not None

    write_key_file(folder, file, opens)


def _open(folder: Path, profile: str, key: DataKey) -> OpenVault:
    path = folder / STORE_FILE
    bring_up_to_date(path, key)
    return OpenVault(folder, profile, key, open_engine(path, key))


def _write_identity(vault: OpenVault, clock: Clock, name: str) -> None:
    device = new_id(clock)
    sealed = vault.key.seal_seed(secrets.token_bytes(SEED_BYTES), device)
    with vault.writing() as connection:
        connection.execute(
            insert(IDENTITY).values(
                one=1, device=device, sealed_seed=sealed, name=name, dseq=0,
                role="worker", unit=LOCAL, reference_version=0,
            )
        )  # fmt: skip


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise cannot_write(problem, folder.name) from None


@contextmanager
def _opening(folder: Path) -> Iterator[None]:
    """One process at a time may look at, migrate or swap the store file."""
    lock = FileLock(folder / _OPENING_LOCK, timeout=_OPENING_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise Unavailable(Code.PROFILE_IN_USE) from None
    except OSError as problem:
        raise cannot_write(problem, _OPENING_LOCK) from None
    try:
        yield
    finally:
        lock.release()


def _read_keys(folder: Path) -> KeyFile:
    """Read the key file; a store without one is no missing profile but a damaged one."""
    if not any((folder / name).exists() for name in (KEY_FILE, KEPT_KEY_FILE)) and (folder / STORE_FILE).exists():
        raise Refused(Code.PROFILE_DAMAGED, file=KEY_FILE)
    return read_key_file(folder)
