"""A backup becomes a profile again: another device of the same person, which must join its hub anew.

The old device may still be alive somewhere, so nothing here ever speaks in its name: its entries keep their
signatures and are offered again, its counter and its exchange token stay behind. Knows no hub.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import Connection, delete, func, insert, select, update

from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.disk.manifest import Manifest, copy_checked, read_manifest
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault.backup import FORMAT
from fieldnotes.vault.entries import PARCEL_OVERHEAD
from fieldnotes.vault.identity import read_identity, write_identity
from fieldnotes.vault.kdf import Kdf, check_strength
from fieldnotes.vault.kept_drafts import begin_new_shelf
from fieldnotes.vault.key_file import KEY_FILE, KeyFile, SlotKind, readable, write_key_file
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.opening import exists
from fieldnotes.vault.rebinding import count_anew, own_anew
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery, passphrase_slot
from fieldnotes.vault.store import STORE_FILE, check_ciphertext, open_engine
from fieldnotes.vault.tables import ENTRIES, ENTRY_BYTES, IDENTITY, OUTBOX, QUARANTINE, WHOLE
from fieldnotes.vault.upgrading import bring_up_to_date
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SEED_BYTES

_MARK: Final = "restoring"

WayIn: TypeAlias = Callable[[KeyFile], tuple[DataKey, KeyFile]]
"""Opens a key file; gives the data key and the key file the new profile shall have."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A profile that was made from a backup: its new device, the moment the backup shows, entries to offer again."""

    device: str
    at: str
    entries: int


def by_passphrase(passphrase: str) -> WayIn:
    """Open with the passphrase the backup was made under. Refused: WRONG_PASSPHRASE."""

    def open_it(file: KeyFile) -> tuple[DataKey, KeyFile]:
        key = open_with_passphrase(file, passphrase)
        if key is None:
            raise Refused(Code.WRONG_PASSPHRASE)
        return key, file

    return open_it


def by_recovery_key(paper: str, new_passphrase: str, kdf: Kdf) -> WayIn:
    """Open with the recovery key and set a new passphrase. Refused: WRONG_RECOVERY_KEY, WEAK_PASSPHRASE."""

    def open_it(file: KeyFile) -> tuple[DataKey, KeyFile]:
        key = open_with_recovery(file, from_paper(paper))
        if key is None:
            raise Refused(Code.WRONG_RECOVERY_KEY, group=0)
        check_strength(new_passphrase)
        slot = passphrase_slot(file.profile, key, new_passphrase, kdf)
        return key, file.with_only(SlotKind.PASSPHRASE, slot)

    return open_it


def restore(source: Path, folder: Path, way_in: WayIn, clock: Clock, act: LongAct) -> Restored:
    """Make a profile out of a backup; it is there whole, as a new device, or not at all.

    Args:
        source: the backup's folder; it is left as it is.
        folder: where the profile shall be; nothing or an empty folder may stand there.
        way_in: `by_passphrase` or `by_recovery_key`.
        clock: for the new device's id.
        act: told in bytes.

    Raises:
        Refused: BACKUP_WRONG, PROFILE_EXISTS, FILE_EXISTS, PROFILE_NEWER, and what `way_in` refuses.
        Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    if exists(folder):
        raise Refused(Code.PROFILE_EXISTS, folder=str(folder))
    manifest = read_manifest(source, FORMAT)
    file = readable(source / KEY_FILE)
    if file is None or file.profile != manifest.about.get("profile"):
        raise Refused(Code.BACKUP_WRONG, file=KEY_FILE)
    if STORE_FILE not in {one.name for one in manifest.files}:
        raise Refused(Code.BACKUP_WRONG, file=STORE_FILE)
    key, fresh = way_in(file)
    try:
        with delivered(folder, _MARK) as part:
            _copy(source, part, manifest, act)
            device, entries = _open_as_new(part, fresh, key, clock)
            write_key_file(part, fresh, lambda written: written == fresh)
    finally:
        key.erase()
    return Restored(device, str(manifest.about.get("at", "")), entries)


def _copy(source: Path, part: Path, manifest: Manifest, act: LongAct) -> None:
    act.more(manifest.size)
    for one in manifest.files:
        copy_checked(source, part, one, act)
    check_ciphertext(part / STORE_FILE)


def _open_as_new(part: Path, file: KeyFile, key: DataKey, clock: Clock) -> tuple[str, int]:
    """Bring the copy to this program's shape and give it a device of its own; leaves no log beside the store."""
    bring_up_to_date(part / STORE_FILE, key)
    engine = open_engine(part / STORE_FILE, key)
    vault = OpenVault(part, file.profile, key, engine)
    try:
        with vault.writing() as connection:
            device = _new_device(vault, connection, clock)
            _offer_again(connection)
            entries = connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()
        begin_new_shelf(vault)
        vault.empty_log()
    finally:
        engine.dispose()
    return device, int(entries)


def _new_device(vault: OpenVault, connection: Connection, clock: Clock) -> str:
    """Another device with a counter from nought; a profile that never joined takes its entries along as its own."""
    me = read_identity(vault, connection)
    new = replace(me, device=new_id(clock), seed=secrets.token_bytes(SEED_BYTES), certificate=None, exchange_token=None)
    if me.joined:
        count_anew(connection)
    else:
        own_anew(connection, new)
    nothing_heard = dict.fromkeys(("contact_at", "contact_monotonic", "clock_ahead_ms", "looked_at", "lease_used"))
    connection.execute(update(IDENTITY).values(nothing_heard))
    write_identity(vault, connection, new)
    return new.device


def _offer_again(connection: Connection) -> None:
    """Nobody knows what became of anything since the backup: all that is held is offered, in the order it came."""
    if connection.execute(select(IDENTITY.c.author)).scalar() is None:
        return
    connection.execute(delete(QUARANTINE).where(QUARANTINE.c.data.is_(None)))
    connection.execute(delete(OUTBOX))
    size = func.length(ENTRY_BYTES.c.data) + PARCEL_OVERHEAD
    held = select(ENTRIES.c.hash, size).select_from(WHOLE).order_by(ENTRIES.c.filed)
    connection.execute(insert(OUTBOX).from_select(["hash", "size"], held))
    connection.execute(update(ENTRIES).values(where_it_is=Where.UNKNOWN))
