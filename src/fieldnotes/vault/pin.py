"""A short PIN for the many unlocks of a day, good on one computer only, and never the only way in.

Its slot's key comes from Argon2id(PIN) and from 32 random bytes in the computer's keychain together: a thief of the
disk has 10^6 PINs to try but not the other half. The keychain also keeps how many tries were wrong, counted before
each try, so that ending the program gives none for free; the fifth erases the secret and the slot.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Final

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.vault.kdf import FLOOR_ITERATIONS, FLOOR_LANES, Kdf
from fieldnotes.vault.key_file import KeyFile, Slot, SlotKind, read_key_file, write_key_file
from fieldnotes.vault.keychain import Keychain
from fieldnotes.vault.keys import DataKey, expand, overwrite, used_once
from fieldnotes.vault.lease import LONGEST
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.opening import open_on_lease
from fieldnotes.vault.opening_lock import alone_at_the_keys
from fieldnotes.vault.slots import first_opened, new_slot_id, wrapped_slot
from fieldnotes.vault.wrong_tries import WrongTries
from fieldnotes.wire.base64_text import from_base64, to_base64

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 32
TRIES: Final = 5
PIN_KDF: Final = Kdf(128 * 1024, FLOOR_ITERATIONS, FLOOR_LANES)
"""Half the passphrase's setting: it opens in half the time, and the keychain's half carries the weight."""

_SECRET_BYTES: Final = 32
_LABEL: Final = b"fieldnotes/pin/1"
_VERSION: Final = "1"


class PinState(StrEnum):
    """How it stands with the PIN on this computer."""

    IMPOSSIBLE = "impossible"
    """There is no keychain to bind one to."""
    NONE = "none"
    READY = "ready"
    LOST = "lost"
    """There is a slot, but the keychain does not hold (or does not give) its half: the passphrase opens."""


@dataclass(slots=True)
class _Kept:
    """What the keychain holds for one slot."""

    secret: bytearray = field(repr=False)
    wrong: int = 0


def pin_state(folder: Path, keychain: Keychain) -> PinState:
    """Tell whether a PIN may be asked for; never raises, since the passphrase always may."""
    slots: tuple[Slot, ...] = ()
    with suppress(FieldNotesError):
        slots = read_key_file(folder).of_kind(SlotKind.PIN)
    if not slots:
        return PinState.NONE if keychain.is_there() else PinState.IMPOSSIBLE
    with suppress(FieldNotesError):
        kept = _held(slots[0], keychain)
        if kept is not None:
            overwrite(kept.secret)
            return PinState.READY
    return PinState.LOST


def set_pin(vault: OpenVault, pin: str, keychain: Keychain, kdf: Kdf = PIN_KDF) -> None:
    """Add a PIN to an open profile, or replace the one there is.

    Raises:
        Refused: WEAK_PIN with the least number of digits.
        Unavailable: KEYCHAIN_MISSING, CANNOT_WRITE, DISK_FULL; what stood before still stands.
    """
    check_pin(pin)
    name, kept = new_slot_id(), _Kept(bytearray(secrets.token_bytes(_SECRET_BYTES)))
    with used_once(kept.secret), alone_at_the_keys(vault.folder):
        file = read_key_file(vault.folder)
        if not file.of_kind(SlotKind.PASSPHRASE):
            raise Refused(Code.PROFILE_DAMAGED, file="keys.json")
        _keep(keychain, name, kept)
        slot = wrapped_slot(
            file.profile, vault.key, SlotKind.PIN, kdf, lambda salt: _kek(pin, salt, kdf, kept.secret), name
        )
        fresh = file.with_only(SlotKind.PIN, slot)
        try:
            write_key_file(vault.folder, fresh, lambda written: _opens(written, pin, kept.secret))
        except FieldNotesError:
            forget_halves(keychain, [slot])
            raise
        forget_halves(keychain, file.of_kind(SlotKind.PIN))


def remove_pin(folder: Path, keychain: Keychain) -> bool:
    """Take the PIN away, the slot first; tell whether there was one. A keychain that does not answer stops nothing."""
    with alone_at_the_keys(folder):
        file = read_key_file(folder)
        gone = file.of_kind(SlotKind.PIN)
        if gone:
            rest = file.without(SlotKind.PIN)
            write_key_file(folder, rest, lambda written: bool(written.of_kind(SlotKind.PASSPHRASE)))
    forget_halves(keychain, gone)
    return bool(gone)


def unlock_with_pin(folder: Path, pin: str, clock: Clock, keychain: Keychain, *, lease: int = LONGEST) -> OpenVault:
    """Open a profile by its PIN.

    Raises:
        Refused: WRONG_PIN with how many tries are `left`; PIN_GONE when the fifth was wrong, or the keychain no longer
            holds its half; PROFILE_DAMAGED, PROFILE_NEWER, NOT_ENCRYPTED, NO_PROFILE; LEASE_ENDED, CLOCK_DOUBTED.
        Unavailable: WAIT_BEFORE_RETRY with `seconds`; KEYCHAIN_MISSING while the keychain is locked or away.
    """
    file = read_key_file(folder)
    return open_on_lease(folder, file, _key_of(folder, file, pin, clock, keychain), clock, lease=lease)


def confirm(vault: OpenVault, pin: str, clock: Clock, keychain: Keychain) -> None:
    """Make sure that whoever sits here knows the PIN of a profile that is open; a wrong one counts like any other.

    Raises:
        Refused: WRONG_PIN, PIN_GONE, as `unlock_with_pin`.
        Unavailable: WAIT_BEFORE_RETRY, KEYCHAIN_MISSING.
    """
    _key_of(vault.folder, read_key_file(vault.folder), pin, clock, keychain).erase()


def _key_of(folder: Path, file: KeyFile, pin: str, clock: Clock, keychain: Keychain) -> DataKey:
    slots = file.of_kind(SlotKind.PIN)
    tries = WrongTries(folder, clock)
    tries.check()
    kept = _held(slots[0], keychain) if slots else None
    if kept is None:
        raise Refused(Code.PIN_GONE)
    begun = clock.monotonic()
    kept.wrong += 1
    _keep(keychain, slots[0].id, kept)
    with used_once(kept.secret):
        key = _opened(file.profile, slots[0], pin, kept.secret)
        if key is None:
            tries.add(begun)
            raise _wrong(folder, keychain, kept.wrong)
        kept.wrong = 0
        _keep(keychain, slots[0].id, kept)
    tries.forget()
    return key


def check_pin(pin: str) -> None:
    """Refuse a PIN that is no PIN, or the first a thief would try.

    Raises:
        Refused: WEAK_PIN.
    """
    digits = [ord(c) - ord("0") for c in pin]
    steps = {b - a for a, b in pairwise(digits)}
    right = LEAST_DIGITS <= len(pin) <= MOST_DIGITS and all(0 <= d <= 9 for d in digits)  # noqa: PLR2004 - a digit
    if not right or steps in ({0}, {1}, {-1}):
        raise Refused(Code.WEAK_PIN, least=LEAST_DIGITS)


def _wrong(folder: Path, keychain: Keychain, wrong: int) -> Refused:
    if wrong < TRIES:
        return Refused(Code.WRONG_PIN, left=TRIES - wrong)
    remove_pin(folder, keychain)
    return Refused(Code.PIN_GONE)


def _opened(profile: str, slot: Slot, pin: str, secret: bytearray) -> DataKey | None:
    return first_opened(profile, [slot], lambda s: _kek(pin, s.salt, s.kdf or PIN_KDF, secret))


def _opens(file: KeyFile, pin: str, secret: bytearray) -> bool:
    """See that the PIN's slot opens, and that it is not the only one."""
    key = _opened(file.profile, file.of_kind(SlotKind.PIN)[0], pin, secret)
    if key is not None:
        key.erase()
    return key is not None and bool(file.of_kind(SlotKind.PASSPHRASE))


