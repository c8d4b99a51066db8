"""Write one file outside the vault whole or not at all, and tell its fingerprint. Knows no note."""

import hashlib
from pathlib import Path

from fieldnotes.casework.views import Exported
from fieldnotes.disk.atomic_file import write_atomically


def write_whole(path: Path, data: bytes) -> Exported:
    """Write a file only its owner may read. Unavailable: CANNOT_WRITE, DISK_FULL."""
    write_atomically(path, data)
    return Exported(str(path), hashlib.sha256(data).hexdigest())
