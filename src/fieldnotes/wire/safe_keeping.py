"""The shapes of drafts in safe-keeping (`/v1/drafts`): sealed blobs and the little that may stand beside them.

The hub cannot read a blob: it is sealed under a key of the person's own profile. Beside it stand the case, since when
the draft has been there, and its age; so the age of an unsigned note is known without its words (DOC-2).
"""

from typing import Final, NotRequired, TypedDict

MOST_SEALED: Final = 1024 * 1024
"""The largest blob the hub keeps, in bytes."""
MOST_SLOTS: Final = 32 * 1024
"""The largest set of key slots, in bytes."""
MOST_ASKED: Final = 4 * 1024 * 1024
"""Cap of one request, in bytes; a device hands in its drafts in several when they are more."""
WAITING_LABEL: Final = b"fieldnotes/waiting-drafts/1"
"""What the hub signs when it tells a supervisor of old drafts."""


class KeptDraft(TypedDict):
    """One draft: `since` RFC 3339 by the device's clock, `age` in seconds; `sealed` base64."""

    case: str
    note: str
    number: int
    since: str
    age: int
    sealed: str


class KeepRequest(TypedDict):
    """POST /v1/drafts: drafts for one shelf, and base64 key slots when those there are not the current ones."""

    shelf: str
    slots: NotRequired[str]
    drafts: list[KeptDraft]


class KeepResult(TypedDict):
    """`kept`, or `older` when the hub holds a later state of that draft; times on the hub's clock."""

    note: str
    result: str
    kept_at: str
    since: str


class KeepAnswer(TypedDict):
    """One result per draft; `slots`: SHA-256 of the key slots that lie on the shelf now, empty when there are none."""

    epoch: str
    slots: str
    results: list[KeepResult]


class LyingDraft(TypedDict):
    """What lies on a shelf, without its words: `begun` by its device's clock, `kept_at` by the hub's."""

    case: str
    note: str
    number: int
    begun: str
    kept_at: str
    size: int


class ShelfAnswer(TypedDict):
    """One shelf of one of the person's devices; `slots` base64, empty when none were handed in."""

    device: str
    name: str
    joined_at: str
    shelf: str
    slots: str
    drafts: list[LyingDraft]


class ShelvesAnswer(TypedDict):
    """GET /v1/drafts: everything of this person that lies in safe-keeping."""

    epoch: str
    shelves: list[ShelfAnswer]


class SealedAnswer(TypedDict):
    """GET /v1/drafts/sealed?device&shelf&note: one blob, base64. DELETE /v1/drafts?…&up_to=NUMBER takes it out."""

    number: int
    sealed: str
