"""The program on this computer: its version, how it was installed, and so who may bring it up to date."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Road(StrEnum):
    """Who brings the program up to date."""

    OWN = "user"
    """It was installed for one person, and brings itself up to date."""
    SYSTEM = "system"
    """It belongs to the computer: apt, or whoever administers it."""
    PYTHON = "python"
    """It runs from a wheel or a checkout: whoever installed that."""


@dataclass(frozen=True, slots=True)
class ProgramHere:
    """What an update has to know of the program that runs.

    platform: the kind of computer, as release lists name it (`linux-x86_64`).
    folder: where newer versions are kept; nothing need lie there.
    source: the folder or https address the publisher's list is read from; empty = nobody has said one.
    pinned: public keys of the publisher, 32 bytes each.
    """

    version: str
    platform: str
    road: Road
    folder: Path
    source: str = ""
    pinned: Sequence[bytes] = field(default=(), repr=False)
