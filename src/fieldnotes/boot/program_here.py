"""Describes the program that runs to the acts that look for a newer one. Looks for none itself."""

import json
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from fieldnotes import __version__
from fieldnotes.boot.installed_for import installed_for_one
from fieldnotes.boot.resources import resources
from fieldnotes.boot.settings import Settings, data_folder, settings_file
from fieldnotes.boot.this_program import is_bundle
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.update.program_here import ProgramHere, Road
from fieldnotes.update.versions import VERSIONS
from fieldnotes.wire.base64_text import from_base64

KEYS: Final = "release-keys.json"
_SAME: Final = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "aarch64", "aarch64": "aarch64"}
"""Processors by the names the systems give them."""


def program_here(source: str) -> ProgramHere:
    """Describe the program; `source` is where it may look for newer ones.

    Raises:
        Refused: BYTES_WRONG when the pinned keys cannot be read.
    """
    written = json.loads((resources() / KEYS).read_text(encoding="utf-8"))
    pinned = tuple(from_base64(key["public"]) for key in written["keys"])
    return ProgramHere(__version__, kind_of_computer(), road(), programs_folder(), source, pinned)


def where_to_look(rules: ManagedRules) -> str:
    """Say where newer versions are looked for on this computer: the person's choice among the workplace's places.

    Where the person has chosen none of them it is the first; empty when nobody has said.
    """
    chosen = ""
    with suppress(Refused):
        chosen = Settings.read(settings_file()).updates
    if rules.updates is None or chosen in rules.updates:
        return chosen
    return min(rules.updates, default="")


def kind_of_computer() -> str:
    """Name this kind of computer as release lists do, for example `linux-x86_64`."""
    machine = platform.machine().lower()
    return f"{sys.platform}-{_SAME.get(machine, machine or 'unknown')}"


def programs_folder() -> Path:
    """Say where newer versions are kept: beside the person's data."""
    return data_folder() / "program"


def road() -> Road:
    """Say who brings this program up to date; without a word from its installer, nobody but the computer's own."""
    if not is_bundle():
        return Road.PYTHON
    running = Path(sys.executable)
    return Road.OWN if is_newer_one(running) or installed_for_one(running) else Road.SYSTEM


def is_newer_one(running: Path) -> bool:
    """Tell whether the program runs out of the folder of newer versions: the installed one started it."""
    return running.is_relative_to(programs_folder() / VERSIONS)
