"""Where profiles lie on this computer: this person's, or everyone's, for whoever takes the program away. Opens none."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from fieldnotes.boot.settings import data_folder


def profiles_here(everyones: bool) -> Sequence[Path]:  # noqa: FBT001 - an option, handed on as it is
    """Give the folders of this person's further profiles, or all of everyone's who has a home here.

    A home that may not be read is given as it is: nobody can say that nothing lies there.
    """
    if not everyones:
        return _more(data_folder())
    homes = sorted({data_folder(), *(home / _data_in_a_home() for home in _homes())})
    return [profile for home in homes for profile in _profiles(home)]


def _profiles(home: Path) -> list[Path]:
    from fieldnotes.ui.shell.profiles import FIRST

    try:
        there = home.is_dir()
        first = home / FIRST
        return [*([first] if there and first.is_dir() else []), *_more(home)]
    except OSError:
        return [home]


def _more(home: Path) -> list[Path]:
    from fieldnotes.ui.shell.profiles import MORE

    folder = home / MORE
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _data_in_a_home() -> str:
    """Where the program's data lies inside a person's home, as the system has it by default."""
    inside = {"win32": "AppData/Local/FieldNotes", "darwin": "Library/Application Support/FieldNotes"}
    return inside.get(sys.platform, ".local/share/FieldNotes")


def _homes() -> list[Path]:
    if sys.platform == "win32" or sys.platform == "darwin":
        return _beside(Path.home().parent)
    import pwd  # the system's own list: a home may lie anywhere

    return [Path(each.pw_dir) for each in pwd.getpwall()]


def _beside(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [each for each in folder.iterdir() if each.is_dir()]
    return []
