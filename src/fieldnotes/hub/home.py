"""The hub's data folder: `hub.json` (who this hub is, where its database lies) and its key file. Knows no table."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.keys import SEED_BYTES

_FORMAT = "fieldnotes/hub/1"
_ABOUT = "hub.json"
_KEY = "hub.key"


@dataclass(frozen=True, slots=True)
class Home:
    """What `hub.json` holds; `database` None = the embedded file; `url`, `ca` as of the last `serve`.

    `blobs`: the address of the object store where files lie; None = this folder.
    """

    folder: Path
    epoch: str
    created_at: str
    database: str | None = field(default=None, repr=False)
    url: str | None = None
    ca: str | None = None
    blobs: str | None = None

    def save(self) -> None:
        """Write `hub.json`, whole or not at all.

        Raises:
            Unavailable: CANNOT_WRITE, DISK_FULL.
        """
        data = {
            "format": _FORMAT, "epoch": self.epoch, "created_at": self.created_at,
            "database": self.database, "url": self.url, "ca": self.ca, "blobs": self.blobs,
        }  # fmt: skip
        write_atomically(self.folder / _ABOUT, json.dumps(data, indent=1).encode("utf-8"))

    def serving_at(self, url: str, ca: str | None) -> "Home":
        """Remember where devices can reach the hub, for later invitations."""
        here = replace(self, url=url, ca=ca)
        if here != self:
            here.save()
        return here


def is_home(folder: Path) -> bool:
    """Tell whether a hub lives in this folder."""
    return (folder / _ABOUT).is_file()


def read_home(folder: Path) -> Home:
    """Read who lives here.

    Raises:
        Refused: NO_HUB in a folder without a hub; WRONG_FILE when `hub.json` is not one.
    """
    if not is_home(folder):
        raise Refused(Code.NO_HUB, folder=str(folder))
    try:
        data = json.loads((folder / _ABOUT).read_text("utf-8"))
    except OSError:
        raise Unavailable(Code.NO_HUB, folder=str(folder)) from None
    except ValueError:
        raise Refused(Code.WRONG_FILE, file=_ABOUT, expected="a hub's file") from None
    match data:
        case {"format": "fieldnotes/hub/1", "epoch": str(epoch), "created_at": str(created)}:
            database, url, ca, blobs = (_text_or_none(data.get(key)) for key in ("database", "url", "ca", "blobs"))
            return Home(folder, epoch, created, database, url, ca, blobs)
        case _:
            raise Refused(Code.WRONG_FILE, file=_ABOUT, expected="a hub's file")


def read_seed(folder: Path) -> bytes | None:
    """Read the hub's signing seed; None when there is no key file.

    Raises:
        Refused: WRONG_FILE when the file holds no key.
    """
    path = folder / _KEY
    if not path.is_file():
        return None
    try:
        seed = from_base64(path.read_text("ascii").strip())
    except (OSError, ValueError, Refused):
        raise Refused(Code.WRONG_FILE, file=_KEY, expected="a hub key") from None
    if len(seed) != SEED_BYTES:
        raise Refused(Code.WRONG_FILE, file=_KEY, expected="a hub key")
    return seed


def write_seed(folder: Path, seed: bytes) -> None:
    """Keep the signing seed in a file that only its owner may read (mode 0600).

    Raises:
        Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    write_atomically(folder / _KEY, to_base64(seed).encode("ascii") + b"\n")


def make_folder(folder: Path) -> None:
    """Make the data folder, for its owner only.

    Raises:
        Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Unavailable(Code.CANNOT_WRITE, file=str(folder)) from None


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
