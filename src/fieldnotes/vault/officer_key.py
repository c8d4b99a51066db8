"""The private half of an officer's escrow key: a file of its own, wrapped by that officer's passphrase.

It never lies at the hub and never beside a profile; it comes out only to open what was sealed to it. Knows no slot.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault.kdf import KEY_BYTES, Kdf, check_strength
from fieldnotes.vault.key_file import kdf_from_json, kdf_to_json
from fieldnotes.vault.keys import NONCE_BYTES, overwrite, used_once
from fieldnotes.wire import canonical
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.escrow_pair import Officer

_FORMAT: Final = "fieldnotes/officer-key/1"
_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class OfficerKey:
    """An officer's key, both halves."""

    officer: Officer
    private: X25519PrivateKey = field(repr=False)


def make_officer_key(name: str, passphrase: str, kdf: Kdf) -> tuple[Officer, bytes]:
    """Make an officer's key pair; gives the public half and the content of the file that keeps the private one.

    Raises:
        Refused: WEAK_PASSPHRASE.
    """
    check_strength(passphrase)
    private = X25519PrivateKey.generate()
    officer = Officer(name, private.public_key().public_bytes_raw())
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    about: JsonObject = {
        "format": _FORMAT, "officer": officer.to_json(), "kdf": kdf_to_json(kdf), "salt": to_base64(salt),
        "nonce": to_base64(nonce),
    }  # fmt: skip
    with used_once(kdf.derive(passphrase, salt)) as kek:
        wrapped = AESGCM(kek).encrypt(nonce, private.private_bytes_raw(), canonical.encode(about))
    return officer, json.dumps({**about, "wrapped": to_base64(wrapped)}, ensure_ascii=False, indent=1).encode() + b"\n"


def open_officer_key(data: bytes, passphrase: str, file: str) -> OfficerKey:
    """Open an officer's key file; everything in it is bound to what is wrapped.

    Raises:
        Refused: WRONG_FILE when it is none; OFFICER_KEY_CLOSED when the passphrase does not open it, or a byte of it
            was changed. Both with the `file`'s name.
    """
    about, wrapped = _read(data, file)
    kdf, officer = kdf_from_json(about["kdf"]), Officer.from_json(about["officer"])
    key = bytearray(KEY_BYTES)
    with used_once(kdf.derive(passphrase, from_base64(about["salt"]))) as kek:
        try:
            AESGCM(kek).decrypt_into(from_base64(about["nonce"]), wrapped, canonical.encode(about), key)
        except (InvalidTag, ValueError):
            raise Refused(Code.OFFICER_KEY_CLOSED, file=file) from None
    private = X25519PrivateKey.from_private_bytes(bytes(key))
    overwrite(key)
    if private.public_key().public_bytes_raw() != officer.public:
        raise Refused(Code.WRONG_FILE, file=file, expected="an officer's key")
    return OfficerKey(officer, private)


def _read(data: bytes, file: str) -> tuple[dict[str, Json], bytes]:
    """Take the file apart: what is bound, and what is wrapped."""
    wrong = Refused(Code.WRONG_FILE, file=file, expected="an officer's key")
    try:
        whole = json.loads(data)
        if not isinstance(whole, Mapping) or whole.get("format") != _FORMAT:
            raise wrong
        about = {name: value for name, value in whole.items() if name != "wrapped"}
        kdf_from_json(about["kdf"])
        Officer.from_json(about["officer"])
        for name in ("salt", "nonce"):
            from_base64(about[name])
        canonical.encode(about)
        return about, from_base64(whole["wrapped"])
    except (ValueError, TypeError, KeyError, RecursionError, Refused):
        raise wrong from None
