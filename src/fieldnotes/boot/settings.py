"""What a person may choose about the program on this computer. Holds nothing about any family."""

import json
import os
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from fieldnotes.domain.errors import Code, Refused


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field: its type, its default, and the sentence that tells what it does."""

    language: str = "sv"
    """The language of the program: sv or en."""
    theme: str = "system"
    """How it looks: system, light, dark or contrast."""
    text_percent: int = 100
    """How large the text is, 100 to 200."""
    lock_minutes: int = 10
    """After how many idle minutes the program locks itself, 1 to 60."""
    metered: str = "auto"
    """Whether the network costs by the byte, so that files wait: auto (as the system says), yes or no."""
    microphone: str = ""
    """The id of the microphone to dictate with; empty: the one the system has chosen."""
    updates: str = ""
    """Where newer versions of the program are looked for: a folder's whole path or an https address; empty: nowhere."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read settings; a missing file means the defaults.

        Raises:
            Refused: SETTINGS_UNREADABLE; the file is left as it is, the caller goes on with the defaults.
        """
        if not path.exists():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            data = None
        if not isinstance(data, dict) or not all(_may_be(name, data[name]) for name in data):
            raise Refused(Code.SETTINGS_UNREADABLE, file=path.name)
        return cls(**{name: value for name, value in data.items() if name in ALLOWED})

    def write(self, path: Path) -> None:
        """Write settings so that a cut leaves the old file; one that could not be read is set aside, not lost.

        Raises:
            Unavailable: CANNOT_WRITE, DISK_FULL.
        """
        from fieldnotes.disk.atomic_file import cannot_write, write_atomically  # large; most starts write nothing

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                Settings.read(path)
            except Refused:
                path.replace(path.with_suffix(".unreadable"))
        except OSError as problem:
            raise cannot_write(problem, path.name) from None
        write_atomically(path, json.dumps(asdict(self), indent=1).encode() + b"\n")


class TextUpTo:
    """Any text of at most so many characters, as something a setting may be."""

    def __init__(self, most: int) -> None:
        self._most = most

    def __contains__(self, value: object) -> bool:
        """Say whether a value is such a text."""
        return isinstance(value, str) and len(value) <= self._most


ALLOWED: Final[Mapping[str, Container[object]]] = {
    "language": ("sv", "en"),
    "theme": ("system", "light", "dark", "contrast"),
    "text_percent": range(100, 201),
    "lock_minutes": range(1, 61),
    "metered": ("auto", "yes", "no"),
    "microphone": TextUpTo(500),
    "updates": TextUpTo(1000),
}
"""What each setting may be; a test holds that every setting has its line."""


def _may_be(name: str, value: object) -> bool:
    """Whether a value can stand; what another version of the program knows and this one does not, may."""
    return name not in ALLOWED or (type(value) in (str, int) and value in ALLOWED[name])


def data_folder() -> Path:
    """Where this person's FieldNotes keeps its data on this platform; FIELDNOTES_HOME moves it."""
    moved = os.environ.get("FIELDNOTES_HOME")
    if moved:
        return Path(moved)
    from platformdirs import user_data_path

    return user_data_path("FieldNotes", appauthor=False)


def profile_folder() -> Path:
    """Where the profile lies unless `--profile` says otherwise; FIELDNOTES_PROFILE overrides."""
    return Path(os.environ.get("FIELDNOTES_PROFILE") or data_folder() / "profile")


def hub_folder() -> Path:
    """Where a hub lies unless `--data` says otherwise; FIELDNOTES_HUB_DATA overrides."""
    return Path(os.environ.get("FIELDNOTES_HUB_DATA") or data_folder() / "hub")


def settings_file() -> Path:
    """Where the settings lie."""
    return data_folder() / "settings.json"
