"""A disk that is really full: a small file system of its own where the test may mount one, else a limit on files.

As root on Linux a tmpfs is mounted; elsewhere no file of this process may grow beyond the size it has just now.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1024 * 1024
MAY_MOUNT = sys.platform == "linux" and os.geteuid() == 0
WAYS = ["limited", "mounted"] if MAY_MOUNT else ["limited"]


class Mounted:
    """A small file system; `fill` leaves so many bytes of room, `make_room` gives all of it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, left: int) -> None:
        """Leave room for so many bytes."""
        self.make_room()
        handle = os.open(self._filler, os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(handle, bytes(4096))
        except OSError:
            os.ftruncate(handle, max(0, os.fstat(handle).st_size - left))
        finally:
            os.close(handle)

    def make_room(self) -> None:
        """Empty the disk of what filled it."""
        self._filler.unlink(missing_ok=True)


class Limited:
    """A folder in which no file may grow; larger files elsewhere in this process may not either."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, left: int) -> None:
        """Let no file grow more than so many bytes beyond the longest there is."""
        longest = max((path.stat().st_size for path in self.folder.rglob("*-wal")), default=0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest + left, resource.RLIM_INFINITY))

    def make_room(self) -> None:
        """Lift the limit."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk(way: str, folder: Path, megabytes: int = 6) -> Iterator[Mounted | Limited]:
    """A disk to fill, of so many megabytes where it is mounted; gone at the end."""
    folder.mkdir()
    if way == "mounted":
        size = f"size={megabytes}m,mode=755"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
        try:
            yield Mounted(folder)
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    limited = Limited(folder)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        yield limited
    finally:
        limited.make_room()
        signal.signal(signal.SIGXFSZ, before)
