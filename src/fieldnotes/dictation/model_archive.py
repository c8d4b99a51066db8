"""A model's files out of a zip or a folder that anybody may have made: nothing leads out, swells or pretends.

Every name and size is judged before the first byte is written; what is counted then are the bytes that really come.
It knows neither where models lie nor what makes one.
"""

import os
import re
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from fieldnotes.domain.errors import Code, Refused, Unavailable

MOST_BYTES: Final = 6 * 1024**3
"""More than the largest Vosk model there is, unpacked."""
MOST_FILES: Final = 2000
MOST_SWELLING: Final = 30
"""So many times its own size a zip may hold, and this much more; the models there are hold two to four times."""
SWELLING_FROM: Final = 16 * 1024**2
LONGEST_NAME: Final = 150
"""Characters of a whole path inside; every file system takes them."""
CHUNK: Final = 1 << 20

_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""
_FORBIDDEN: Final = frozenset('<>:"|?*')
_PACKED_BY: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others may ask for gigabytes of memory before they give a byte."""
_ENCRYPTED: Final = 0x1
_WHAT_ZIPFILE_RAISES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,  # a name that is not the UTF-8 it claims to be
    FileExistsError,
)

Progress = Callable[[int, int], None]
"""Called with the bytes that are done and all there are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come, whom to tell how far it has come, and whom to ask whether to stop."""

    most_bytes: int = MOST_BYTES
    most_files: int = MOST_FILES
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None


class _Copying:
    """Counts the bytes that come against what was announced."""

    def __init__(self, source: str, total: int, limits: Limits) -> None:
        self._source, self._total, self._limits = source, total, limits
        self._done = 0

    def copy(self, come: BinaryIO, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as kept:
            while chunk := come.read(CHUNK):
                self._done += len(chunk)
                if self._done > self._limits.most_bytes:
                    raise Refused(Code.MODEL_DAMAGED, file=self._source)
                if self._limits.cancelled is not None and self._limits.cancelled():
                    raise Unavailable(Code.CANCELLED)
                kept.write(chunk)
                if self._limits.progress is not None:
                    self._limits.progress(min(self._done, self._total), self._total)


def unpack(source: Path, target: Path, limits: Limits) -> None:
    """Unpack a zip file into a folder of its own.

    Refused: MODEL_DAMAGED(file). Unavailable: DISK_FULL, CANCELLED; an OSError of the target is the caller's to name.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            swollen = source.stat().st_size * MOST_SWELLING + SWELLING_FROM
            total = _judge(entries, min(limits.most_bytes, swollen), limits.most_files, source.name)
            _room_for(total, target)
            copying = _Copying(source.name, total, limits)
            for entry in entries:
                if not entry.is_dir():
                    with archive.open(entry) as packed:
                        copying.copy(packed, target / _inside(entry.filename, source.name))  # type: ignore[arg-type]  # IO[bytes] reads as any file does
    except _WHAT_ZIPFILE_RAISES as damaged:
        raise Refused(Code.MODEL_DAMAGED, file=source.name) from damaged
    except OSError as problem:
        if problem.errno != EINVAL:
            raise
        # a list that points before the file's beginning: the seek is refused, not the disk
        raise Refused(Code.MODEL_DAMAGED, file=source.name) from problem


def copy(source: Path, target: Path, limits: Limits) -> None:
    """Copy an unpacked model's plain files; links and anything that is no file are left behind.

    Refused: MODEL_DAMAGED(file). Unavailable: DISK_FULL, CANCELLED.
    """
    files = []
    for place, _, names in os.walk(source):
        files += [Path(place, name) for name in names if _is_plain(Path(place, name))]
        if len(files) > limits.most_files:
            raise Refused(Code.MODEL_DAMAGED, file=source.name)
    total = sum(path.stat().st_size for path in files)
    if total > limits.most_bytes:
        raise Refused(Code.MODEL_DAMAGED, file=source.name)
    _room_for(total, target)
    copying = _Copying(source.name, total, limits)
    for path in files:
        with path.open("rb") as come:
            copying.copy(come, target / path.relative_to(source))


def is_wrong_part(part: str) -> bool:
    """Tell whether Windows would take a name for a device, a stream or another name; control characters never pass."""
    strange = any(letter in _FORBIDDEN or not letter.isprintable() for letter in part)
    return strange or part != part.rstrip(". ") or _DEVICE.fullmatch(part) is not None


def _judge(entries: Sequence[zipfile.ZipInfo], most_bytes: int, most_files: int, source: str) -> int:
    """Refuse an archive by its list alone; give how many bytes it says it holds."""
    damaged = Refused(Code.MODEL_DAMAGED, file=source)
    if len(entries) > most_files:
        raise damaged
    taken: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        path = _inside(entry.filename, source)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKED_BY or not _is_plain_entry(entry):
            raise damaged
        if entry.is_dir():
            folders.add(_same(path))
        elif _same(path) in taken:
            raise damaged
        else:
            taken.add(_same(path))
        folders.update(_same(parent) for parent in path.parents)
    total = sum(entry.file_size for entry in entries)
    if taken & folders or total > most_bytes:
        raise damaged
    return total


def _inside(name: str, source: str) -> PurePosixPath:
    """Read a name in an archive as a path inside a folder, on every system the same; refuse all others."""
    path = PurePosixPath(name.replace("\\", "/"))
    wrong = path.is_absolute() or ".." in path.parts or not path.parts or len(name) > LONGEST_NAME
    if wrong or any(is_wrong_part(part) for part in path.parts):
        raise Refused(Code.MODEL_DAMAGED, file=source)
    return path


def _same(path: PurePosixPath) -> str:
    """Write a path as the least particular file system would: without case, letters composed."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _is_plain_entry(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind in (0, stat.S_IFREG, stat.S_IFDIR)


def _is_plain(path: Path) -> bool:
    return not path.is_symlink() and path.is_file()


def _room_for(total: int, target: Path) -> None:
    """Say before the first byte that the disk has no room for the last."""
    folder = next(_existing(target))
    if shutil.disk_usage(folder).free < total:
        raise Unavailable(Code.DISK_FULL, file=target.name)


def _existing(path: Path) -> Iterator[Path]:
    yield from (folder for folder in (path, *path.parents) if folder.is_dir())
