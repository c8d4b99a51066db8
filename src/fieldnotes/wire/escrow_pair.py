"""The pair of officers' public keys to which devices seal their data key; the hub publishes it in the reference feed.

Two persons on purpose: what is sealed opens only when both private halves are there. Knows no private half.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire.base64_text import from_base64, to_base64

PAIR_ID: Final = "organisation"
"""The id of the one pair that holds, in the reference feed."""

PUBLIC_BYTES: Final = 32
_ID_LABEL: Final = b"fieldnotes/officer/1"
_ID_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer as everybody may know them: a name and a public X25519 key."""

    name: str
    public: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Name the key by its own bytes: 32 hex digits."""
        return hashlib.sha256(_ID_LABEL + self.public).hexdigest()[:_ID_DIGITS]

    def to_json(self) -> JsonObject:
        """Write it as the feed carries it."""
        return {"id": self.id, "name": self.name, "public_key": to_base64(self.public)}

    @staticmethod
    def from_json(value: Json) -> "Officer":
        """Read it. Refused: BYTES_WRONG, also when the id is another key's."""
        match value:
            case {"id": str(name), "name": str(person), "public_key": str(key)}:
                found = Officer(person, from_base64(key))
                if found.id == name and len(found.public) == PUBLIC_BYTES:
                    return found
        raise Refused(Code.BYTES_WRONG)


@dataclass(frozen=True, slots=True)
class EscrowPair:
    """Two officers; what is sealed to them lies in the inner one's envelope, and that in the outer one's."""

    outer: Officer
    inner: Officer

    @property
    def officers(self) -> tuple[str, str]:
        """The ids of both keys, the outer first: what an escrow slot says it is sealed to."""
        return self.outer.id, self.inner.id

    def to_json(self) -> JsonObject:
        """Write it as the feed carries it."""
        return {"officers": [self.outer.to_json(), self.inner.to_json()]}

    @staticmethod
    def from_json(value: Mapping[str, Json]) -> "EscrowPair":
        """Read it. Refused: BYTES_WRONG, also when both keys are one."""
        match value:
            case {"officers": [first, second]}:
                pair = EscrowPair(Officer.from_json(first), Officer.from_json(second))
                if pair.outer.id != pair.inner.id:
                    return pair
        raise Refused(Code.BYTES_WRONG)
