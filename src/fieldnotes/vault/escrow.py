"""The organisation's way into a profile whose passphrase and recovery key are both lost: two officers together.

The data key is sealed by HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) to the inner officer, and that once more
to the outer one; neither opens anything alone. The library's HPKE takes no associated data but binds `info` into
every key it derives, so profile id, slot id and both officers stand there. Knows no hub but what it published.
"""

from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.kdf import KEY_BYTES
from fieldnotes.vault.key_file import KeyFile, Slot, SlotKind, bound, read_key_file, write_key_file
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.officer_key import OfficerKey
from fieldnotes.vault.opening_lock import alone_at_the_keys
from fieldnotes.vault.recovery_key import new_recovery_secret, to_paper
from fieldnotes.vault.slots import new_slot_id, recovery_slot
from fieldnotes.wire.escrow_pair import EscrowPair

if TYPE_CHECKING:
    from fieldnotes.vault.open_vault import OpenVault

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_OUTER: Final = b"fieldnotes/escrow/outer/1"
_INNER: Final = b"fieldnotes/escrow/inner/1"


def escrow_slot(profile: str, key: DataKey, pair: EscrowPair) -> Slot:
    """Seal the data key to two officers."""
    name = new_slot_id()
    about = bound(profile, name, SlotKind.ESCROW, None, pair.officers)
    inner = key.sealed_by(lambda raw: _SUITE.encrypt(raw, _public(pair.inner.public), info=_INNER + about))
    outer = _SUITE.encrypt(inner, _public(pair.outer.public), info=_OUTER + about)
    return Slot(name, SlotKind.ESCROW, None, b"", b"", outer, pair.officers)


def open_escrow(file: KeyFile, one: OfficerKey, other: OfficerKey) -> DataKey:
    """Open the data key with two officers' keys, in whichever order they are given.

    Raises:
        Refused: NO_ESCROW when the file has no slot for the organisation; OFFICERS_WRONG when these two are not the
            ones it was sealed to, or it was changed.
    """
    slots = file.of_kind(SlotKind.ESCROW)
    if not slots:
        raise Refused(Code.NO_ESCROW)
    keys = {key.officer.id: key for key in (one, other)}
    for slot in slots:
        if len(keys) == len(slot.officers) and set(keys) == set(slot.officers):
            return _opened(file.profile, slot, keys)
    raise Refused(Code.OFFICERS_WRONG)


def with_fresh_recovery_key(file: KeyFile, key: DataKey) -> tuple[KeyFile, str]:
    """Give the key file with a new recovery slot in place of the old one, and the recovery key to write down."""
    secret = new_recovery_secret()
    return file.with_only(SlotKind.RECOVERY, recovery_slot(file.profile, key, secret)), to_paper(secret)


def published_pair(vault: "OpenVault") -> EscrowPair | None:
    """Read the officers the hub has published; None without a pair, or when it cannot be read."""
    from fieldnotes.vault import reference  # brings the store's library, and a server that opens a key file has none

    found = reference.escrow_pair(vault)
    try:
        return None if found is None else EscrowPair.from_json(found)
    except Refused:
        return None


def keep_escrow(vault: "OpenVault") -> bool:
    """Add the organisation's slot, or replace it when the pair is another; tell whether anything was done.

    Raises:
        Unavailable: CANNOT_WRITE, DISK_FULL, PROFILE_IN_USE; the key file is as it was.
    """
    pair = published_pair(vault)
    if pair is None or _stands(read_key_file(vault.folder), pair):
        return False
    with alone_at_the_keys(vault.folder):
        file = read_key_file(vault.folder)
        slot = escrow_slot(file.profile, vault.key, pair)
        fresh = file.with_only(SlotKind.ESCROW, slot)
        write_key_file(vault.folder, fresh, lambda written: _stands(written, pair))
    return True


def _stands(file: KeyFile, pair: EscrowPair) -> bool:
    return [slot.officers for slot in file.of_kind(SlotKind.ESCROW)] == [pair.officers]


def _opened(profile: str, slot: Slot, keys: dict[str, OfficerKey]) -> DataKey:
    outer, inner = (keys[name].private for name in slot.officers)
    about = bound(profile, slot.id, slot.kind, None, slot.officers)
    try:
        middle = _SUITE.decrypt(slot.wrapped, outer, info=_OUTER + about)
        raw = bytearray(_SUITE.decrypt(middle, inner, info=_INNER + about))
    except InvalidTag:
        raise Refused(Code.OFFICERS_WRONG) from None
    if len(raw) != KEY_BYTES:
        raise Refused(Code.OFFICERS_WRONG)
    return DataKey(raw)


def _public(raw: bytes) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(raw)
