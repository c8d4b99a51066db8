"""The way from one row of words to another: what stays, what goes, what comes. Knows no text, no screen, no meaning.

Words that stand once in both are held fast first; between them little is left to compare, so that the work grows with
the length of the texts and not with its square.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from fieldnotes.domain.text_change import common

SAME, ADDED, REMOVED = "same", "added", "removed"
SMALL: Final = 6_000
"""Pairs of words up to which two stretches without a fixed word are compared word by word (some milliseconds)."""
LONGEST_RUN: Final = 3
"""Runs of so many words are tried as fixed places when single words all stand twice."""

Step = tuple[str, int, int, int, int]
"""Kind, first and last place in the old words, first and last place in the new ones."""


def word_steps(old: Sequence[str], new: Sequence[str]) -> tuple[Step, ...]:
    """Give the steps from old to new in order; what goes stands before what comes in its place."""
    return tuple(_told(_kept(old, new), len(old), len(new)))


def _told(kept: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[Step]:
    """Put words that stay, one after the other in both, into one step, and say what lies between."""
    a = b = 0
    for start, stop in pairwise([*_runs(kept), len(kept)]):
        (was, now), length = kept[start], stop - start
        yield from _between(a, was, b, now)
        yield SAME, was, was + length, now, now + length
        a, b = was + length, now + length
    yield from _between(a, old, b, new)


def _runs(kept: Sequence[tuple[int, int]]) -> list[int]:
    follows = {(was + 1, now + 1) for was, now in kept}
    return [at for at, pair in enumerate(kept) if pair not in follows]


def _between(a: int, was: int, b: int, now: int) -> Iterator[Step]:
    if a < was:
        yield REMOVED, a, was, b, b
    if b < now:
        yield ADDED, was, was, b, now


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair the words that stay, in order."""
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        head = common(old[a:a_end], new[b:b_end])
        tail = common(old[a + head : a_end][::-1], new[b + head : b_end][::-1])
        found += [(a + at, b + at) for at in range(head)]
        found += [(a_end - at, b_end - at) for at in range(tail, 0, -1)]
        a, a_end, b, b_end = a + head, a_end - tail, b + head, b_end - tail
        if a == a_end or b == b_end:
            continue
        fixed = _fixed(old[a:a_end], new[b:b_end])
        if not fixed:
            found += [(a + was, b + now) for was, now in _one_by_one(old[a:a_end], new[b:b_end])]
            continue
        ends = [(-1, -1), *fixed, (a_end - a, b_end - b)]
        found += [(a + was, b + now) for was, now in fixed]
        waiting += [(a + w + 1, a + w2, b + n + 1, b + n2) for (w, n), (w2, n2) in pairwise(ends)]
    return sorted(found)


def _fixed(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair places whose words stand once in both, the longest row of them that keeps its order."""
    for length in range(1, LONGEST_RUN + 1):
        olds, news = _once(old, length), _once(new, length)
        pairs = [(was, news[words]) for words, was in olds.items() if words in news]
        if pairs:
            return in_order(sorted(pairs))
    return []


def _once(words: Sequence[str], length: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
    counted = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counted[run] == 1}


def in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the most pairs whose second places rise as the first do; `pairs` come by their first place."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_was, now) in enumerate(pairs):
        place = bisect_left(ends, now)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(now)
            last.append(at)
        else:
            ends[place], last[place] = now, at
    kept = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(pairs[at])
        at = before[at]
    return kept[::-1]


def _one_by_one(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    if len(old) * len(new) > SMALL:
        return
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((block.a + at, block.b + at) for at in range(block.size))
