"""The reference feed: what the hub owns, in versions, and the part of it each person may know (SEC-6).

One counter row numbers the changes; its UPDATE is the lock, so a version once read is complete. A delta holds
what changed up to the version it names: what changes while it is being read comes with the next one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.delivery_receipts import told_of
from fieldnotes.hub.ended import tombstones
from fieldnotes.hub.example_feed import of_own_units
from fieldnotes.hub.giving import settle_given
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import kept_back, outline
from fieldnotes.hub.members import settle_members
from fieldnotes.hub.shared_feed import settle_areas, shared_with
from fieldnotes.hub.tables import case_head, case_member, reference_item, reference_version
from fieldnotes.wire import canonical
from fieldnotes.wire.deputies import PREFIX as DEPUTY
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.reference import KEPT_BACK, Item, ItemType, ReferenceDelta
from fieldnotes.wire.running_head import START, sign_receipt

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: the feed's version after it, and which things differ from before."""

    version: int
    changed: tuple[tuple[ItemType, str], ...]


def version(connection: Connection) -> int:
    """Read the version of the feed."""
    return int(connection.execute(select(reference_version.c.version)).scalar_one())


def item(connection: Connection, type_: ItemType, name: str) -> JsonObject | None:
    """Read one thing the hub owns; None when there is none of that name."""
    found = connection.execute(
        select(reference_item.c.value).where(reference_item.c.type == type_.value, reference_item.c.id == name)
    ).scalar_one_or_none()
    return None if found is None else _value(found)


def items(connection: Connection, type_: ItemType, names: Collection[str] | None = None) -> dict[str, JsonObject]:
    """Read the things of one type, by id: all of them, or those named."""
    query = select(reference_item.c.id, reference_item.c.value).where(reference_item.c.type == type_.value)
    if names is not None:
        query = query.where(reference_item.c.id.in_(sorted(names)))
    rows = connection.execute(query.order_by(reference_item.c.id))
    return {row.id: _value(row.value) for row in rows}


def publish(hub: Hub, connection: Connection, things: Iterable[Item]) -> Published:
    """Write things into the feed; what stands there already, word for word, changes nothing.

    New cases get their counter row; who may know which case is worked out again.
    """
    connection.execute(update(reference_version).values(version=reference_version.c.version))
    now = version(connection)
    written = [(thing, canonical.encode(thing.value)) for thing in things]
    stood = _standing(connection, [thing for thing, _ in written])
    fresh = [(thing, data) for thing, data in written if stood.get((thing.type, thing.id)) != data]
    if not fresh:
        return Published(now, ())
    connection.execute(update(reference_version).values(version=now + 1))
    for thing, data in fresh:
        _put(connection, thing, data, now + 1, new=(thing.type, thing.id) not in stood)
    _open_heads(hub, connection, [thing.id for thing, _ in fresh if thing.type is ItemType.CASE])
    moving = (ItemType.CASE, ItemType.USER, ItemType.UNIT)
    if any(thing.type in moving or thing.id.startswith(DEPUTY) for thing, _ in fresh):
        areas = Areas.of(items(connection, ItemType.UNIT))
        cases, people = items(connection, ItemType.CASE), items(connection, ItemType.USER)
        settle_members(connection, cases, people, areas, now + 1)
        settle_areas(connection, people, areas, now + 1)
    return Published(now + 1, tuple((thing.type, thing.id) for thing, _ in fresh))


def delta(hub: Hub, user: str, after: int) -> Word:
    """Say, under the hub's signature, what changed for one person since a version they have.

    Which cases a supervisor is given is worked out first.
    """
    settle_given(hub, user)
    with hub.database.reading() as connection:
        now = version(connection)
        found = _changed(connection, user, after, now) if after < now else []
    return ReferenceDelta(hub.epoch, user, after, now, tuple(found)).seal(hub.key)


