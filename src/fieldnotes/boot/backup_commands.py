"""The hub's backup and restore by name, each opening the hub in a data folder for one command, with progress."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.long_act import LongAct, Progress
from fieldnotes.hub import backup, backup_age, restoring, sealed_backup
from fieldnotes.hub.hub import Hub


def hub_backup(
    folder: Path,
    target: str,
    done: bool,  # noqa: FBT001 - an option, handed on by name
    who: str,
    keep_days: int | None,
    drop_expired: bool,  # noqa: FBT001 - likewise
    progress: Progress,
) -> JsonObject:
    """Copy the hub into a new folder; destroy those beside it that are over, if that is wished."""
    days = keep_days or backup_age.KEEP_DAYS
    with Hub.open(folder, SystemClock()) as hub:
        made = backup.back_up(hub, Path(target), LongAct(progress), who, done=done, keep_days=days)
        if drop_expired:
            backup_age.destroy_backups(backup_age.expired_beside(hub, Path(target)))
        return {**made, "destroyed": drop_expired and bool(made["expired"])}


def hub_backup_key(folder: Path, out: str, who: str) -> JsonObject:
    """Make the key backups are sealed to."""
    with Hub.open(folder, SystemClock()) as hub:
        return sealed_backup.make_key(hub, Path(out), who)


def hub_backup_done(folder: Path, at: str, who: str) -> JsonObject:
    """Take an operator's word that a backup counts."""
    with Hub.open(folder, SystemClock()) as hub:
        return backup.backup_done(hub, at, who)


def hub_restore(
    folder: Path,
    source: str,
    database: str | None,
    who: str,
    key: str | None,
    ledger: str | None,
    blobs: str | None,
    progress: Progress,
) -> JsonObject:
    """Make a hub out of a backup."""
    also = restoring.Also(Path(key) if key else None, Path(ledger) if ledger else None, blobs)
    return restoring.restore(Path(source), folder, database, SystemClock(), LongAct(progress), who, also)


BACKUP_COMMANDS: Final[Mapping[str, Callable[..., JsonObject]]] = {
    "backup": hub_backup,
    "backup_key": hub_backup_key,
    "backup_done": hub_backup_done,
    "restore": hub_restore,
}
