"""Which kept examples one person's delta holds: those of their own units; a unit they left is taken away again."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import DOES_CASEWORK
from fieldnotes.hub.members import roles
from fieldnotes.hub.tables import reference_item
from fieldnotes.wire import canonical
from fieldnotes.wire.examples import PREFIX, unit_of
from fieldnotes.wire.reference import Item, ItemType

IS_EXAMPLE = (reference_item.c.type == ItemType.POLICY.value) & reference_item.c.id.startswith(PREFIX, autoescape=True)


def examples_of(connection: Connection, user: str, after: int, now: int) -> Sequence[Item]:
    """Give what changed for one person between two versions of the feed."""
    me = connection.execute(
        select(reference_item.c.version, reference_item.c.value).where(
            reference_item.c.type == ItemType.USER.value, reference_item.c.id == user
        )
    ).one_or_none()
    mine = {unit for unit, role in roles(_value(me.value)) if role in DOES_CASEWORK} if me is not None else set()
    moved = me is not None and after < me.version <= now
    wanted = IS_EXAMPLE & (reference_item.c.version <= now)
    if not moved:
        wanted &= reference_item.c.version > after
    found = []
    for row in connection.execute(select(reference_item).where(wanted).order_by(reference_item.c.id)):
        value = _value(row.value)
        if unit_of(row.id) in mine and "gone" not in value:
            found.append(Item(ItemType.POLICY, row.id, value))
        elif after > 0 and (unit_of(row.id) in mine or moved):
            found.append(Item(ItemType.POLICY, row.id, None))
    return found


def _value(data: bytes) -> JsonObject:
    value = canonical.decode(bytes(data))
    if not isinstance(value, dict):
        raise TypeError
    return value
