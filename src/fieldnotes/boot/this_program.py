"""How this program starts itself once more, from a checkout or out of a bundle. Knows no command."""

import sys
from pathlib import Path
from typing import Final

HELPERS: Final = ("fieldnotes-recogniser", "fieldnotes-pages", "fieldnotes-curtain")
"""Executables of a bundle that the program starts by itself; each lies beside it."""


def is_bundle() -> bool:
    """Tell whether this runs out of a bundle, without a Python of its own."""
    return bool(getattr(sys, "frozen", False))


def beside(name: str) -> Path:
    """Where an executable of this bundle lies."""
    return Path(sys.executable).with_name(name + (".exe" if sys.platform == "win32" else ""))


def this_program() -> list[str]:
    """Give the command line of this program; on Windows of the one with a terminal, for its answers are read."""
    return [str(beside("fieldnotes"))] if is_bundle() else [sys.executable, "-m", "fieldnotes"]
