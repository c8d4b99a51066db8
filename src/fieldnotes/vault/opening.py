"""Making, unlocking and recovering a profile: the first act of every day. Knows no entry and no hub."""

import secrets
from pathlib import Path

from sqlalchemy import insert

from fieldnotes.disk.atomic_file import cannot_write
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault.ciphertext import check_sealed
from fieldnotes.vault.identity import LOCAL
from fieldnotes.vault.kdf import Kdf, check_strength
from fieldnotes.vault.key_file import (
    KEPT_KEY_FILE,
    KEY_FILE,
    KeyFile,
    SlotKind,
    key_file_exists,
    read_key_file,
    readable,
    write_key_file,
)
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.lease import LONGEST, check_lease
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.opening_lock import alone_at_the_keys
from fieldnotes.vault.recovery_key import from_paper, new_recovery_secret, to_paper
from fieldnotes.vault.rekey_promise import settle, unsettled
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery, passphrase_slot, recovery_slot
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.vault.tables import IDENTITY
from fieldnotes.vault.upgrading import bring_up_to_date, create_store
from fieldnotes.vault.wrong_tries import RECOVERY_TRIES_FILE, WrongTries
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SEED_BYTES


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
    with alone_at_the_keys(folder):
        if exists(folder):
            raise Refused(Code.PROFILE_EXISTS, folder=str(folder))
        key, profile, secret = DataKey.new(), new_id(clock), new_recovery_secret()
        create_store(folder / STORE_FILE, key)
        slots = (passphrase_slot(profile, key, passphrase, kdf), recovery_slot(profile, key, secret))
        vault = _open(folder, profile, key)
        _write_identity(vault, clock, name)
        _write_keys(folder, KeyFile(profile, slots), passphrase)
        return vault, to_paper(secret)


def unlock(
    folder: Path, passphrase: str, clock: Clock, recovery_key: str | None = None, *, lease: int = LONGEST
) -> OpenVault:
    """Open a profile; an older store is brought up to date first.

    `recovery_key`: beside the passphrase, for a device that has been without its hub for too long (`vault/lease.py`).
    `lease`: the most days this computer allows, whatever the hub allows.

    Raises:
        Refused: NO_PROFILE, WRONG_PASSPHRASE, PROFILE_DAMAGED, PROFILE_NEWER, NOT_ENCRYPTED; LEASE_ENDED and
            CLOCK_DOUBTED, which ask for the recovery key too; WRONG_RECOVERY_KEY with the `group` that is wrong.
        Unavailable: WAIT_BEFORE_RETRY with `seconds`; PROFILE_IN_USE while an older store is open elsewhere.
    """
    file = _read_keys(folder)
    if recovery_key is not None:
        _key_on_paper(folder, file, recovery_key, clock).erase()
        return open_with_key(folder, file, _key_of(folder, file, passphrase, clock))
    return open_on_lease(folder, file, _key_of(folder, file, passphrase, clock), clock, lease=lease)


def confirm(vault: OpenVault, passphrase: str, clock: Clock) -> None:
    """Make sure that whoever sits here knows the passphrase of a profile that is open.

    Raises:
        Refused: WRONG_PASSPHRASE.
        Unavailable: WAIT_BEFORE_RETRY with `seconds`.
    """
    _key_of(vault.folder, read_key_file(vault.folder), passphrase, clock).erase()


def recover(
    folder: Path, recovery_key: str, new_passphrase: str, kdf: Kdf, clock: Clock, brought: Path | None = None
) -> OpenVault:
    """Open with the recovery key and set a new passphrase; the recovery key stays good.

    `brought`: a key file for this profile from elsewhere (a backup, or what two officers made) to open instead of the
    one that lies here; it takes its place.

    Raises:
        Refused: NO_PROFILE, WRONG_RECOVERY_KEY with the `group` that is wrong (0 = all), WEAK_PASSPHRASE, and for what
            was brought WRONG_FILE, OTHER_PROFILE.
        Unavailable: WAIT_BEFORE_RETRY with `seconds`.
    """
    file = _brought(folder, brought) if brought else _read_keys(folder)
    key = _key_on_paper(folder, file, recovery_key, clock)
    check_strength(new_passphrase)
    vault = open_with_key(folder, file, key)
    with alone_at_the_keys(folder):
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
    with alone_at_the_keys(vault.folder):
        _replace_passphrase(vault, read_key_file(vault.folder), new, kdf)


