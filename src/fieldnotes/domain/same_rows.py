"""Which rows of several lists are the same row: by being equal, by whom they name, what they say, where they stand.

Each list is held against the list they grew from; what is new in several is joined last. Decides nothing.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from fieldnotes.domain.json_value import Json

ALIKE: Final = 0.55
"""From this share of words in common two rows are one row that was rewritten."""
NEAREST: Final = 6
"""So many rows at most are held against one that was rewritten: the work must not grow with every pair there is."""
NAMES: Final = ("person_id",)
SAYS: Final = ("text", "what", "goal_text")

Rows = Sequence[Json]


@dataclass(frozen=True, slots=True)
class SameRow:
    """One row through all lists; None where it does not stand. `key` is the same each time it is worked out."""

    key: str
    base: Json = field(repr=False)
    rows: tuple[Json, ...] = field(repr=False)


def canonical(value: Json) -> str:
    """Write a value in one spelling, for comparing: true is not 1, and the order of keys says nothing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def same_rows(base: Rows, lists: Sequence[Rows]) -> tuple[SameRow, ...]:
    """Find every row there is; those of the base come first and in its order, then new ones as they stand."""
    matched = [paired(base, each) for each in lists]
    found = [
        (each, tuple(rows[pairs[at]] if at in pairs else None for rows, pairs in zip(lists, matched, strict=True)))
        for at, each in enumerate(base)
    ]
    new = [
        [row for at, row in enumerate(rows) if at not in set(pairs.values())]
        for rows, pairs in zip(lists, matched, strict=True)
    ]
    return _with_keys([*found, *((None, each) for each in _joined(new))])


def _joined(new: Sequence[Rows]) -> list[tuple[Json, ...]]:
    """Join rows that are new in several lists; each list is held against what is found so far."""
    groups: list[list[Json]] = []
    for at, rows in enumerate(new):
        free = [group for group in groups if group[at] is None]
        pairs = paired([next(row for row in group if row is not None) for group in free], rows, by_place=False)
        for group_at, row_at in pairs.items():
            free[group_at][at] = rows[row_at]
        for row_at, row in enumerate(rows):
            if row_at not in set(pairs.values()):
                groups.append([row if here == at else None for here in range(len(new))])
    return [tuple(group) for group in groups]


def _with_keys(found: Sequence[tuple[Json, tuple[Json, ...]]]) -> tuple[SameRow, ...]:
    seen: dict[str, int] = {}
    made = []
    for base, rows in found:
        name = canonical(base) if base is not None else min(canonical(row) for row in rows if row is not None)
        digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:16]
        seen[digest] = seen.get(digest, 0) + 1
        made.append(SameRow(f"{digest}-{seen[digest]}", base, rows))
    return tuple(made)


def paired(old: Rows, new: Rows, *, by_place: bool = True) -> dict[int, int]:
    """Pair the rows of two lists: place in `old` -> place in `new`; equal rows always come first."""
    pairs: dict[int, int] = {}
    _pair_by_spelling([canonical(row) for row in old], [canonical(row) for row in new], pairs)
    _pair_by_spelling(["" if _says(row) else _named(row) for row in old], [_named(row) for row in new], pairs)
    _pair_by_words(old, new, pairs)
    if by_place:
        _pair_by_place(old, new, pairs)
    return pairs


def _pair_by_spelling(old: Sequence[str], new: Sequence[str], pairs: dict[int, int]) -> None:
    """Pair what is spelled alike, in order; an empty spelling is like no other."""
    free: dict[str, list[int]] = {}
    taken = set(pairs.values())
    for place, spelling in enumerate(new):
        if place not in taken and spelling:
            free.setdefault(spelling, []).append(place)
    for at, spelling in enumerate(old):
        if at not in pairs and (places := free.get(spelling)):
            pairs[at] = places.pop(0)


def _pair_by_words(old: Rows, new: Rows, pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    news = [(place, words, Counter(words)) for place, words in _unpaired(new, taken)]
    likeness = sorted(
        (-share, at, place)
        for at, words in _unpaired(old, pairs)
        for place, other in _promising(words, news)
        if (share := SequenceMatcher(None, words, other, autojunk=False).ratio()) >= ALIKE
    )
    for _share, at, place in likeness:
        if at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)


def _pair_by_place(old: Rows, new: Rows, pairs: dict[int, int]) -> None:
    """Take the one row that is left in both, between the same neighbours, for one that was written anew."""
    left = [at for at in range(len(old)) if at not in pairs]
    free = [place for place in range(len(new)) if place not in pairs.values()]
    same_size = len(old) == len(new) and len(left) == len(free) == 1
    if same_size and left == free and isinstance(old[left[0]], Mapping):
        pairs[left[0]] = free[0]


def _unpaired(rows: Rows, paired_places: Collection[int]) -> list[tuple[int, list[str]]]:
    """Give the words of every row that says something and has no pair yet."""
    return [(at, words) for at, row in enumerate(rows) if at not in paired_places and (words := _says(row).split())]


def only_names(row: Json) -> bool:
    """Tell whether a row names somebody and says nothing more in words."""
    return bool(_named(row)) and not _says(row)


def _named(row: Json) -> str:
    """Spell whom a row names; empty when it names nobody."""
    if not isinstance(row, Mapping):
        return ""
    return next((f"{key} {canonical(row[key])}" for key in NAMES if row.get(key)), "")


def _promising(words: list[str], news: Sequence[tuple[int, list[str], Counter[str]]]) -> list[tuple[int, list[str]]]:
    """Give the rows with the most words in common, in whatever order; only those are compared word by word."""
    counted = Counter(words)
    shares = ((2 * (counted & c).total() / (len(words) + len(other)), place, other) for place, other, c in news)
    found = sorted((each for each in shares if each[0] >= ALIKE), key=lambda each: (-each[0], each[1]))
    return [(place, other) for _share, place, other in found[:NEAREST]]


def _says(row: Json) -> str:
    if not isinstance(row, Mapping):
        return ""
    return " ".join(str(row[key]) for key in SAYS if isinstance(row.get(key), str))
