"""What of the feed is no case's: everybody gets templates, policy and devices, but colleagues of their own boards only.

Whoever has written in a case one may know is named too, wherever they work now: the record is not without names.
Devices are told to all, for their keys prove entries for decades; they say ids and no name. Knows no note.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Select, insert, select, update

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.example_feed import OF_A_UNIT
from fieldnotes.hub.members import roles
from fieldnotes.hub.people_tables import person_area
from fieldnotes.hub.tables import case_member, entry, reference_item
from fieldnotes.wire import canonical
from fieldnotes.wire.reference import Item, ItemType

_BY_AREA = (ItemType.UNIT.value, ItemType.USER.value)
_OTHERS = tuple(kind.value for kind in ItemType if kind is not ItemType.CASE and kind.value not in _BY_AREA)


@dataclass(frozen=True, slots=True)
class _Since:
    """Whose delta it is, from which version to which; `anew`: their areas are others now, so all of them is told.

    `mine` and `left`: the areas they are in, and those they left meanwhile.
    """

    user: str
    after: int
    now: int
    anew: bool
    mine: frozenset[str] = field(repr=False)
    left: frozenset[str] = field(repr=False)

    def is_news(self, version: int) -> bool:
        """Whether what changed at a version is told."""
        return version <= self.now and (self.anew or version > self.after)

    def item(self, kind: ItemType, name: str, value: JsonObject, areas: frozenset[str], *, known: bool) -> Item | None:
        """What of these areas is told: as it is, to be forgotten, or not at all; `known` wherever it is."""
        if known or areas & self.mine:
            return Item(kind, name, value)
        return Item(kind, name, None) if self.after and areas & self.left else None


def shared_with(connection: Connection, user: str, after: int, now: int) -> Sequence[Item]:
    """Give what changed for one person between two versions of the feed, their cases and their unit's own aside."""
    if after >= now:
        return []
    units = {row.id: row for row in connection.execute(_wanted(ItemType.UNIT))}
    areas = Areas.of({name: _value(row.value) for name, row in units.items()})
    since = _since(connection, areas, user, after, now)
    told = [
        since.item(ItemType.UNIT, name, _value(row.value), frozenset({areas.of_unit(name)}), known=False)
        for name, row in units.items()
        if since.is_news(row.version)
    ]
    told += _people(connection, since, areas)
    return [*_of_all(connection, after, now), *(one for one in told if one is not None)]


def settle_areas(connection: Connection, users: Mapping[str, JsonObject], areas: Areas, version: int) -> None:
    """Write who is in which secrecy area, marking what moved with the version it moved at."""
    rows = connection.execute(select(person_area))
    stood = {(row.user_id, row.area): row.inside for row in rows}
    wanted = {(user, area) for user, value in users.items() for area in areas.of_roles(roles(value))}
    for user, area in sorted(stood.keys() | wanted):
        inside = (user, area) in wanted
        if (user, area) not in stood:
            connection.execute(insert(person_area).values(user_id=user, area=area, inside=True, changed=version))
        elif stood[user, area] != inside:
            row = (person_area.c.user_id == user) & (person_area.c.area == area)
            connection.execute(update(person_area).where(row).values(inside=inside, changed=version))


def _since(connection: Connection, areas: Areas, user: str, after: int, now: int) -> _Since:
    me = connection.execute(_wanted(ItemType.USER).where(reference_item.c.id == user)).one_or_none()
    mine = frozenset() if me is None else areas.of_roles(roles(_value(me.value)))
    moved = (person_area.c.user_id == user) & (person_area.c.changed > after) & (person_area.c.changed <= now)
    rows = connection.execute(select(person_area.c.area, person_area.c.inside).where(moved)).all()
    left = frozenset(row.area for row in rows if not row.inside)
    return _Since(user, after, now, bool(rows), mine, left - mine)


def _of_all(connection: Connection, after: int, now: int) -> Sequence[Item]:
    thing = reference_item.c
    news = (thing.version > after) & (thing.version <= now)
    rows = connection.execute(
        select(reference_item).where(thing.type.in_(_OTHERS), ~OF_A_UNIT, news).order_by(thing.type, thing.id)
    )
    return [Item(ItemType(row.type), row.id, _value(row.value)) for row in rows]


def _people(connection: Connection, since: _Since, areas: Areas) -> list[Item | None]:
    """Colleagues of one's own areas, and who has written in one's cases; whoever was neither meanwhile goes."""
    wanted = _wanted(ItemType.USER).where(reference_item.c.version <= since.now)
    if not since.anew:  # most exchanges: a large town's people are not read for them
        wanted = wanted.where(reference_item.c.version > since.after)
    rows = {row.id: _value(row.value) for row in connection.execute(wanted)}
    authors = _authors(connection, since)
    missing = sorted(authors - rows.keys())
    if missing:
        more = connection.execute(_wanted(ItemType.USER).where(reference_item.c.id.in_(missing)))
        rows.update({row.id: _value(row.value) for row in more})
    return [
        since.item(ItemType.USER, name, value, areas.of_roles(roles(value)), known=name in authors)
        for name, value in sorted(rows.items())
    ]


def _authors(connection: Connection, since: _Since) -> frozenset[str]:
    """Who has written in this person's cases: in all of them when all is told anew, else in those that came."""
    member = case_member.c
    mine = (member.user_id == since.user) & (member.assigned | member.supervises)
    if not since.anew:
        mine &= (member.changed > since.after) & (member.changed <= since.now)
    written = select(entry.c.author).join(case_member, member.case_id == entry.c.case_id).where(mine)
    return frozenset(connection.execute(written.distinct()).scalars())


def _wanted(kind: ItemType) -> Select[str, int, bytes]:
    thing = reference_item.c
    return select(thing.id, thing.version, thing.value).where(thing.type == kind.value).order_by(thing.id)


def _value(data: bytes) -> Mapping[str, Json]:
    value = canonical.decode(bytes(data))
    if not isinstance(value, dict):
        raise TypeError
    return value
