"""How long a backup is kept: said in it when it is made, so that a disposed case is gone from all of them one day.

Finds the backups of one's own that are over and lie beside the newest; knows nothing of what is in them.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select

from fieldnotes.disk.manifest import MANIFEST, read_manifest
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.hub import sealed_backup
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.tables import operator_act

FORMAT: Final = "fieldnotes/hub-backup/1"
KEEP_DAYS: Final = 90
"""Where nobody says anything else."""
MADE: Final = "backup_made"


def keep_until(hub: Hub, days: int) -> str:
    """The moment a backup made now is to be destroyed."""
    return moment(hub.clock, timedelta(days=days))


def gone_from_backups(hub: Hub) -> str:
    """Tell from when on no backup holds what is disposed of now: when the one that is kept longest is over."""
    made = select(operator_act.c.about, operator_act.c.reason).where(operator_act.c.what == MADE)
    with hub.database.reading() as connection:
        rows = connection.execute(made).all()
    ends = [row.reason or _later(row.about, KEEP_DAYS) for row in rows]
    return max([moment(hub.clock), *ends])


def expired_beside(hub: Hub, target: Path) -> list[Path]:
    """Find backups of this hub beside a folder that are over, the oldest first."""
    now, own = moment(hub.clock), hub.key.public.hex()
    over = [
        (str(about["keep_until"]), folder)
        for folder, about in _backups_in(target.absolute().parent)
        if about.get("hub") == own and str(about.get("keep_until") or "9") <= now
    ]
    return [folder for _, folder in sorted(over)]


def destroy_backups(folders: list[Path]) -> None:
    """Take backups away, each by its manifest first: what is cut short is no backup any more."""
    for folder in folders:
        (folder / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _backups_in(parent: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    for folder in sorted(path for path in parent.glob("*") if path.is_dir() and not path.is_symlink()):
        kind = sealed_backup.FORMAT if sealed_backup.is_sealed(folder) else FORMAT
        try:
            yield folder, dict(read_manifest(folder, kind).about)
        except FieldNotesError:
            continue


def _later(at: str, days: int) -> str:
    return (datetime.fromisoformat(at).astimezone(UTC) + timedelta(days=days)).isoformat(timespec="microseconds")