def _changed(connection: Connection, user: str, after: int, now: int) -> list[Item]:
    return [
        *shared_with(connection, user, after, now),
        *of_own_units(connection, user, after, now),
        *_cases_of(connection, user, after, now),
        *tombstones(connection, user, after, now),
    ]


def _cases_of(connection: Connection, user: str, after: int, now: int) -> Sequence[Item]:
    """Cases this person may know, outlines of those kept back, and a tombstone for each they no longer may."""
    stays = kept_back(connection, user)
    rows = connection.execute(
        select(
            case_member.c.assigned,
            case_member.c.supervises,
            case_member.c.changed,
            reference_item.c.id,
            reference_item.c.version,
            reference_item.c.value,
        )
        .join(reference_item, reference_item.c.id == case_member.c.case_id)
        .where(case_member.c.user_id == user, reference_item.c.type == ItemType.CASE.value)
        .order_by(reference_item.c.id)
    ).all()
    found = []
    for row in rows:
        moved = after < row.changed <= now
        if not (row.assigned or row.supervises):
            if moved and after > 0:
                found.append(Item(ItemType.CASE, row.id, None))
        elif row.version <= now and (moved or row.version > after):
            value = _value(row.value)
            found.append(Item(ItemType.CASE, row.id, outline(value) if row.id in stays else value))
    return _with_receipts(connection, found)


def _with_receipts(connection: Connection, found: Sequence[Item]) -> Sequence[Item]:
    """Lay beside each case that is told whole what of it lies in a case system, and what waits to be copied there."""
    whole = [one.id for one in found if one.value is not None and KEPT_BACK not in one.value]
    told = told_of(connection, whole) if whole else {}
    return [
        Item(one.type, one.id, {**one.value, **told[one.id]}) if one.value and one.id in told else one for one in found
    ]


def case_changed(connection: Connection, case: str) -> None:
    """Let a case's card be told again to everybody who may know it: something beside it is new."""
    connection.execute(update(reference_version).values(version=reference_version.c.version + 1))
    thing = (reference_item.c.type == ItemType.CASE.value) & (reference_item.c.id == case)
    connection.execute(update(reference_item).where(thing).values(version=version(connection)))


def _standing(connection: Connection, things: Sequence[Item]) -> Mapping[tuple[ItemType, str], bytes]:
    """What stands where these are to be written; of a town's many devices and cases only those are read."""
    names: dict[ItemType, list[str]] = {}
    for thing in things:
        names.setdefault(thing.type, []).append(thing.id)
    found = {}
    for kind, wanted in names.items():
        for at in range(0, len(wanted), _AT_ONCE):
            rows = connection.execute(
                select(reference_item.c.id, reference_item.c.value).where(
                    reference_item.c.type == kind.value, reference_item.c.id.in_(sorted(wanted[at : at + _AT_ONCE]))
                )
            )
            found.update({(kind, row.id): bytes(row.value) for row in rows})
    return found


def _put(connection: Connection, thing: Item, data: bytes, at: int, *, new: bool) -> None:
    if new:
        connection.execute(insert(reference_item).values(type=thing.type.value, id=thing.id, version=at, value=data))
    else:
        connection.execute(
            update(reference_item)
            .where(reference_item.c.type == thing.type.value, reference_item.c.id == thing.id)
            .values(version=at, value=data)
        )


def _open_heads(hub: Hub, connection: Connection, cases: Sequence[str]) -> None:
    """Give each new case its counter row, at position 0 under a signed receipt."""
    stood = set(connection.execute(select(case_head.c.case_id).where(case_head.c.case_id.in_(cases))).scalars())
    for case in sorted(set(cases) - stood):
        receipt = sign_receipt(hub.key, hub.epoch, case, 0, START)
        connection.execute(
            insert(case_head).values(case_id=case, position=0, log_head=START, receipt=receipt.signature)
        )


def _value(data: bytes) -> JsonObject:
    value = canonical.decode(bytes(data))
    if not isinstance(value, Mapping):
        raise TypeError
    return value
