"""Keep a profile safe on another disk, bring it back, or end it. It reads no note."""

from dataclasses import dataclass
from pathlib import Path

from fieldnotes.casework import profile
from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.casework.managed import require_length, require_may_copy
from fieldnotes.casework.view import View
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import Cancelled, LongAct, Progress
from fieldnotes.vault import backup as copying
from fieldnotes.vault import restoring
from fieldnotes.vault.destroying import being_destroyed, destroy_profile
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.only_here import only_here
from fieldnotes.vault.restoring import WayIn


@dataclass(frozen=True, slots=True)
class BackedUp(View):
    """A backup that was made: where, which moment it shows (RFC 3339), how many files and bytes."""

    folder: str
    at: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored(View):
    """A profile made from a backup: where, its new device, the moment the backup shows, entries to be offered again."""

    profile: str
    device: str
    at: str
    entries: int


@dataclass(frozen=True, slots=True)
class OnlyHereView(View):
    """What lies on this computer alone, counted by kind, and all together."""

    entries: int
    drafts: int
    files: int
    recordings: int
    texts: int
    log_rows: int
    total: int


@dataclass(frozen=True, slots=True)
class Wiped(View):
    """A profile that is gone: where it lay, and what was lost with it (None when its end was merely finished)."""

    profile: str
    lost: OnlyHereView | None


def back_up(desk: Desk, folder: Path, progress: Progress | None = None, cancelled: Cancelled | None = None) -> BackedUp:
    """Copy the profile, encrypted as it is, into a new folder; it may be in use meanwhile. `progress` counts bytes.

    Refused: FILE_EXISTS, BACKUP_INSIDE, PROFILE_DAMAGED, PROFILE_LOCKED, MANAGED.
    Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED, PROFILE_IN_USE; nothing is left in the folder's place.
    """
    require_may_copy(desk)
    made = copying.back_up(desk.vault, folder, desk.clock, LongAct(progress, cancelled))
    return BackedUp(str(made.folder), made.at, made.files, made.size)


def restore(
    workshop: Workshop,
    source: Path,
    folder: Path,
    passphrase: str,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Restored:
    """Make a profile out of a backup, as a new device that must join its hub again.

    Refused: BACKUP_WRONG, WRONG_PASSPHRASE, PROFILE_EXISTS, FILE_EXISTS, PROFILE_NEWER.
    Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED; nothing is left in the folder's place.
    """
    return _restore(workshop, source, folder, restoring.by_passphrase(passphrase), LongAct(progress, cancelled))


def restore_by_recovery_key(
    workshop: Workshop,
    source: Path,
    folder: Path,
    recovery_key: str,
    new_passphrase: str,
    *,
    floor: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Restored:
    """Make a profile out of a backup with the recovery key, and set a new passphrase.

    As `restore`, and Refused: WRONG_RECOVERY_KEY, WEAK_PASSPHRASE.
    """
    require_length(workshop.managed, new_passphrase)
    way_in = restoring.by_recovery_key(recovery_key, new_passphrase, Kdf.floor() if floor else Kdf.calibrated())
    return _restore(workshop, source, folder, way_in, LongAct(progress, cancelled))


def would_be_lost(desk: Desk) -> OnlyHereView:
    """Count what lies on this computer alone."""
    found = only_here(desk.vault)
    return OnlyHereView(
        found.entries, found.drafts, found.files, found.recordings, found.texts, found.log_rows, found.total
    )


def wipe(desk: Desk, lose: int = 0) -> Wiped:
    """Destroy the profile on this computer for good: keys first. The desk is of no use after this.

    `lose`: how many things a person has said may be lost.
    Refused: ONLY_HERE(count) when more than that would be. Unavailable: CANNOT_WRITE; calling `finish_wipe` goes on.
    """
    with desk.writing:
        lost = would_be_lost(desk)
        if lost.total > lose:
            raise Refused(Code.ONLY_HERE, count=lost.total)
        folder = desk.vault.folder
        profile.lock(desk)
    destroy_profile(folder, desk.workshop.keychain)
    return Wiped(str(folder), lost)


def confirm_and_wipe(desk: Desk, passphrase: str, lose: int) -> Wiped:
    """Destroy the profile once whoever sits here has shown that they know the passphrase.

    As `wipe`, and Refused: WRONG_PASSPHRASE. Unavailable: WAIT_BEFORE_RETRY(seconds).
    """
    profile.confirm(desk, passphrase)
    return wipe(desk, lose)


def wipe_begun(folder: Path) -> bool:
    """Say whether the end of a profile has begun here and was cut short."""
    return being_destroyed(folder)


def finish_wipe(workshop: Workshop, folder: Path) -> Wiped | None:
    """Bring the end of a profile to its end when it was cut short; None when none had begun here.

    Unavailable: CANNOT_WRITE while another program holds one of its files.
    """
    if not wipe_begun(folder):
        return None
    destroy_profile(folder, workshop.keychain)
    return Wiped(str(folder), None)


def _restore(workshop: Workshop, source: Path, folder: Path, way_in: WayIn, act: LongAct) -> Restored:
    made = restoring.restore(source, folder, way_in, workshop.clock, act)
    return Restored(str(folder), made.device, made.at, made.entries)
