"""A file that is replaced whole or not at all; the one way the program writes one. Knows nothing of what it holds."""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from fieldnotes.domain.errors import Code, Unavailable

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
BESIDE: Final = ".new"
"""How the neighbour's name ends that a file is written through; a leftover after a crash."""


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file so that a crash leaves either the old bytes or the new ones, both on the disk itself.

    Only its owner may read it, from its first byte on.

    Raises:
        Unavailable: DISK_FULL or CANNOT_WRITE with the file's name.
    """
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into; it takes the path's place at the end of the block, or nothing of it stays.

    Raises:
        Unavailable: DISK_FULL or CANNOT_WRITE with the file's name, also for an OSError out of the block.
    """
    new = path.with_name(f".{secrets.token_hex(8)}{BESIDE}")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        settle_folder(path.parent)
    except OSError as problem:
        raise cannot_write(problem, path.name) from None


def settle_folder(folder: Path) -> None:
    """Bring a folder's own list of names to the disk (POSIX; Windows does it with the file)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cannot_write(problem: OSError, file: str) -> Unavailable:
    """Say in the house's words why a file could not be written."""
    return Unavailable(Code.DISK_FULL if problem.errno in _FULL else Code.CANNOT_WRITE, file=file)
