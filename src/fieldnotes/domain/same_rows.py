"""Which rows of several lists are the same row: by being equal, by whom they name, what they say, where they stand.

Each list is held against the list they grew from; what is new in several is joined last. Decides nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from fieldnotes.domain.json_value import Json

ALIKE: Final = 0.55
"""From this share of words in common two rows are one row that was rewritten."""
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
    matched = [_pairs(base, each) for each in lists]
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
        pairs = _pairs([next(row for row in group if row is not None) for group in free], rows, by_place=False)
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


def _pairs(old: Rows, new: Rows, *, by_place: bool = True) -> dict[int, int]:
    """Pair the rows of two lists: place in `old` -> place in `new`."""
    pairs: dict[int, int] = {}
    for alike in (_equal, _name_the_same):
        for at, row in enumerate(old):
            taken = set(pairs.values())
            if at not in pairs:
                there = (n for n, other in enumerate(new) if n not in taken and alike(row, other))
                if (place := next(there, None)) is not None:
                    pairs[at] = place
    _pair_by_words(old, new, pairs)
    if by_place:
        _pair_by_place(old, new, pairs)
    return pairs


def _pair_by_words(old: Rows, new: Rows, pairs: dict[int, int]) -> None:
    likeness = sorted(
        (-share, at, place)
        for at, row in enumerate(old)
        if at not in pairs
        for place, other in enumerate(new)
        if place not in set(pairs.values()) and (share := _likeness(row, other)) >= ALIKE
    )
    for _share, at, place in likeness:
        if at not in pairs and place not in pairs.values():
            pairs[at] = place


def _pair_by_place(old: Rows, new: Rows, pairs: dict[int, int]) -> None:
    """Take the one row that is left in both, between the same neighbours, for one that was written anew."""
    left = [at for at in range(len(old)) if at not in pairs]
    free = [place for place in range(len(new)) if place not in pairs.values()]
    same_size = len(old) == len(new) and len(left) == len(free) == 1
    if same_size and left == free and isinstance(old[left[0]], Mapping):
        pairs[left[0]] = free[0]


def _equal(one: Json, other: Json) -> bool:
    return canonical(one) == canonical(other)


def _name_the_same(one: Json, other: Json) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    return any(one.get(key) and one.get(key) == other.get(key) and not _says(one) for key in NAMES)


def _likeness(one: Json, other: Json) -> float:
    """Give the share of words two rows have in common; 0 for rows that are no texts."""
    left, right = (_says(each).split() for each in (one, other))
    if not left or not right:
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


def _says(row: Json) -> str:
    if not isinstance(row, Mapping):
        return ""
    return " ".join(str(row[key]) for key in SAYS if isinstance(row.get(key), str))
