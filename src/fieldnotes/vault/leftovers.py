"""What destruction leaves to be cleared: files without a key, files a crash left half-way, the key in the log.

Safe to run at any time and as often as one likes. Knows no content.
"""

import time
from pathlib import Path
from typing import Final

from sqlalchemy import select

from fieldnotes.disk.shredding import shred
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ATTACHMENTS, TAKES

FILES: Final = "files"
SOUND: Final = "sound"
_UNCLAIMED_SECONDS: Final = 86_400
"""A file without a row may be on its way in another process; after a day it is nobody's."""


def clear_away(vault: OpenVault) -> bool:
    """Take away what no key opens any more and cut the log; give whether nothing is left.

    Raises:
        Refused: PROFILE_LOCKED.
    """
    with vault.reading() as connection:
        files = {
            row.id: row.destroyed_at for row in connection.execute(select(ATTACHMENTS.c.id, ATTACHMENTS.c.destroyed_at))
        }
        sound = {row.id: row.destroyed_at for row in connection.execute(select(TAKES.c.id, TAKES.c.destroyed_at))}
    clean = all([_clear(vault.folder / FILES, files), _clear(vault.folder / SOUND, sound)])
    return (vault.empty_log() if vault.log_owed else True) and clean


def _clear(folder: Path, known: dict[str, str | None]) -> bool:
    """Shred the files of a folder whose row says destroyed, and those that have had no row for long."""
    if not folder.is_dir():
        return True
    gone = True
    for path in sorted(folder.iterdir()):
        name = path.name.partition(".")[0]
        if known.get(name) is not None or (name not in known and _is_old(path)):
            gone = shred(path) and gone
    return gone


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _UNCLAIMED_SECONDS
    except FileNotFoundError:
        return False