def new_recovery_key(vault: OpenVault) -> str:
    """Give the profile a new recovery key; the old one opens nothing from now on.

    Raises:
        Refused: PROFILE_LOCKED.
        Unavailable: CANNOT_WRITE, DISK_FULL; the old one still opens.
    """
    secret = new_recovery_secret()
    with alone_at_the_keys(vault.folder):
        file = read_key_file(vault.folder)
        fresh = file.with_only(SlotKind.RECOVERY, recovery_slot(file.profile, vault.key, secret))
        write_key_file(vault.folder, fresh, lambda written: _opens(open_with_recovery(written, secret)))
    return to_paper(secret)


def open_with_key(folder: Path, file: KeyFile, key: DataKey) -> OpenVault:
    """Open the store with the key a slot gave; older stores are brought up to date.

    Raises:
        Refused: PROFILE_DAMAGED, PROFILE_NEWER, NOT_ENCRYPTED.
        Unavailable: PROFILE_IN_USE, also when another process changed the data key in between.
    """
    with alone_at_the_keys(folder):
        try:
            return _open(folder, file.profile, key)
        except BaseException:
            key.erase()
            if readable(folder / KEY_FILE) != file:
                raise Unavailable(Code.PROFILE_IN_USE) from None
            raise


def open_on_lease(folder: Path, file: KeyFile, key: DataKey, clock: Clock, *, lease: int = LONGEST) -> OpenVault:
    """Open with the key of a slot that does for every day, unless the device has been without its hub for too long.

    Raises:
        Refused: LEASE_ENDED, CLOCK_DOUBTED; the profile is locked again. And as `open_with_key`.
    """
    vault = open_with_key(folder, file, key)
    try:
        check_lease(vault, clock, lease)
    except BaseException:
        vault.lock()
        raise
    return vault


def _replace_passphrase(vault: OpenVault, file: KeyFile, new: str, kdf: Kdf) -> None:
    slot = passphrase_slot(file.profile, vault.key, new, kdf)
    _write_keys(vault.folder, file.with_only(SlotKind.PASSPHRASE, slot), new)


def _write_keys(folder: Path, file: KeyFile, passphrase: str) -> None:
    write_key_file(folder, file, lambda written: _opens(open_with_passphrase(written, passphrase)))


def _opens(key: DataKey | None) -> bool:
    """See whether a slot opened, and keep nothing of it."""
    if key is not None:
        key.erase()
    return key is not None


def _key_of(folder: Path, file: KeyFile, passphrase: str, clock: Clock) -> DataKey:
    """Try a passphrase as often as the waits allow."""
    tries = WrongTries(folder, clock)
    tries.check()
    begun = clock.monotonic()
    key = open_with_passphrase(file, passphrase)
    if key is None:
        tries.add(begun)
        raise Refused(Code.WRONG_PASSPHRASE)
    tries.forget()
    return key


def _key_on_paper(folder: Path, file: KeyFile, recovery_key: str, clock: Clock) -> DataKey:
    """Try a recovery key as often as its own waits allow."""
    secret = from_paper(recovery_key)
    tries = WrongTries(folder, clock, RECOVERY_TRIES_FILE)
    tries.check()
    begun = clock.monotonic()
    key = open_with_recovery(file, secret)
    if key is None:
        tries.add(begun)
        raise Refused(Code.WRONG_RECOVERY_KEY, group=0)
    tries.forget()
    return key


def _brought(folder: Path, path: Path) -> KeyFile:
    """Read a key file from elsewhere; it must be this profile's, as far as that can still be told."""
    found = readable(path)
    if found is None:
        raise Refused(Code.WRONG_FILE, file=path.name, expected="a key file")
    here = [readable(folder / name) for name in (KEY_FILE, KEPT_KEY_FILE)]
    if any(one is not None and one.profile != found.profile for one in here):
        raise Refused(Code.OTHER_PROFILE, file=path.name)
    return found


def _open(folder: Path, profile: str, key: DataKey) -> OpenVault:
    path = folder / STORE_FILE
    check_sealed(folder)
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


def _read_keys(folder: Path) -> KeyFile:
    """Read the key file; a store without one is no missing profile but a damaged one.

    A change of the data key that was cut short is brought to its end first, or taken back.
    """
    if not key_file_exists(folder) and (folder / STORE_FILE).exists():
        raise Refused(Code.PROFILE_DAMAGED, file=KEY_FILE)
    if unsettled(folder):
        with alone_at_the_keys(folder):
            settle(folder)
    return read_key_file(folder)
