"""Two hands on one draft: what was typed and what was spoken since both last agreed, put together. Knows no Qt.

No word of either is dropped: speech is appended by casework, so its part is what stands after the common text.
"""

from collections.abc import Mapping

from fieldnotes.domain.json_value import Json


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
    if theirs.startswith(base):
        spoken = theirs[len(base) :]
        return mine if mine.endswith(spoken) else mine + spoken
    if base.startswith(theirs) and mine.startswith(base):
        return theirs + mine[len(base) :]
    return mine


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
