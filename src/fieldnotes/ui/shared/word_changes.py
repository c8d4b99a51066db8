"""What differs between two texts, word by word, with a few words around each change. Knows no Qt and no note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.word_steps import ADDED, REMOVED, SAME, word_steps

__all__ = ["ADDED", "GAP", "REMOVED", "SAME", "Stretch", "all_changes", "both_sides", "word_changes"]

AROUND = 8
"""Words that stay on each side of a change; what lies further away is left out."""
REWRITTEN = 0.35
"""With fewer words in common than this share a text counts as written anew."""
GAP = "gap"


@dataclass(frozen=True)
class Stretch:
    """Words that are `same`, `added` or `removed`, or a `gap` of unchanged text that is left out."""

    kind: str
    text: str = field(default="", repr=False)


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """Compare two texts; the space before a word goes with it and is no change by itself."""
    old, new = (re.findall(r"\s*\S+", text) for text in (before, after))
    return tuple(Stretch(kind, "".join(words)) for kind, words in _shortened(list(_compared(old, new))))


def both_sides(before: str, after: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Compare two texts that stand side by side: what is gone is marked in the first, what is new in the second."""
    found = word_changes(before, after)
    return tuple(s for s in found if s.kind != ADDED), tuple(s for s in found if s.kind != REMOVED)


def all_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """Compare two texts and leave nothing out; one that was written anew is new as a whole."""
    old, new = (re.findall(r"\s*\S+", text) for text in (before, after))
    found = tuple(_compared(old, new))
    same = sum(len(words) for kind, words in found if kind == SAME)
    if same < REWRITTEN * max(len(old), len(new)):
        return (Stretch(ADDED, after),)
    return tuple(Stretch(kind, "".join(words)) for kind, words in found)


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    bare, fresh = ([word.strip() for word in words] for words in (old, new))
    for kind, a, b, c, d in word_steps(bare, fresh):
        yield kind, old[a:b] if kind == REMOVED else new[c:d]


def _shortened(listed: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Leave out the middle of long unchanged stretches; at the edges only what is next to a change stays."""
    for number, (kind, words) in enumerate(listed):
        first, last = number == 0, number == len(listed) - 1
        room = AROUND * (1 if first or last else 2)
        if kind != SAME or len(words) <= room + 2:
            yield kind, words
            continue
        if not first:
            yield SAME, words[:AROUND]
        yield GAP, ()
        if not last:
            yield SAME, words[-AROUND:]
