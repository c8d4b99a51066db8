"""Look at and change the ways into this profile: passphrase, recovery key, PIN, the organisation, the data key.

Who finds a laptop open shall not make a way in of their own: screens call `confirm` of `profile` first; a command has
just read the passphrase. It knows no screen.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.casework.desk import Changed, Desk, Workshop, changed
from fieldnotes.casework.managed import require_length, require_pin, rules_of
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.vault import escrow, opening, pin, rekeying
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import SlotKind, read_key_file
from fieldnotes.vault.keychain import Keychain
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.pin import PinState

LEAST_DIGITS = pin.LEAST_DIGITS
TRIES = pin.TRIES
CLOSED = "closed"
"""Of a PIN: the workplace has decided that none is used."""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How this profile opens: whether it has a recovery key, how it stands with the PIN, which officers could."""

    recovery: bool
    pin: str
    """`ready`, `none`, `lost` (the keychain has let go of its half), `impossible` (no keychain) or `closed`."""
    officers: tuple[str, ...]


def ways_in(desk: Desk) -> WaysIn:
    """Tell which ways there are into this profile."""
    file, pair = read_key_file(desk.vault.folder), escrow.published_pair(desk.vault)
    names = {} if pair is None else {one.id: one.name for one in (pair.outer, pair.inner)}
    sealed_to = [officer for slot in file.of_kind(SlotKind.ESCROW) for officer in slot.officers]
    return WaysIn(
        recovery=bool(file.of_kind(SlotKind.RECOVERY)),
        pin=pin_state(desk.workshop, desk.vault.folder) if rules_of(desk).pin else CLOSED,
        officers=tuple(names.get(one, one) for one in sealed_to),
    )


def pin_state(workshop: Workshop, folder: Path) -> str:
    """Say how it stands with the PIN of a profile, locked or open; see `WaysIn.pin`."""
    if not workshop.managed.pin:
        return CLOSED
    if workshop.keychain is None:
        return PinState.IMPOSSIBLE.value
    return pin.pin_state(folder, workshop.keychain).value


def set_pin(desk: Desk, digits: str) -> Changed:
    """Set a PIN for this computer, or another one. Refused: WEAK_PIN, MANAGED. Unavailable: KEYCHAIN_MISSING."""
    require_pin(rules_of(desk))
    pin.set_pin(desk.vault, digits, _keychain(desk.workshop))
    return changed("profile")


def remove_pin(desk: Desk) -> bool:
    """Take the PIN away; tell whether there was one. Needs no passphrase: it closes a way in."""
    if desk.workshop.keychain is None:
        return False
    return pin.remove_pin(desk.vault.folder, desk.workshop.keychain)


def unlock_with_pin(workshop: Workshop, folder: Path, digits: str) -> Desk:
    """Open a profile by its PIN, which proves too little to decide by.

    Refused: WRONG_PIN(left), PIN_GONE, MANAGED, and as `profile.unlock`.

    Unavailable: KEYCHAIN_MISSING, WAIT_BEFORE_RETRY(seconds).
    """
    require_pin(workshop.managed)
    keychain = _keychain(workshop)
    vault = pin.unlock_with_pin(folder, digits, workshop.clock, keychain, lease=workshop.managed.lease_days)
    keep_escrow(vault)
    return Desk(workshop, vault)


def confirm_here(desk: Desk, secret: str) -> None:
    """Make sure that the worker sits here: by this computer's PIN where digits are given, else by the passphrase.

    Refused: WRONG_PASSPHRASE, WRONG_PIN(left), PIN_GONE. Unavailable: WAIT_BEFORE_RETRY(seconds), KEYCHAIN_MISSING.
    """
    by_pin = secret.isdecimal() and pin_state(desk.workshop, desk.vault.folder) == PinState.READY
    if by_pin:
        pin.confirm(desk.vault, secret, desk.clock, _keychain(desk.workshop))
    else:
        opening.confirm(desk.vault, secret, desk.clock)


def new_recovery_key(desk: Desk) -> str:
    """Make a new recovery key, shown once; the old one opens nothing any more."""
    return opening.new_recovery_key(desk.vault)


def rekey(
    desk: Desk,
    passphrase: str,
    *,
    floor: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """Give the profile a new data key under a passphrase, the present or a new one; gives the new recovery key.

    A PIN is taken away with it. Takes as long as copying the store; blocks what others ask of the profile meanwhile.
    Refused: WEAK_PASSPHRASE, PROFILE_DAMAGED.
    Unavailable: PROFILE_IN_USE, CANCELLED, DISK_FULL, CANNOT_WRITE; nothing has changed then.
    """
    require_length(rules_of(desk), passphrase)
    kdf = Kdf.floor() if floor else Kdf.calibrated()
    pins = read_key_file(desk.vault.folder).of_kind(SlotKind.PIN)
    with desk.writing:
        key = rekeying.rekey(desk.vault, passphrase, kdf, progress, cancelled)
    if desk.workshop.keychain is not None:
        pin.forget_halves(desk.workshop.keychain, pins)
    return key


def keep_escrow(vault: OpenVault) -> None:
    """Seal the data key to the officers the hub has published; what cannot be written now is done next time."""
    with suppress(Unavailable):
        escrow.keep_escrow(vault)


def _keychain(workshop: Workshop) -> Keychain:
    if workshop.keychain is None:
        raise Unavailable(Code.KEYCHAIN_MISSING)
    return workshop.keychain
