"""A newer version put beside the running one: checked, unpacked, tried, and only then chosen for the next start.

Whatever stops it, and wherever, the program that runs and the one that was chosen stay as they were. Fetches nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from fieldnotes.disk.atomic_file import cannot_write, settle_folder
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.update.unpacking import room_for, unpack
from fieldnotes.update.versions import VERSIONS, Chosen, place_of, program_in
from fieldnotes.wire.release_list import Build

INCOMING: Final = "incoming"
"""Where packages wait to be unpacked."""
_PART: Final = ".part"
_AT_ONCE: Final = 1 << 20
PATIENCE: Final = 300.0
"""Seconds the new version has for its own look at itself."""
_LOOKS: Final = 0.2


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """Keep other windows and commands from updating at the same time; gives the folder for packages.

    Raises:
        Unavailable: UPDATE_BUSY, DISK_FULL, CANNOT_WRITE.
    """
    try:
        (folder / INCOMING).mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / "staging.lock", timeout=0):
            yield folder / INCOMING
    except Timeout:
        raise Unavailable(Code.UPDATE_BUSY) from None
    except OSError as problem:
        raise cannot_write(problem, folder.name) from None


def stage(folder: Path, version: str, build: Build, package: Path, act: LongAct) -> None:
    """Put a version beside the others and choose it for the next start; to be called inside `alone`.

    Args:
        folder: where versions are kept.
        version: its number.
        build: what the signed list says of its package.
        package: the package as it came; it is taken away at the end.
        act: counts bytes; may be stopped until the version is chosen.

    Raises:
        Refused: UPDATE_WRONG when the package is not the one of the list; UPDATE_UNFIT when the new version found
            something wrong with itself on this computer.
        Unavailable: CANCELLED, DISK_FULL, CANNOT_WRITE.
    """
    act.more(build.size + build.unpacked)
    _check(package, build, act)
    part = folder / VERSIONS / f".{version}{_PART}"
    _tidy(folder)
    room_for(build.unpacked, folder)
    part.mkdir(parents=True, mode=0o700)
    try:
        unpack(package, part, build.unpacked, act)
        _try_out(part, act)
        place = place_of(folder, version)
        shutil.rmtree(place, ignore_errors=True)
        part.rename(place)
        settle_folder(place.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    replace(Chosen.read(folder), next=version, tries=0).write(folder)
    package.unlink(missing_ok=True)


def clean_environment() -> Mapping[str, str]:
    """Give the environment without what a frozen program tells its own helpers: another version reads it wrongly."""
    clean = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    for name in ("LD_LIBRARY_PATH", "LIBPATH"):
        before = clean.pop(f"{name}_ORIG", None)
        if getattr(sys, "frozen", False):
            clean.pop(name, None)
        if before is not None:
            clean[name] = before
    return clean


def _check(package: Path, build: Build, act: LongAct) -> None:
    """Believe the package only if every byte is the signed list's."""
    found, size = hashlib.sha256(), 0
    with package.open("rb") as file:
        while piece := file.read(_AT_ONCE):
            found.update(piece)
            size += len(piece)
            act.on(len(piece))
    if (size, found.hexdigest()) != (build.size, build.sha256):
        package.unlink()
        raise Refused(Code.UPDATE_WRONG, file=build.file)


def _try_out(part: Path, act: LongAct) -> None:
    """Let the new version look at itself, in a home of its own: it touches nothing of the person's."""
    program = program_in(part)
    unfit = Refused(Code.UPDATE_UNFIT)
    if program is None:
        raise unfit
    with tempfile.TemporaryDirectory(prefix="fieldnotes-update-") as home:
        own = {
            "FIELDNOTES_HOME": home,
            "FIELDNOTES_PROFILE": str(Path(home) / "profile"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        try:
            process = subprocess.Popen(  # noqa: S603 - a program whose every byte the publisher signed
                [program, "--selftest"],
                env={**clean_environment(), **own},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            raise unfit from None
        if _ends_well(process, act):
            return
    raise unfit


def _ends_well(process: "subprocess.Popen[bytes]", act: LongAct) -> bool:
    """Wait for a program to end; one that takes too long, or that nobody waits for any more, is ended."""
    waited = 0.0
    try:
        while waited < PATIENCE:
            act.on(0)
            try:
                return process.wait(_LOOKS) == 0
            except subprocess.TimeoutExpired:
                waited += _LOOKS
        return False
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _tidy(folder: Path) -> None:
    """Take away what a stopped update left, and versions that nobody starts any more."""
    chosen = Chosen.read(folder)
    kept = {chosen.current, chosen.former, chosen.next}
    running = Path(sys.executable)
    for place in (folder / VERSIONS).glob("*"):
        if place.name not in kept and not running.is_relative_to(place):
            shutil.rmtree(place, ignore_errors=True)
