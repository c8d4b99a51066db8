"""How somebody takes a copy home: the way, the look and the language, as one word of the record. Knows no paper.

There is no way that publishes a copy or leaves it at a door (INS-8).
"""

import re
from dataclasses import dataclass
from typing import Final

PAPER, STICK, POST = "paper", "stick", "post"
WAYS: Final = (PAPER, STICK, POST)
"""Printed and given; a file locked with a passphrase of their own; printed and sent by post."""
LOOKS: Final = ("ordinary", "large", "easy")
_BETWEEN: Final = "."
_NO_WAY: Final = re.compile(r"spik|kungör|anslag|publi|dörr|door|webb|internet|sociala medier|facebook", re.IGNORECASE)
"""What a worker's own word for a way must not name: served by publication, or left at a door."""
SHORTEST_PASSPHRASE: Final = 10
"""Characters of the passphrase that a file on a stick is locked with."""


@dataclass(frozen=True, slots=True)
class TakenHome:
    """What a person chose; `way` may be a word of the worker's own, which is kept as it is."""

    way: str
    look: str = LOOKS[0]
    language: str = ""
    """Empty: the one the program spoke."""

    @property
    def word(self) -> str:
        """Write it as the `way` of the entry: the way alone, or with look and language after it."""
        if self.way not in WAYS:
            return self.way
        parts = [self.way, self.look, self.language]
        while len(parts) > 1 and parts[-1] in {"", LOOKS[0]}:
            parts.pop()
        return _BETWEEN.join(parts)

    @property
    def may_be(self) -> bool:
        """Tell whether a paper may be given so: some way, and never by publication or at a door (INS-8)."""
        return bool(self.way.strip()) and _NO_WAY.search(self.way) is None

    @classmethod
    def read(cls, word: str) -> "TakenHome":
        """Read the `way` of an entry; what nobody knows is a way of its own."""
        way, *rest = word.split(_BETWEEN)
        look = rest[0] if rest else LOOKS[0]
        if way not in WAYS or look not in LOOKS or len(rest) > len(("look", "language")):
            return cls(word)
        return cls(way, look, rest[1] if len(rest) > 1 else "")
