"""One process at a time may look at, migrate or swap the store and its key file. Knows neither."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from fieldnotes.disk.atomic_file import cannot_write
from fieldnotes.domain.errors import Code, Unavailable

_LOCK: Final = "opening.lock"
_SECONDS: Final = 60


@contextmanager
def alone_at_the_keys(folder: Path, seconds: float = _SECONDS) -> Iterator[None]:
    """Hold the profile's opening lock for one block; not to be taken twice by one thread.

    Raises:
        Unavailable: PROFILE_IN_USE when another process keeps it for `seconds`; CANNOT_WRITE.
    """
    lock = FileLock(folder / _LOCK, timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise Unavailable(Code.PROFILE_IN_USE) from None
    except OSError as problem:
        raise cannot_write(problem, _LOCK) from None
    try:
        yield
    finally:
        lock.release()
