"""What is seen of a note's files: name, size, and where the bytes are. Decides nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.desk import Changed
from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.private import Private

NOTHING = Changed()
DRAFT = "draft"
WAITING = "waiting"
RECEIVED = "received"
ELSEWHERE = "elsewhere"
DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class AttachmentView(View):
    """One file. `state`: `draft` (signed with its note), `waiting` (for the hub), `received`, `elsewhere`, `destroyed`.

    `entry`: the hash of its entry, which names every piece of it; `size` in bytes.
    """

    id: str
    note: str
    name: Private
    media_type: str
    size: int
    added_at: datetime
    state: str
    section: str | None = field(default=None, metadata=OPTIONAL)
    entry: str | None = field(default=None, metadata=OPTIONAL)

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Attached(View):
    """A file that was added; `entry` when its note was signed already.

    `cleaned`: place and camera were taken away. `smaller`: a large photo was kept at the size reading needs.
    """

    attachment: str
    entry: str | None = field(default=None, metadata=OPTIONAL)
    cleaned: bool = False
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)
    smaller: bool = False
