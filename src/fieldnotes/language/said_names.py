"""Words that sound nearly like a name of the case: "Karen" where Karin was said. Knows nothing of who they are.

A recogniser writes what it knows; a rare name comes out as its neighbour. What sounds alike is written to one key,
by the language's own rules, and keys that differ in one letter count only where a name can stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from fieldnotes.language.said_rules import SaidRules

WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST: Final = 3
LONG_ENOUGH: Final = 4
"""Letters of a key from which one may differ."""
KEPT: Final = 4096
"""Words that are remembered with what they mean."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A word of a text, and the name it sounds like."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class NearNames:
    """The names of one case, and every word that was weighed against them: a long note is read again at each key."""

    names: Sequence[str] = field(repr=False)
    rules: SaidRules = field(repr=False)
    _met: dict[str, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def in_text(self, text: str) -> Iterator[NearName]:
        """Find words that sound like one of the names and are none; ordinary words are left in peace."""
        for found in WORD.finditer(text):
            word = found[0]
            if word not in self._met:
                if len(self._met) >= KEPT:
                    self._met.clear()
                self._met[word] = self._meant(word)
            name = self._met[word]
            if name is not None:
                yield NearName(found.start(), found.end(), name)

    def _meant(self, written: str) -> str | None:
        word = written.lower()
        stem = word.removesuffix("s")
        if word in self._spelled or len(word) < SHORTEST or self.rules.ordinary & {word, stem}:
            return None
        may_be_name = written[:1].isupper()
        hit = _nearest(word, self._known, self.rules, may_be_name=may_be_name)
        if hit is not None or stem == word:
            return hit
        hit = _nearest(stem, self._known, self.rules, may_be_name=may_be_name)
        return None if hit is None else hit + "s"

    @cached_property
    def _known(self) -> dict[str, str]:
        """How each name sounds."""
        return {name: sound(name, self.rules.sounds) for name in self.names if len(name) >= SHORTEST}

    @cached_property
    def _spelled(self) -> frozenset[str]:
        return frozenset(form for name in self._known for form in (name.lower(), name.lower() + "s"))


def _nearest(word: str, known: dict[str, str], rules: SaidRules, *, may_be_name: bool) -> str | None:
    """The one name that sounds the same, else the one that differs in a letter; several are none."""
    key = sound(word, rules.sounds)
    same = [name for name, other in known.items() if other == key]
    if same or not may_be_name or len(key) < LONG_ENOUGH:
        return same[0] if len(same) == 1 else None
    close = [name for name, other in known.items() if len(other) >= LONG_ENOUGH and _one_apart(key, other)]
    return close[0] if len(close) == 1 else None


@lru_cache(maxsize=KEPT)
def sound(word: str, sounds: Sequence[tuple[str, str]]) -> str:
    """Write a word as it sounds, by the language's own rules."""
    key = word.lower()
    for pattern, written in sounds:
        key = re.sub(pattern, written, key)
    return key


def _one_apart(one: str, other: str) -> bool:
    """Tell whether one letter more, less or other makes one of the other; the first letter is heard right."""
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