def _kek(pin: str, salt: bytes, kdf: Kdf, secret: bytearray) -> bytearray:
    """The slot's key: slow from the PIN, and the keychain's half beside it."""
    with used_once(kdf.derive(pin, salt)) as slow, used_once(bytearray(slow + secret)) as both:
        return expand(both, _LABEL, salt)


def _held(slot: Slot, keychain: Keychain) -> _Kept | None:
    """Read the keychain's half; None when it is gone or unreadable. Unavailable: KEYCHAIN_MISSING."""
    text = keychain.read(slot.id)
    version, _, rest = (text or "").partition(":")
    wrong, _, secret = rest.partition(":")
    try:
        found = bytearray(from_base64(secret))
    except Refused:
        return None
    if version != _VERSION or not wrong.isdecimal() or len(found) != _SECRET_BYTES or int(wrong) >= TRIES:
        return None
    return _Kept(found, int(wrong))


def _keep(keychain: Keychain, name: str, kept: _Kept) -> None:
    keychain.keep(name, f"{_VERSION}:{kept.wrong}:{to_base64(bytes(kept.secret))}")


def forget_halves(keychain: Keychain, slots: Iterable[Slot]) -> None:
    """Erase what the keychain holds for slots that are gone; one that does not answer stops nothing."""
    for slot in slots:
        try:
            keychain.erase(slot.id)
        except Unavailable:
            continue  # without the slot the secret opens nothing
