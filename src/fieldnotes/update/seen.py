"""What this computer remembers of the lists it has seen: the highest number, and when somebody last looked."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import cannot_write, write_atomically

_FILE: Final = "seen.json"


@dataclass(frozen=True, slots=True)
class Seen:
    """The highest number of a list so far (0 = none), and the moment one was last read (empty = never)."""

    serial: int = 0
    looked: str = ""

    def looked_at(self) -> datetime | None:
        """Give the moment of the last look; None when there was none, or nobody can tell."""
        try:
            moment = datetime.fromisoformat(self.looked)
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None


def read_seen(folder: Path) -> Seen:
    """Read what is remembered; a missing or spoilt file remembers nothing, and no older program comes by that.

    What is installed is never older than what runs, whatever is remembered.
    """
    try:
        data = json.loads((folder / _FILE).read_bytes())
        if type(data["serial"]) is not int or not isinstance(data["looked"], str):
            raise TypeError
        return Seen(data["serial"], data["looked"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Seen()


def remember(folder: Path, serial: int, now: datetime) -> None:
    """Remember a list that was good. Unavailable: DISK_FULL, CANNOT_WRITE."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise cannot_write(problem, folder.name) from None
    write_atomically(folder / _FILE, json.dumps(asdict(Seen(serial, now.isoformat()))).encode() + b"\n")
