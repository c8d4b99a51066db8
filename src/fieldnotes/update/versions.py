"""Which versions of the program lie beside the installed one, and which is to be started. Starts none itself.

    FOLDER/program.json      what is chosen, in a file that is replaced whole or not at all
    FOLDER/versions/0.2.0/   one whole program each, put there by a single renaming

The installed program is never changed. Whatever is missing, half or unreadable here, it starts as it was installed.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Final, Self

from fieldnotes.domain.errors import Refused
from fieldnotes.wire.release_list import number

VERSIONS: Final = "versions"
_STATE: Final = "program.json"
MOST_TRIES: Final = 2
"""So often a new version is tried; a computer that was switched off in the middle says nothing against it."""
_BUNDLE: Final = "FieldNotes.app/Contents/MacOS"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen: versions by number, empty for none.

    current: has proven that it starts. former: the one before it. next: waits for its first start.
    tries: how often `next` was started. failed: did not start here.
    """

    current: str = ""
    former: str = ""
    next: str = ""
    tries: int = 0
    failed: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read what is chosen; a missing or spoilt file chooses nothing."""
        try:
            data = json.loads((folder / _STATE).read_bytes())
            found = cls(**{each.name: data[each.name] for each in fields(cls)})
            names = (found.current, found.former, found.next, *found.failed)
            if type(found.tries) is not int or not all(isinstance(name, str) for name in names):
                raise TypeError
            return replace(found, failed=tuple(found.failed))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return cls()

    def write(self, folder: Path) -> None:
        """Keep what is chosen. Unavailable: DISK_FULL, CANNOT_WRITE; what was chosen before still is."""
        from fieldnotes.disk.atomic_file import write_atomically  # large; most starts write nothing

        write_atomically(folder / _STATE, json.dumps(asdict(self), indent=1).encode() + b"\n")


@dataclass(frozen=True, slots=True)
class Start:
    """A version to start instead of the installed one; `trial`: it has not proven yet that it starts."""

    version: str
    program: Path
    trial: bool


def to_start(folder: Path, installed: str, name: str = "fieldnotes") -> Iterator[Start]:
    """Give the versions worth starting instead of the installed one, best first; none that is older than it.

    Args:
        folder: where versions are kept.
        installed: the version that was installed.
        name: what the executable is called; a package may have several, with and without a terminal.
    """
    chosen = Chosen.read(folder)
    wanted = [(chosen.next, True)] if chosen.tries < MOST_TRIES else []
    for version, trial in (*wanted, (chosen.current, False), (chosen.former, False)):
        if version in chosen.failed or not newer(version, installed):
            continue
        program = program_in(place_of(folder, version), name)
        if program is not None:
            yield Start(version, program, trial)


def newer(version: str, than: str) -> bool:
    """Tell whether a version comes after another; what is no version comes after none."""
    try:
        return number(version) > number(than)
    except Refused:
        return False


def place_of(folder: Path, version: str) -> Path:
    """Say where a version lies."""
    return folder / VERSIONS / version


def program_in(place: Path, name: str = "fieldnotes") -> Path | None:
    """Find an executable in a version's folder; a program with a bundle around it (macOS) has it further in."""
    wanted = name if Path(name).suffix or sys.platform != "win32" else f"{name}.exe"
    return next((path for path in (place / wanted, place / _BUNDLE / wanted) if path.is_file()), None)


def begun(folder: Path, version: str) -> None:
    """Note that a version on trial is about to be started. Unavailable: DISK_FULL, CANNOT_WRITE."""
    chosen = Chosen.read(folder)
    if chosen.next == version:
        replace(chosen, tries=chosen.tries + 1).write(folder)


def proven(folder: Path, version: str) -> None:
    """Note that a version on trial has started; from now on it is the one. Unavailable: DISK_FULL, CANNOT_WRITE."""
    chosen = Chosen.read(folder)
    if chosen.next == version:
        replace(chosen, current=version, former=chosen.current, next="", tries=0).write(folder)


def put_aside(folder: Path, version: str) -> None:
    """Note that a version did not start: it is not tried again. Unavailable: DISK_FULL, CANNOT_WRITE."""
    chosen = Chosen.read(folder)
    if chosen.next == version:
        replace(chosen, next="", tries=0, failed=(*chosen.failed, version)).write(folder)


def given_up(folder: Path, version: str) -> bool:
    """Tell whether a version did not start here, or was tried as often as it may be."""
    chosen = Chosen.read(folder)
    return version in chosen.failed or (chosen.next == version and chosen.tries >= MOST_TRIES)


def waits(folder: Path, version: str) -> bool:
    """Tell whether a version still waits to prove itself."""
    return Chosen.read(folder).next == version
