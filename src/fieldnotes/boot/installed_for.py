"""The installer's word beside the executable: for one person, or for the computer. Read at each start."""

from pathlib import Path
from typing import Final

ROAD_FILE: Final = "installed-for"
"""Lies beside the executable where one person installed it for themselves, and says `user`."""


def installed_for_one(running: Path) -> bool:
    """Tell whether the installer put the program there for one person."""
    try:
        return running.with_name(ROAD_FILE).read_text(encoding="ascii").strip() == "user"
    except (OSError, UnicodeError):
        return False
