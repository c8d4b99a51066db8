"""A folder that is filled beside its place and put there whole; until then nothing stands under its name.

Knows nothing of what is put in.
"""

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from fieldnotes.disk.atomic_file import cannot_write, settle_folder
from fieldnotes.domain.errors import Code, Refused


@contextmanager
def delivered(target: Path, mark: str) -> Iterator[Path]:
    """Give an empty neighbour to fill; at the end it takes the target's place, or nothing of it stays.

    What a killed act with the same mark left behind is taken away first.

    Args:
        target: where the folder shall be; nothing or an empty folder may stand there.
        mark: tells this act's leftovers from others'.

    Raises:
        Refused: FILE_EXISTS when something stands there, or another act is filling it.
        Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    target = target.absolute()
    check_free(target)
    part = target.with_name(f".{target.name}.{mark}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(part):
            if part.exists():
                shutil.rmtree(part)
            part.mkdir(mode=0o700)
            try:
                yield part
                _settle(part)
                _put(part, target)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
    except OSError as problem:
        raise cannot_write(problem, target.name) from None


def check_free(target: Path) -> None:
    """See that nothing but an empty folder stands somewhere.

    Raises:
        Refused: FILE_EXISTS.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if not target.is_dir() and (target.exists() or target.is_symlink()):
            raise Refused(Code.FILE_EXISTS, file=target.name)
        if next(target.iterdir(), None) is not None:
            raise Refused(Code.FILE_EXISTS, file=target.name)


@contextmanager
def _alone(part: Path) -> Iterator[None]:
    """One act at a time for one place, over all processes; a killed one lets go by itself."""
    lock = FileLock(part.with_suffix(".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Refused(Code.FILE_EXISTS, file=part.name) from None
    try:
        yield
    finally:
        lock.release()
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)


def _settle(part: Path) -> None:
    for folder in (part, *(path for path in part.rglob("*") if path.is_dir())):
        settle_folder(folder)


def _put(part: Path, target: Path) -> None:
    """An empty folder may make way; a full one never does, whoever filled it meanwhile."""
    if target.is_dir():
        with contextlib.suppress(OSError):
            target.rmdir()
    if target.exists():
        raise Refused(Code.FILE_EXISTS, file=target.name)
    part.rename(target)
    settle_folder(target.parent)
