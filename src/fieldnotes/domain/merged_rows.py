"""One field that holds rows, put together row by row: what became of each, and in which order they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.differences import ORDER, Difference, Place, alike, difference
from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.own_words import Children, OwnWords, is_own, spoken_by
from fieldnotes.domain.same_rows import SameRow, canonical, same_rows
from fieldnotes.domain.template_parts import Field


@dataclass(frozen=True, slots=True)
class MergedRows:
    """The rows of one field: what differs, what all have, and how they follow each other in each head."""

    place: Place
    differences: tuple[Difference, ...]
    same: Mapping[str, Json] = field(repr=False)
    orders: tuple[tuple[str, ...], ...]

    def settled(self, chosen: Mapping[Place, Json]) -> list[Json]:
        """Give the rows that shall stand, in order; `chosen` has a list of rows for each row that differs."""
        stands: dict[str, Sequence[Json]] = {key: (row,) for key, row in self.same.items()}
        for each in self.differences:
            if each.place.row != ORDER:
                stands[each.place.row] = rows(chosen[each.place])
        order = [str(key) for key in rows(chosen.get(Place(self.place.section, self.place.field, ORDER), ()))]
        return [row for key in in_order(self.orders, order) for row in stands.get(key, ())]


def merged_rows(
    place: Place, about: Field, children: Children, base: tuple[bool, Json], stands: Sequence[tuple[str, Json]]
) -> MergedRows:
    """Find out what became of each row; values are as in `difference`."""
    lists = [rows(value) if value is not None else () for _head, value in stands]
    before = rows(base[1]) if base[0] and base[1] is not None else ()
    found = [part for each in same_rows(before, lists) for part in _kept_apart(about, each, children)]
    heads = [head for head, _value in stands]
    differences, same = [], {}
    for each in found:
        if all(row is None for row in each.rows):
            continue
        if alike(each.rows):
            same[each.key] = each.rows[0]
            continue
        values = list(zip(heads, each.rows, strict=True))
        at = Place(place.section, place.field, each.key)
        differences.append(difference(at, about, children, (base[0], each.base), values))
    orders = tuple(_order(found, number, each) for number, each in enumerate(lists))
    turned = _turned(place, about, (base[0], found), dict(zip(heads, orders, strict=True)))
    return MergedRows(place, (*differences, *turned), same, orders)


def in_order(orders: Sequence[Sequence[str]], chosen: Sequence[str]) -> list[str]:
    """Lay all keys in one order: as chosen, else as the heads agree; others follow what they follow in their head."""
    shared = [key for key in orders[0] if all(key in order for order in orders)]
    laid = list(chosen) if sorted(chosen) == sorted(shared) else shared
    for order in orders:
        for at, key in enumerate(order):
            if key in laid:
                continue
            before = next((laid.index(other) for other in reversed(order[:at]) if other in laid), -1)
            place = before + 1
            while place < len(laid) and laid[place] not in order:
                place += 1
            laid.insert(place, key)
    return laid


def _kept_apart(about: Field, row: SameRow, children: Children) -> list[SameRow]:
    """Let each wording stand as a row of its own where somebody's own words would be lost otherwise."""
    said = [OwnWords("", "", *found) for each in row.rows if (found := spoken_by(about, each, children)) is not None]
    own = [
        OwnWords("", "", *found)
        for each in row.rows
        if is_own(about, each, children) and (found := spoken_by(about, each, children)) is not None
    ]
    if not own or any(all(words.kept_in([each]) for words in own) for each in said):
        return [row]
    wordings = dict.fromkeys(canonical(each) for each in row.rows if each is not None)
    return [
        SameRow(
            f"{row.key}.{number}",
            row.base if row.base is not None and canonical(row.base) == wording else None,
            tuple(each if each is not None and canonical(each) == wording else None for each in row.rows),
        )
        for number, wording in enumerate(sorted(wordings), start=1)
    ]


def _order(found: Sequence[SameRow], number: int, listed: Sequence[Json]) -> tuple[str, ...]:
    """Give the keys of one head's rows as they stand there; equal rows keep the order they were found in."""
    places: dict[str, list[int]] = {}
    for at, row in enumerate(listed):
        places.setdefault(canonical(row), []).append(at)
    stands = [
        (places[canonical(each.rows[number])].pop(0), each.key) for each in found if each.rows[number] is not None
    ]
    return tuple(key for _place, key in sorted(stands))


def _turned(
    place: Place, about: Field, base: tuple[bool, Sequence[SameRow]], orders: Mapping[str, Sequence[str]]
) -> list[Difference]:
    """Say when the rows all heads have stand in different orders; `base`: whether it is known, and all rows."""
    listed = list(orders.values())
    shared = {key for key in listed[0] if all(key in order for order in listed)}
    laid: list[tuple[str, Json]] = [(head, [key for key in order if key in shared]) for head, order in orders.items()]
    if alike([order for _head, order in laid]):
        return []
    was = [each for each in base[1] if each.key in shared]
    based = base[0] and all(each.base is not None for each in was)
    at = Place(place.section, place.field, ORDER)
    return [difference(at, about, (), (based, [each.key for each in was]), laid)]
