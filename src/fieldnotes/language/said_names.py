"""Words that sound nearly like a name of the case: "Karen" where Karin was said. Knows nothing of who they are.

A recogniser writes what it knows; a rare name comes out as its neighbour. What sounds alike is written to one key,
by the language's own rules, and keys that differ in one letter count only where a name can stand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldnotes.language.said_rules import SaidRules

WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST: Final = 3
LONG_ENOUGH: Final = 4
"""Letters of a key from which one may differ."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A word of a text, and the name it sounds like."""

    start: int
    end: int
    name: str


def near_names(text: str, names: Iterable[str], rules: SaidRules) -> Iterator[NearName]:
    """Find words that sound like one of the names and are none; ordinary words are left in peace."""
    known = {name: sound(name, rules.sounds) for name in names if len(name) >= SHORTEST}
    spelled = {form for name in known for form in (name.lower(), name.lower() + "s")}
    for found in WORD.finditer(text):
        word = found[0].lower()
        stem = word.removesuffix("s")
        if word in spelled or len(word) < SHORTEST or rules.ordinary & {word, stem}:
            continue
        may_be_name = found[0][:1].isupper()
        hit = _nearest(word, known, rules, may_be_name=may_be_name)
        genitive = hit is None and stem != word
        hit = _nearest(stem, known, rules, may_be_name=may_be_name) if genitive else hit
        if hit is not None:
            yield NearName(found.start(), found.end(), hit + "s" if genitive else hit)


def _nearest(word: str, known: dict[str, str], rules: SaidRules, *, may_be_name: bool) -> str | None:
    """The one name that sounds the same, else the one that differs in a letter; several are none."""
    key = sound(word, rules.sounds)
    same = [name for name, other in known.items() if other == key]
    if same or not may_be_name or len(key) < LONG_ENOUGH:
        return same[0] if len(same) == 1 else None
    close = [name for name, other in known.items() if len(other) >= LONG_ENOUGH and _one_apart(key, other)]
    return close[0] if len(close) == 1 else None


@lru_cache(maxsize=4096)
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
