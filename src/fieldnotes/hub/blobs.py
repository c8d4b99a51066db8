"""Where the bytes of attachments lie: behind an interface, so that a folder can become an object store.

Names are made here from ids by hashing, never taken from what a client wrote. Knows no key and no database.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from fieldnotes.disk.atomic_file import BESIDE, cannot_write, write_atomically
from fieldnotes.disk.shredding import shred
from fieldnotes.wire import canonical

_LABEL: Final = b"fieldnotes/blob/1"
FOLDER: Final = "blobs"


class Blobs(Protocol):
    """Bytes under names of 64 hex digits; what was put is there, whole, when `put` returns."""

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes, replacing what was there. Unavailable: DISK_FULL, CANNOT_WRITE."""
        ...

    def get(self, name: str) -> bytes | None:
        """Give bytes; None when there are none."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether there are any."""
        ...

    def destroy(self, name: str) -> None:
        """Take bytes away; what is not there is fine."""
        ...

    def names(self) -> Iterator[str]:
        """Name everything that lies here."""
        ...


def blob_name(case: str, attachment: str, number: int) -> str:
    """Name one piece of one attachment."""
    return hashlib.sha256(_LABEL + canonical.encode([case, attachment, number])).hexdigest()


class FolderBlobs:
    """Blobs as files, spread over 256 folders; temporary name, fsync, rename."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes. Unavailable: DISK_FULL, CANNOT_WRITE."""
        path = self._path(name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as problem:
            raise cannot_write(problem, FOLDER) from None
        write_atomically(path, data)

    def get(self, name: str) -> bytes | None:
        """Give bytes; None when there are none."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise cannot_write(problem, FOLDER) from None

    def has(self, name: str) -> bool:
        """Tell whether there are any."""
        return self._path(name).is_file()

    def destroy(self, name: str) -> None:
        """Take bytes away."""
        shred(self._path(name))

    def names(self) -> Iterator[str]:
        """Name everything that lies here; what a crash left half-written is not among it."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.endswith(BESIDE):
                yield path.name

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
