"""Make, unlock, join, recover and lock a profile: the door of the road. It knows no screen."""

from pathlib import Path

from fieldnotes.casework.desk import Changed, Desk, Workshop
from fieldnotes.casework.views import Joined, WhoView
from fieldnotes.domain.json_value import JsonObject


def profile_exists(folder: Path) -> bool:
    """Say whether an encrypted profile lies in this folder."""
    raise NotImplementedError


def create_profile(
    workshop: Workshop, folder: Path, passphrase: str, name: str, *, floor: bool = False
) -> tuple[Desk, str]:
    """Make an encrypted profile; gives the desk and the recovery key, which is shown once.

    `floor`: the cheapest allowed key derivation instead of a calibrated one (tests).
    Refused: PROFILE_EXISTS, WEAK_PASSPHRASE. Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    raise NotImplementedError


def unlock(workshop: Workshop, folder: Path, passphrase: str) -> Desk:
    """Open a profile.

    Refused: NO_PROFILE, WRONG_PASSPHRASE, WAIT_BEFORE_RETRY(seconds), PROFILE_NEWER, NOT_ENCRYPTED.
    """
    raise NotImplementedError


def recover(workshop: Workshop, folder: Path, recovery_key: str, passphrase: str) -> Desk:
    """Open with the recovery key and set a new passphrase. Refused: WRONG_RECOVERY_KEY, WEAK_PASSPHRASE."""
    raise NotImplementedError


def change_passphrase(desk: Desk, passphrase: str) -> Changed:
    """Give the profile a new passphrase; nothing is encrypted again. Refused: WEAK_PASSPHRASE."""
    raise NotImplementedError


def join(desk: Desk, invitation: JsonObject) -> Joined:
    """Enrol this profile at the hub of the invitation and fetch its reference data.

    Refused: ALREADY_JOINED, INVITATION_USED, INVITATION_EXPIRED, INVITATION_WRONG, HUB_KEY_CHANGED.
    Unavailable: HUB_UNREACHABLE.
    """
    raise NotImplementedError


def whoami(desk: Desk) -> WhoView:
    """Say who works here and with which hub."""
    raise NotImplementedError


def lock(desk: Desk) -> None:
    """Close the store and forget the key; the desk is of no use after this."""
    raise NotImplementedError
