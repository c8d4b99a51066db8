"""The one data key of a profile and the slots that wrap it; stands before everything the vault opens.

Key file `keys.json`: format, profile id, slots. A slot wraps the data key by AES-256-GCM under a key made from a
passphrase (Argon2id) or from the recovery key (HKDF); profile id, slot id, kind and parameters are associated
data, so nothing can be lowered or moved in place. Knows no database.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault.atomic_file import write_atomically
from fieldnotes.vault.kdf import KEY_BYTES, Kdf
from fieldnotes.wire import canonical
from fieldnotes.wire.base64_text import from_base64, to_base64

KEY_FILE: Final = "keys.json"
KEPT_KEY_FILE: Final = "keys.previous.json"
_FORMAT: Final = 1
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
_DATABASE_LABEL: Final = b"fieldnotes/database/1"
_BLOB_LABEL: Final = b"fieldnotes/blob/1"
_SEED_LABEL: Final = b"fieldnotes/device-seed/1"
_RECOVERY_LABEL: Final = b"fieldnotes/recovery/1"


class DataKey:
    """The 32 random bytes everything hangs on, held in one place that can be zeroed; its `repr` tells nothing."""

    def __init__(self, key: bytearray) -> None:
        self._key = key

    @staticmethod
    def new() -> "DataKey":
        """Make the key of a new profile; there is never a second one while data exists."""
        return DataKey(bytearray(secrets.token_bytes(KEY_BYTES)))

    def database_key(self) -> bytearray:
        """Derive the raw key of the database (32 bytes)."""
        return _expand(self._key, _DATABASE_LABEL)

    def blob_key(self) -> bytearray:
        """Derive the key that wraps the keys of sealed files (32 bytes)."""
        return _expand(self._key, _BLOB_LABEL)

    def seal_seed(self, seed: bytes, device: str) -> bytes:
        """Wrap a device's seed for the store; bound to the device's id."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(_expand(self._key, _SEED_LABEL)).encrypt(nonce, seed, device.encode())

    def open_seed(self, sealed: bytes, device: str) -> bytes:
        """Unwrap a device's seed.

        Raises:
            Refused: PROFILE_DAMAGED.
        """
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(_expand(self._key, _SEED_LABEL)).decrypt(nonce, rest, device.encode())
        except InvalidTag:
            raise Refused(Code.PROFILE_DAMAGED, file="identity") from None

    def wrap(self, kek: bytearray, nonce: bytes, bound: bytes) -> bytes:
        """Seal the data key under a slot's key."""
        return AESGCM(kek).encrypt(nonce, self._key, bound)

    def erase(self) -> None:
        """Overwrite the key where it lies; nothing can be opened with it afterwards."""
        self._key[:] = bytes(len(self._key))

    @property
    def erased(self) -> bool:
        """Tell whether the key is gone."""
        return not any(self._key)


class SlotKind(StrEnum):
    """Ways in."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: what its key is made from, and the data key sealed under it."""

    id: str
    kind: SlotKind
    kdf: Kdf | None
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All ways into one profile."""

    profile: str
    slots: tuple[Slot, ...]

    def of_kind(self, kind: SlotKind) -> tuple[Slot, ...]:
        """Give the slots of one kind; more than one only after a passphrase change was cut short."""
        return tuple(s for s in self.slots if s.kind is kind)

    def with_only(self, kind: SlotKind, slot: Slot) -> "KeyFile":
        """Give the same file where `slot` is the only one of its kind."""
        return KeyFile(self.profile, (*(s for s in self.slots if s.kind is not kind), slot))


def passphrase_slot(profile: str, key: DataKey, passphrase: str, kdf: Kdf) -> Slot:
    """Wrap the data key under a passphrase."""
    return _new_slot(profile, key, SlotKind.PASSPHRASE, kdf, lambda salt: kdf.derive(passphrase, salt))


def recovery_slot(profile: str, key: DataKey, secret: bytes) -> Slot:
    """Wrap the data key under the recovery key's 160 bits."""
    return _new_slot(profile, key, SlotKind.RECOVERY, None, lambda salt: _expand(secret, _RECOVERY_LABEL, salt))


def open_with_passphrase(file: KeyFile, passphrase: str) -> DataKey | None:
    """Unwrap the data key by passphrase; None when no slot opens."""
    slots = file.of_kind(SlotKind.PASSPHRASE)
    return _first(file.profile, ((s, s.kdf.derive(passphrase, s.salt)) for s in slots if s.kdf is not None))


def open_with_recovery(file: KeyFile, secret: bytes) -> DataKey | None:
    """Unwrap the data key by the recovery key's 160 bits; None when no slot opens."""
    slots = file.of_kind(SlotKind.RECOVERY)
    return _first(file.profile, ((s, _expand(secret, _RECOVERY_LABEL, s.salt)) for s in slots))


