"""The hub's backup and restore by name, each opening the hub in a data folder for one command, with progress."""

from pathlib import Path

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.long_act import LongAct, Progress
from fieldnotes.hub import backup, restoring
from fieldnotes.hub.hub import Hub


def hub_backup(folder: Path, target: str, done: bool, who: str, progress: Progress) -> JsonObject:  # noqa: FBT001 - an option, handed on by name
    """Copy the hub into a new folder."""
    with Hub.open(folder, SystemClock()) as hub:
        return backup.back_up(hub, Path(target), LongAct(progress), who, done=done)


def hub_backup_done(folder: Path, at: str, who: str) -> JsonObject:
    """Take an operator's word that a backup counts."""
    with Hub.open(folder, SystemClock()) as hub:
        return backup.backup_done(hub, at, who)


def hub_restore(folder: Path, source: str, database: str | None, who: str, progress: Progress) -> JsonObject:
    """Make a hub out of a backup."""
    return restoring.restore(Path(source), folder, database, SystemClock(), LongAct(progress), who)
