"""What of a unit's own (kept examples, medians) one person's delta holds; a unit they left is taken away again."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import DOES_CASEWORK
from fieldnotes.hub.members import roles
from fieldnotes.hub.tables import reference_item
from fieldnotes.wire import canonical, examples, team_times
from fieldnotes.wire.reference import Item, ItemType

OF_A_UNIT = (reference_item.c.type == ItemType.POLICY.value) & (
    reference_item.c.id.startswith(examples.PREFIX, autoescape=True)
    | reference_item.c.id.startswith(team_times.PREFIX, autoescape=True)
)


def of_own_units(connection: Connection, user: str, after: int, now: int) -> Sequence[Item]:
    """Give what changed for one person between two versions of the feed."""
    me = connection.execute(
        select(reference_item.c.version, reference_item.c.value).where(
            reference_item.c.type == ItemType.USER.value, reference_item.c.id == user
        )
    ).one_or_none()
    mine = {unit for unit, role in roles(_value(me.value)) if role in DOES_CASEWORK} if me is not None else set()
    moved = me is not None and after < me.version <= now
    wanted = OF_A_UNIT & (reference_item.c.version <= now)
    if not moved:
        wanted &= reference_item.c.version > after
    found = []
    for row in connection.execute(select(reference_item).where(wanted).order_by(reference_item.c.id)):
        value = _value(row.value)
        if _unit_of(row.id) in mine and "gone" not in value:
            found.append(Item(ItemType.POLICY, row.id, value))
        elif after > 0 and (_unit_of(row.id) in mine or moved):
            found.append(Item(ItemType.POLICY, row.id, None))
    return found


def _unit_of(name: str) -> str:
    return examples.unit_of(name) or team_times.unit_and_period(name)[0]


def _value(data: bytes) -> JsonObject:
    value = canonical.decode(bytes(data))
    if not isinstance(value, dict):
        raise TypeError
    return value
