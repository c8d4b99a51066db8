"""How an administrator's table travels: whole, under the hub's word, or only its version when nothing is new.

`{"cases": [outline]|null, "epoch", "user", "version"}`. Knows no entry: an outline has no place for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire.hub_word import Word, say
from fieldnotes.wire.keys import SigningKey

PREPARING_LABEL: Final = b"fieldnotes/preparing/1"
LOOKED_UP: Final = "looked_up"
"""In the access log: an administrator has opened what there is to prepare of a case; no word of a note."""


@dataclass(frozen=True, slots=True)
class PreparingTable:
    """What one administrator may know at a version of the reference feed; `cases` None: nothing is new since."""

    epoch: str
    user: str
    version: int
    cases: tuple[JsonObject, ...] | None = field(repr=False)

    def seal(self, hub_key: SigningKey) -> Word:
        """Sign it as the hub."""
        cases = None if self.cases is None else [*self.cases]
        told: JsonObject = {"cases": cases, "epoch": self.epoch, "user": self.user, "version": self.version}
        return say(hub_key, PREPARING_LABEL, told)

    @staticmethod
    def read(word: Word, hub_public: bytes) -> "PreparingTable":
        """Verify it with the pinned hub key and read it. Refused: SIGNATURE_WRONG, BYTES_WRONG."""
        match word.read(PREPARING_LABEL, hub_public):
            case {"epoch": str(epoch), "user": str(user), "version": int(version), "cases": None}:
                return PreparingTable(epoch, user, version, None)
            case {"epoch": str(epoch), "user": str(user), "version": int(version), "cases": list(rows)} if all(
                isinstance(each, Mapping) for each in rows
            ):
                return PreparingTable(epoch, user, version, tuple(each for each in rows if isinstance(each, Mapping)))
        raise Refused(Code.BYTES_WRONG)
