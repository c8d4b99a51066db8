"""Where the bytes of attachments lie: behind an interface, in a folder here or in an object store (`s3_blobs`).

Names are made here from ids by hashing, never taken from what a client wrote. Knows no key and no database.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from fieldnotes.disk.atomic_file import BESIDE, cannot_write, write_atomically
from fieldnotes.disk.shredding import shred
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.s3_blobs import S3Address, S3Blobs
from fieldnotes.wire import canonical

_LABEL: Final = b"fieldnotes/blob/1"
FOLDER: Final = "blobs"


class Blobs(Protocol):
    """Bytes under names of 64 hex digits; what was put is there, whole, when `put` returns."""

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes, replacing what was there. Unavailable: DISK_FULL, CANNOT_WRITE, BLOBS_*."""
        ...

    def get(self, name: str) -> bytes | None:
        """Give bytes; None when there are none. Unavailable: CANNOT_WRITE, BLOBS_*."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether there are any. Unavailable: BLOBS_*."""
        ...

    def destroy(self, name: str) -> bool:
        """Take bytes away, every copy; tell whether they are gone. What is not there is gone."""
        ...

    def names(self) -> Iterator[str]:
        """Name everything that lies here. Unavailable: BLOBS_*."""
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

    def destroy(self, name: str) -> bool:
        """Take bytes away."""
        return shred(self._path(name))

    def names(self) -> Iterator[str]:
        """Name everything that lies here; what a crash left half-written is not among it."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.endswith(BESIDE):
                yield path.name

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def blobs_at(address: str | None, folder: Path) -> Blobs:
    """Open the place of the bytes: an object store by its address, or None for the hub's own data folder.

    Raises:
        Refused: BLOBS_WRONG, S3_MISSING.
    """
    return FolderBlobs(folder / FOLDER) if address is None else S3Blobs(S3Address.read(address))


def prove(blobs: Blobs) -> None:
    """See that an object store can be used, and that nobody else's bytes lie there; a folder shows it by itself.

    Raises:
        Refused: BLOBS_FOREIGN when something lies there.
        Unavailable: BLOBS_DENIED, BLOBS_UNREACHABLE.
    """
    if not isinstance(blobs, S3Blobs):
        return
    if next(blobs.names(), None) is not None:
        raise Refused(Code.BLOBS_FOREIGN)
    blobs.prove()
