"""What a folder holds, file by file, with sizes and fingerprints: written last, so a folder without one is half.

Knows nothing of what the files mean.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, cast

from fieldnotes.disk.atomic_file import cannot_write, write_atomically
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.long_act import LongAct
from fieldnotes.wire import canonical

MANIFEST: Final = "manifest.json"
_AT_ONCE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileSum:
    """One file by its name below the folder (`/` between parts), its size in bytes and its SHA-256 (64 hex)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a delivered folder says of itself: `about` is its maker's, `files` everything else in it."""

    format: str
    about: JsonObject
    files: tuple[FileSum, ...]

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(one.size for one in self.files)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write what the folder holds, with a fingerprint of itself; the last step before the folder is delivered.

    Raises:
        Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    files: list[Json] = [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in manifest.files]
    content: JsonObject = {"format": manifest.format, "about": manifest.about, "files": files}
    whole = {**content, "sha256": hashlib.sha256(canonical.encode(content)).hexdigest()}
    write_atomically(folder / MANIFEST, json.dumps(whole, indent=1).encode() + b"\n")


def read_manifest(folder: Path, expected: str) -> Manifest:
    """Read what a folder holds.

    Args:
        folder: the delivered folder.
        expected: the format it must have.

    Raises:
        Refused: BACKUP_WRONG when there is none, it was changed, or it is of something else.
    """
    try:
        whole = json.loads((folder / MANIFEST).read_bytes())
        content = {name: whole[name] for name in ("format", "about", "files")}
        if hashlib.sha256(canonical.encode(content)).hexdigest() != whole["sha256"] or whole["format"] != expected:
            raise ValueError
        files = tuple(FileSum(str(f["name"]), _size(f["size"]), str(f["sha256"])) for f in whole["files"])
        if not isinstance(whole["about"], Mapping) or not all(_inside(one.name) for one in files):
            raise ValueError
    except (OSError, ValueError, TypeError, KeyError, RecursionError, FieldNotesError):
        raise Refused(Code.BACKUP_WRONG, file=MANIFEST) from None
    return Manifest(expected, cast("JsonObject", whole["about"]), files)


def sum_file(folder: Path, name: str, act: LongAct) -> FileSum:
    """Work out the fingerprint of a file in the folder and see that it lies on the disk itself."""
    with (folder / name).open("rb+") as file:
        digest, size = hashlib.sha256(), 0
        while piece := file.read(_AT_ONCE):
            digest.update(piece)
            size += len(piece)
            act.on(len(piece))
        os.fsync(file.fileno())
    return FileSum(name, size, digest.hexdigest())


def copy_file(source: Path, folder: Path, name: str, act: LongAct) -> FileSum:
    """Copy a file into the folder under a name; only its owner may read it, and it lies on the disk itself.

    Raises:
        FileNotFoundError: the source is gone.
        Unavailable: DISK_FULL, CANNOT_WRITE; CANCELLED.
    """
    target = folder / name
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as out_of:
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as into:
                while piece := out_of.read(_AT_ONCE):
                    into.write(piece)
                    digest.update(piece)
                    size += len(piece)
                    act.on(len(piece))
                into.flush()
                os.fsync(into.fileno())
        except OSError as problem:
            raise cannot_write(problem, name) from None
    return FileSum(name, size, digest.hexdigest())


def copy_checked(source: Path, folder: Path, expected: FileSum, act: LongAct) -> None:
    """Copy a file out of a delivered folder and hold it against what the manifest says.

    Raises:
        Refused: BACKUP_WRONG with the file when it is missing or differs.
        Unavailable: DISK_FULL, CANNOT_WRITE; CANCELLED.
    """
    try:
        found = copy_file(source / expected.name, folder, expected.name, act)
    except OSError:
        raise Refused(Code.BACKUP_WRONG, file=expected.name) from None
    if found != expected:
        raise Refused(Code.BACKUP_WRONG, file=expected.name)


def check_file(folder: Path, expected: FileSum, act: LongAct) -> None:
    """Hold a file of a delivered folder against what the manifest says, where it lies.

    Raises:
        Refused: BACKUP_WRONG with the file when it is missing or differs.
        Unavailable: CANCELLED.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with (folder / expected.name).open("rb") as file:
            while piece := file.read(_AT_ONCE):
                digest.update(piece)
                size += len(piece)
                act.on(len(piece))
    except OSError:
        raise Refused(Code.BACKUP_WRONG, file=expected.name) from None
    if (size, digest.hexdigest()) != (expected.size, expected.sha256):
        raise Refused(Code.BACKUP_WRONG, file=expected.name)


def files_below(folder: Path) -> Iterator[str]:
    """Name every file below a folder, in order, with `/` between parts."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix()


def sums_below(folder: Path, act: LongAct) -> Sequence[FileSum]:
    """Work out the fingerprints of all files below a folder that is being filled."""
    return [sum_file(folder, name, act) for name in files_below(folder)]


def _inside(name: str) -> bool:
    """A name must not lead out of the folder: a manifest may come from anywhere."""
    parts = PurePosixPath(name).parts
    return bool(parts) and "\\" not in name and ":" not in name and not name.startswith("/") and ".." not in parts


def _size(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value
