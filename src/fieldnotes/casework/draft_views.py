"""What is seen of drafts: how old they are and where else they lie. Frozen values; decides nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.desk import Changed
from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.private import Private

NOTHING = Changed()
HERE, KEPT, KEPT_BEFORE = "here", "kept", "kept_before"


@dataclass(frozen=True, slots=True)
class DraftView(View):
    """A draft's age in whole hours, and whether it lies in safe-keeping at the hub.

    `kept`: `here` (on this computer only), `kept` (as it is now), `kept_before` (as it was at `kept_at`). `late`: the
    author is warned (DOC-2). `copy_of`: the note it is another version of, brought from another computer.
    """

    age_hours: int
    late: bool
    kept: str
    kept_at: datetime | None = field(default=None, metadata=OPTIONAL)
    copy_of: str | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class OldDraftView(View):
    """Somebody's draft that a supervisor is told of: case, author and age; nothing else is known here (DOC-2)."""

    case: str
    case_number: str
    author: str
    author_name: Private
    since: datetime
    age_hours: int


@dataclass(frozen=True, slots=True)
class KeptElsewhere(View):
    """What lies at the hub from another computer of the same person: how much and from when, never what it says."""

    device: str
    name: Private
    joined_at: datetime
    drafts: int
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class FetchedView(View):
    """What came back: note ids put back, and put back as drafts of their own beside one that is here.

    `here_already`: drafts that are here, or signed, word for word. `older`: notes of which the hub had held a later
    state. `unopened`: drafts that another passphrase opens, or that are damaged; they stay where they are.
    """

    put_back: tuple[str, ...]
    copies: tuple[str, ...]
    here_already: int
    older: tuple[str, ...]
    unopened: int
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)
