"""Two hands on one draft: what was typed and what was spoken since both last agreed, put together. Knows no Qt.

No word of either is dropped: what speech added or took back is found by its place in the text both grew from.
"""

from collections.abc import Mapping

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.text_change import changed_part, position


def merge(base: Json, mine: Json, theirs: Json) -> Json:
    """Join `mine` (the form) and `theirs` (the store), both grown from `base`."""
    if mine == base:
        return theirs
    if theirs in (base, mine):
        return mine
    if isinstance(mine, str) and isinstance(theirs, str):
        return _texts(base if isinstance(base, str) else "", mine, theirs)
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return _objects(base if isinstance(base, Mapping) else {}, mine, theirs)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _lists(base if isinstance(base, list) else [], mine, theirs)
    return mine if mine is not None else theirs


def _texts(base: str, mine: str, theirs: str) -> str:
    """Write what speech changed into a text that was typed in meanwhile, at the same place in it."""
    start, old_end, new_end = changed_part(base, theirs)
    gone, added = base[start:old_end], theirs[start:new_end]
    typed_from, _typed_end, typed_to = changed_part(base, mine)
    found = position(base, mine, start)
    at = typed_to if found is None else found
    after = mine[at + len(gone) :]
    whole = not (gone[-1:].isalnum() and after[:1].isalnum()) and not (gone[:1].isalnum() and mine[:at][-1:].isalnum())
    if gone and whole and mine[at:].startswith(gone):
        return mine[:at] + added + after
    starts = (start, at - len(added)) if typed_from <= start else (at - len(added),)
    there = (typed_from <= one <= typed_to - len(added) and mine.startswith(added, one) for one in starts)
    if not added or any(there):
        return mine  # what was typed over stays; what was taken over before is there already
    return _glued(_glued(mine[:at], added), mine[at:])


def _glued(one: str, other: str) -> str:
    """Put two texts together so that no two words become one."""
    return f"{one} {other}" if one[-1:].isalnum() and other[:1].isalnum() else one + other


def _objects(base: Mapping[str, Json], mine: Mapping[str, Json], theirs: Mapping[str, Json]) -> dict[str, Json]:
    keys = [*mine, *(key for key in theirs if key not in mine)]
    joined = {key: merge(base.get(key), mine.get(key), theirs.get(key)) for key in keys}
    return {key: value for key, value in joined.items() if value is not None}


def _lists(base: list[Json], mine: list[Json], theirs: list[Json]) -> list[Json]:
    longest = max(len(mine), len(theirs))
    joined = [merge(_at(base, n), _at(mine, n), _at(theirs, n)) for n in range(longest)]
    return [row for row in joined if row is not None]


def _at(rows: list[Json], number: int) -> Json:
    return rows[number] if number < len(rows) else None
