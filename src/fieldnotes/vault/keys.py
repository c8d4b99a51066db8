"""The one data key of a profile and what is derived from it; stands before everything the vault opens.

Slots wrap it (`slots.py`, `escrow.py`, `pin.py`) and the key file keeps them (`key_file.py`). Every key made here
lies in a `bytearray`, so that whoever asked for it can overwrite it. Knows no file and no database.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.kdf import KEY_BYTES

NONCE_BYTES: Final = 12
_DATABASE_LABEL: Final = b"fieldnotes/database/1"
_BLOB_LABEL: Final = b"fieldnotes/blob/1"
_SEED_LABEL: Final = b"fieldnotes/device-seed/1"
_DRAFT_LABEL: Final = b"fieldnotes/draft/1"


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
        return expand(self._key, _DATABASE_LABEL)

    def blob_key(self) -> bytearray:
        """Derive the key that wraps the keys of sealed files (32 bytes)."""
        return expand(self._key, _BLOB_LABEL)

    def draft_key(self) -> bytearray:
        """Derive the key that seals drafts for safe-keeping at the hub (32 bytes)."""
        return expand(self._key, _DRAFT_LABEL)

    def seal_seed(self, seed: bytes, device: str) -> bytes:
        """Wrap a device's seed for the store; bound to the device's id."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        with used_once(expand(self._key, _SEED_LABEL)) as key:
            return nonce + AESGCM(key).encrypt(nonce, seed, device.encode())

    def open_seed(self, sealed: bytes, device: str) -> bytes:
        """Unwrap a device's seed.

        Raises:
            Refused: PROFILE_DAMAGED.
        """
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            with used_once(expand(self._key, _SEED_LABEL)) as key:
                return AESGCM(key).decrypt(nonce, rest, device.encode())
        except InvalidTag:
            raise Refused(Code.PROFILE_DAMAGED, file="identity") from None

    def wrap(self, kek: bytearray, nonce: bytes, bound: bytes) -> bytes:
        """Seal the data key under a slot's key."""
        return AESGCM(kek).encrypt(nonce, self._key, bound)

    def sealed_by(self, seal: Callable[[bytearray], bytes]) -> bytes:
        """Lend the key to something that seals it otherwise than by a key of its own."""
        return seal(self._key)

    def erase(self) -> None:
        """Overwrite the key where it lies; nothing can be opened with it afterwards."""
        overwrite(self._key)

    @property
    def erased(self) -> bool:
        """Tell whether the key is gone."""
        return not any(self._key)


def expand(secret: bytes | bytearray, label: bytes, salt: bytes | None = None) -> bytearray:
    """Derive 32 bytes for one purpose (HKDF-SHA256, RFC 5869); the label keeps purposes apart."""
    key = bytearray(KEY_BYTES)
    HKDF(SHA256(), KEY_BYTES, salt, label).derive_into(secret, key)
    return key


def overwrite(key: bytearray) -> None:
    """Put noughts where a key lay."""
    key[:] = bytes(len(key))


@contextmanager
def used_once(key: bytearray) -> Iterator[bytearray]:
    """Lend a key for one block and overwrite it after, whatever happened."""
    try:
        yield key
    finally:
        overwrite(key)
