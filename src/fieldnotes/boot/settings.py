"""What a person may choose about the program on this computer. Holds nothing about any family."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Self

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
    """After how many idle minutes the program locks itself."""

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
            known = {f.name: type(f.default) for f in fields(cls)}
            if not all(isinstance(data[name], known[name]) for name in data if name in known):
                raise TypeError
            return cls(**{name: value for name, value in data.items() if name in known})
        except (OSError, ValueError, TypeError):
            raise Refused(Code.SETTINGS_UNREADABLE, file=path.name) from None

    def write(self, path: Path) -> None:
        """Write settings so that a cut leaves the old file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        draft.replace(path)


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
