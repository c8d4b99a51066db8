"""Write one file outside the vault whole or not at all, and tell its fingerprint. Knows no note.

A server writes its files by this too: nothing of a desktop is imported here.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.casework.view import View
from fieldnotes.disk.atomic_file import write_atomically


@dataclass(frozen=True, slots=True)
class Exported(View):
    """A file that was written: its path and SHA-256."""

    file: str
    sha256: str


def write_whole(path: Path, data: bytes) -> Exported:
    """Write a file only its owner may read. Unavailable: CANNOT_WRITE, DISK_FULL."""
    write_atomically(path, data)
    return Exported(str(path), hashlib.sha256(data).hexdigest())
