"""The two slots every profile has, passphrase and recovery key: how they are made and how they open.

A slot wraps the data key by AES-256-GCM under a key made from a passphrase (Argon2id) or from the recovery key
(HKDF). The keys on the way are overwritten as soon as they have served. Knows no file.
"""

import secrets
from collections.abc import Callable, Iterable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldnotes.vault.kdf import KEY_BYTES, Kdf
from fieldnotes.vault.key_file import KeyFile, Slot, SlotKind, bound
from fieldnotes.vault.keys import NONCE_BYTES, DataKey, expand, overwrite, used_once

_SALT_BYTES: Final = 16
_RECOVERY_LABEL: Final = b"fieldnotes/recovery/1"

MakeKey = Callable[[Slot], bytearray]


def passphrase_slot(profile: str, key: DataKey, passphrase: str, kdf: Kdf) -> Slot:
    """Wrap the data key under a passphrase."""
    return wrapped_slot(profile, key, SlotKind.PASSPHRASE, kdf, lambda salt: kdf.derive(passphrase, salt))


def recovery_slot(profile: str, key: DataKey, secret: bytes) -> Slot:
    """Wrap the data key under the recovery key's 160 bits."""
    return wrapped_slot(profile, key, SlotKind.RECOVERY, None, lambda salt: expand(secret, _RECOVERY_LABEL, salt))


def open_with_passphrase(file: KeyFile, passphrase: str) -> DataKey | None:
    """Unwrap the data key by passphrase; None when no slot opens."""
    slots = [s for s in file.of_kind(SlotKind.PASSPHRASE) if s.kdf is not None]
    return first_opened(file.profile, slots, lambda s: (s.kdf or Kdf.floor()).derive(passphrase, s.salt))


def open_with_recovery(file: KeyFile, secret: bytes) -> DataKey | None:
    """Unwrap the data key by the recovery key's 160 bits; None when no slot opens."""
    slots = file.of_kind(SlotKind.RECOVERY)
    return first_opened(file.profile, slots, lambda s: expand(secret, _RECOVERY_LABEL, s.salt))


def wrapped_slot(
    profile: str,
    key: DataKey,
    kind: SlotKind,
    kdf: Kdf | None,
    make_key: Callable[[bytes], bytearray],
    slot_id: str | None = None,
) -> Slot:
    """Make a slot: fresh id, salt and nonce, its key from `make_key(salt)`, everything about it bound in."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    name = slot_id or new_slot_id()
    with used_once(make_key(salt)) as kek:
        sealed = key.wrap(kek, nonce, bound(profile, name, kind, kdf))
    return Slot(name, kind, kdf, salt, nonce, sealed)


def first_opened(profile: str, slots: Iterable[Slot], make_key: MakeKey) -> DataKey | None:
    """Try each slot with the key made for it; None when none opens."""
    for slot in slots:
        key = bytearray(KEY_BYTES)
        with used_once(make_key(slot)) as kek:
            try:
                about = bound(profile, slot.id, slot.kind, slot.kdf)
                AESGCM(kek).decrypt_into(slot.nonce, slot.wrapped, about, key)
            except (InvalidTag, ValueError):
                overwrite(key)
                continue
        return DataKey(key)
    return None


def new_slot_id() -> str:
    """Make the id of a new slot."""
    return secrets.token_hex(8)