def read_key_file(folder: Path) -> KeyFile:
    """Read the key file, or the kept one when the current is torn.

    Raises:
        Refused: NO_PROFILE when there is none; PROFILE_DAMAGED when neither can be read.
    """
    paths = [folder / KEY_FILE, folder / KEPT_KEY_FILE]
    for path in paths:
        try:
            return _parse(path.read_bytes())
        except (OSError, ValueError, TypeError, KeyError, Refused):
            continue
    if not any(path.exists() for path in paths):
        raise Refused(Code.NO_PROFILE, folder=str(folder))
    raise Refused(Code.PROFILE_DAMAGED, file=KEY_FILE)


def write_key_file(folder: Path, file: KeyFile, opens: Callable[[KeyFile], bool]) -> None:
    """Write the key file, read it back, see that it opens, and only then let the kept copy follow.

    The kept copy ends up equal: an old passphrase must not live on in it.

    Raises:
        Unavailable: CANNOT_WRITE or DISK_FULL; the former file still stands.
    """
    data = _write(file)
    write_atomically(folder / KEY_FILE, data)
    if not opens(_parse((folder / KEY_FILE).read_bytes())):
        raise Refused(Code.PROFILE_DAMAGED, file=KEY_FILE)
    write_atomically(folder / KEPT_KEY_FILE, data)


def _new_slot(profile: str, key: DataKey, kind: SlotKind, kdf: Kdf | None, kek: Callable[[bytes], bytearray]) -> Slot:
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    slot_id = secrets.token_hex(8)
    sealed = key.wrap(kek(salt), nonce, _bound(profile, slot_id, kind, kdf))
    return Slot(slot_id, kind, kdf, salt, nonce, sealed)


def _first(profile: str, candidates: Iterable[tuple[Slot, bytearray]]) -> DataKey | None:
    for slot, kek in candidates:
        key = bytearray(KEY_BYTES)
        try:
            AESGCM(kek).decrypt_into(slot.nonce, slot.wrapped, _bound(profile, slot.id, slot.kind, slot.kdf), key)
        except InvalidTag:
            continue
        return DataKey(key)
    return None


def _bound(profile: str, slot: str, kind: SlotKind, kdf: Kdf | None) -> bytes:
    return canonical.encode(
        {"format": _FORMAT, "profile": profile, "slot": slot, "kind": kind.value, "kdf": _kdf_json(kdf)}
    )


def _expand(secret: bytes | bytearray, label: bytes, salt: bytes | None = None) -> bytearray:
    key = bytearray(KEY_BYTES)
    HKDF(SHA256(), KEY_BYTES, salt, label).derive_into(secret, key)
    return key


def _kdf_json(kdf: Kdf | None) -> Json:
    if kdf is None:
        return None
    return {"memory_kib": kdf.memory_kib, "iterations": kdf.iterations, "lanes": kdf.lanes}


def _write(file: KeyFile) -> bytes:
    slots: list[Json] = [
        {
            "id": s.id, "kind": s.kind.value, "kdf": _kdf_json(s.kdf), "salt": to_base64(s.salt),
            "nonce": to_base64(s.nonce), "wrapped": to_base64(s.wrapped),
        }
        for s in file.slots
    ]  # fmt: skip
    content: JsonObject = {"format": _FORMAT, "profile": file.profile, "slots": slots}
    whole = {**content, "sha256": hashlib.sha256(canonical.encode(content)).hexdigest()}
    return json.dumps(whole, indent=1).encode() + b"\n"


def _parse(data: bytes) -> KeyFile:
    whole = json.loads(data)
    if not isinstance(whole, Mapping):
        raise TypeError
    content = {name: value for name, value in whole.items() if name != "sha256"}
    if hashlib.sha256(canonical.encode(content)).hexdigest() != whole["sha256"] or content["format"] != _FORMAT:
        raise ValueError
    return KeyFile(str(content["profile"]), tuple(_slot(s) for s in content["slots"]))


def _slot(raw: Mapping[str, Json]) -> Slot:
    numbers = raw["kdf"]
    kdf = None
    if isinstance(numbers, Mapping):
        kdf = Kdf(_whole(numbers["memory_kib"]), _whole(numbers["iterations"]), _whole(numbers["lanes"]))
    return Slot(
        str(raw["id"]), SlotKind(str(raw["kind"])), kdf,
        from_base64(raw["salt"]), from_base64(raw["nonce"]), from_base64(raw["wrapped"]),
    )  # fmt: skip


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise TypeError
    return value
