"""What became of each row of a note between two of its texts: come, gone, changed, moved. Chooses and draws nothing.

The changes and the old text give the new text; a row that only stands elsewhere is never gone and come again.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fieldnotes.domain.differences import Place
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.same_rows import canonical, only_names, paired
from fieldnotes.domain.word_steps import in_order

OWN_FACE: Final = 20
"""Characters from which a plain text is known again in another field; shorter ones stand in many."""


class Became(StrEnum):
    """What became of a row. A row that `moved` may have other words too."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Shape(StrEnum):
    """How a field stands in the new text: not at all, as one value, as a list."""

    NONE = "none"
    ONE = "one"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row; `was` and `now` are its places (from 0) in the old and the new text, None where it does not stand.

    `came_from`: the other field it stood in before; such a row is told once, where it stands now.
    """

    became: Became
    before: Json = field(repr=False)
    after: Json = field(repr=False)
    was: int | None
    now: int | None
    came_from: Place | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """All that differs in one field, in the order of the new text; what went to another field is in `left`."""

    place: Place
    shape: Shape
    rows: tuple[RowChange, ...]
    left: tuple[int, ...] = ()


def changed_fields(old: Sections, new: Sections) -> tuple[FieldChange, ...]:
    """Compare two texts of one note, field by field, row by row."""
    places = [Place(section, each) for sections in (old, new) for section in sections for each in sections[section]]
    both = {place: (_listed(_value(old, place)), _listed(_value(new, place))) for place in dict.fromkeys(places)}
    left, came = _crossing({place: lists for place, lists in both.items() if _differ(*lists)})
    found = []
    for place, (before, after) in both.items():
        gone, new_here = left.get(place, {}), came.get(place, {})
        told = tuple(_row_changes(before, after, gone, new_here))
        shape = _shape(new, place)
        if told or gone or (before and shape is not _shape(old, place)):
            found.append(FieldChange(place, shape, told, tuple(sorted(gone))))
    return tuple(found)


Crossing = dict[Place, dict[int, tuple[Place, int]]]
"""By a row's place on one side of the way between two fields: where it stands on the other side."""


def _crossing(both: Mapping[Place, tuple[Sequence[Json], Sequence[Json]]]) -> tuple[Crossing, Crossing]:
    """Find rows that went from one field to another as they are: by the field they left, by the one they came to."""
    left: Crossing = {}
    came: Crossing = {}
    gone: dict[str, list[tuple[Place, int]]] = {}
    for place, (before, after) in both.items():
        for spelling, at in _surplus(before, after):
            gone.setdefault(spelling, []).append((place, at))
    for place, (before, after) in both.items():
        for spelling, now in _surplus(after, before):
            if waiting := gone.get(spelling):
                origin, was = waiting.pop(0)
                left.setdefault(origin, {})[was] = place, now
                came.setdefault(place, {})[now] = origin, was
    return left, came


def _surplus(here: Sequence[Json], there: Sequence[Json]) -> Iterator[tuple[str, int]]:
    """Give the rows that stand oftener here than there and can be told from others: spelling and place."""
    known = Counter(canonical(row) for row in there)
    for at, row in enumerate(here):
        spelling = canonical(row)
        known[spelling] -= 1
        if known[spelling] < 0 and _own_face(row):
            yield spelling, at


def _own_face(row: Json) -> bool:
    """Tell whether a row is known again anywhere; who is named in two lists has not gone from one to the other."""
    return not only_names(row) if isinstance(row, Mapping) else isinstance(row, str) and len(row) >= OWN_FACE


def _row_changes(
    old: Sequence[Json],
    new: Sequence[Json],
    left: Mapping[int, tuple[Place, int]],
    came: Mapping[int, tuple[Place, int]],
) -> Iterator[RowChange]:
    """Compare two lists of rows; what is the same and follows the same rows is not told."""
    partner = _partners(old, new, left, came)
    stay = {now for now, _was in in_order(sorted(partner.items()))}
    paired_olds = set(partner.values())
    gone = [at for at in range(len(old)) if at not in paired_olds and at not in left]
    for now, row in enumerate(new):
        was = partner.get(now)
        while now in stay and gone and was is not None and gone[0] < was:
            yield _removed(old, gone.pop(0))
        if now in came:
            yield RowChange(Became.MOVED, row, row, came[now][1], now, came[now][0])
        elif was is None:
            yield RowChange(Became.ADDED, None, row, None, now)
        elif now not in stay:
            yield RowChange(Became.MOVED, old[was], row, was, now)
        elif canonical(old[was]) != canonical(row):
            yield RowChange(Became.CHANGED, old[was], row, was, now)
    yield from (_removed(old, at) for at in gone)


def _partners(old: Sequence[Json], new: Sequence[Json], left: Collection[int], came: Collection[int]) -> dict[int, int]:
    """Pair the rows that stay in their field: place in the new list -> place in the old one."""
    olds = [at for at in range(len(old)) if at not in left]
    news = [at for at in range(len(new)) if at not in came]
    pairs = paired([old[at] for at in olds], [new[at] for at in news])
    if len(olds) == len(news) == 1 and not isinstance(old[olds[0]], Mapping):
        pairs = {0: 0}
    return {news[place]: olds[at] for at, place in pairs.items()}


def applied(old: Sections, changes: Sequence[FieldChange]) -> Sections:
    """Give the new text: the old one with the changes done; fields in which nothing stands are left out."""
    made = {section: dict(fields) for section, fields in old.items()}
    for change in changes:
        fields = made.setdefault(change.place.section, {})
        listed = _laid(_listed(_value(old, change.place)), change)
        if change.shape is Shape.NONE:
            fields.pop(change.place.field, None)
        else:
            fields[change.place.field] = listed if change.shape is Shape.LIST else listed[0]
    return made


def _laid(old: Sequence[Json], change: FieldChange) -> list[Json]:
    """Put rows that are told at their new places, and the others between them in the order they had."""
    told = {each.was for each in change.rows if each.came_from is None} | set(change.left)
    still = iter([row for at, row in enumerate(old) if at not in told])
    placed = {each.now: each.after for each in change.rows if each.now is not None}
    length = len(old) - len(told - {None}) + len(placed)
    return [placed[at] if at in placed else next(still) for at in range(length)]


def _removed(old: Sequence[Json], at: int) -> RowChange:
    return RowChange(Became.REMOVED, old[at], None, at, None)


def _differ(one: Sequence[Json], other: Sequence[Json]) -> bool:
    return canonical(one) != canonical(other)


def _value(sections: Sections, place: Place) -> Json:
    return (sections.get(place.section) or {}).get(place.field)


def _listed(value: Json) -> Sequence[Json]:
    return rows(value) if has_content(value) else ()


def _shape(new: Sections, place: Place) -> Shape:
    value = _value(new, place)
    if not has_content(value):
        return Shape.NONE
    return Shape.LIST if rows(value) is value else Shape.ONE
