"""The reference feed: what the hub owns (people, devices, cases, templates, policy, escrow keys), as a signed delta.

`{"after", "epoch", "items": [{"id", "type", "value"|null}], "user", "version"}`: applying it to what one held
at `after` gives what this user may know at `version`; a null value is a tombstone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire.hub_word import REFERENCE_LABEL, Word, say
from fieldnotes.wire.keys import SigningKey

KEPT_BACK: Final = "kept_back"
"""In a case: it stays at the hub, told in outline, until something waits for its supervisor or they ask for it."""
ASKED_FOR: Final = "asked_for"
"""In the access log: a supervisor has asked for a case that stays at the hub."""
DELIVERED: Final = "delivered"
"""In a case: its texts that lie in a case system, each with note, revision, what, to, at and receipt."""
TO_COPY: Final = "to_copy"
"""In a case: its texts that a person has to copy into a case system, each with note, revision, what, to and since."""
HUB_POLICY: Final = "hub"
"""The id of the policy that holds the hub's own limits and rules."""
LEASE: Final = "lease_days"
"""In the policy: how many days a device that has joined goes on its passphrase alone without its hub."""
LEASE_DAYS: Final = 45
"""Where the hub says nothing else."""
MANAGED: Final = "managed"
"""In the policy: what the workplace has decided about the program on its computers, rule by rule (`domain/managed`)."""


class ItemType(StrEnum):
    """What the hub owns."""

    UNIT = "unit"
    USER = "user"
    DEVICE = "device"
    CASE = "case"
    TEMPLATE = "template"
    POLICY = "policy"
    ESCROW = "escrow"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the feed; `value` None says that this user no longer may know it."""

    type: ItemType
    id: str
    value: JsonObject | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReferenceDelta:
    """What changed for one user between two versions of the feed."""

    epoch: str
    user: str
    after: int
    version: int
    items: tuple[Item, ...]

    def seal(self, hub_key: SigningKey) -> Word:
        """Sign the delta as the hub."""
        items: list[Json] = [{"type": i.type.value, "id": i.id, "value": i.value} for i in self.items]
        return say(
            hub_key,
            REFERENCE_LABEL,
            {
                "after": self.after,
                "epoch": self.epoch,
                "items": items,
                "user": self.user,
                "version": self.version,
            },
        )

    @staticmethod
    def read(word: Word, hub_public: bytes) -> "ReferenceDelta":
        """Verify a delta with the pinned hub key and read it.

        Raises:
            Refused: SIGNATURE_WRONG or BYTES_WRONG.
        """
        match word.read(REFERENCE_LABEL, hub_public):
            case {"epoch": str(e), "user": str(u), "after": int(a), "version": int(v), "items": list(items)}:
                return ReferenceDelta(e, u, a, v, tuple(_items(items)))
            case _:
                raise Refused(Code.BYTES_WRONG)


def _items(raw: Sequence[Json]) -> Sequence[Item]:
    found = []
    for one in raw:
        match one:
            case {"type": str(kind), "id": str(name), "value": None | Mapping() as value} if kind in list(ItemType):
                found.append(Item(ItemType(kind), name, value))
            case _:
                raise Refused(Code.BYTES_WRONG)
    return found
