"""How much lies in a profile: counts, and bytes on the disk. Reads no content."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ATTACHMENTS, DRAFTS, ENTRIES, TAKES


@dataclass(frozen=True, slots=True)
class Holdings:
    """Counts of entries, drafts, files and recordings that lie here; bytes of all files of the profile."""

    entries: int
    drafts: int
    files: int
    recordings: int
    size: int


def holdings(vault: OpenVault) -> Holdings:
    """Count what lies here."""
    wanted = (
        select(func.count()).select_from(ENTRIES),
        select(func.count()).select_from(DRAFTS),
        select(func.count()).where(ATTACHMENTS.c.here, ATTACHMENTS.c.destroyed_at.is_(None)),
        select(func.count()).where(TAKES.c.destroyed_at.is_(None)),
    )
    with vault.reading() as connection:
        entries, drafts, files, recordings = (int(connection.execute(one).scalar_one()) for one in wanted)
    return Holdings(entries, drafts, files, recordings, _size(vault.folder))


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # gone meanwhile
    return total
