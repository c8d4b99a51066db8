"""Who decides in a supervisor's place at a moment, read from the feed; what that opens is of the next version.

A naming begins and ends by the hub's clock without anybody doing anything: whoever reads or hands in settles first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from fieldnotes.domain.deputies import Deputy
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.tables import reference_item
from fieldnotes.wire import canonical
from fieldnotes.wire.deputies import PREFIX, name_of
from fieldnotes.wire.reference import Item, ItemType

IS_DEPUTY: Final = (reference_item.c.type == ItemType.POLICY.value) & reference_item.c.id.startswith(
    PREFIX, autoescape=True
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A deputy of the feed: what stands there, and how it reads."""

    item: str
    value: JsonObject = field(repr=False)
    deputy: Deputy


def namings(connection: Connection) -> Sequence[Naming]:
    """Read all deputies there ever were, by id."""
    rows = connection.execute(select(reference_item.c.id, reference_item.c.value).where(IS_DEPUTY))
    found = []
    for row in sorted(rows, key=lambda row: str(row.id)):
        value = canonical.decode(bytes(row.value))
        if isinstance(value, Mapping):
            found.append(Naming(row.id, value, Deputy.from_json(name_of(row.id), value)))
    return found


def out_of_date(known: Sequence[Naming], now: datetime) -> Sequence[Item]:
    """Give those of all namings that have begun or ended since the feed last said so."""
    return [
        Item(ItemType.POLICY, each.item, {**each.value, "active": each.deputy.covers(now)})
        for each in known
        if each.value.get("active") is not each.deputy.covers(now)
    ]


def principals_now(connection: Connection) -> Mapping[str, frozenset[str]]:
    """Say for each supervisor who stands in for them, as the feed has it now."""
    found: dict[str, set[str]] = {}
    for each in namings(connection):
        if each.value.get("active") is True:
            found.setdefault(each.deputy.principal, set()).add(each.deputy.user)
    return {principal: frozenset(users) for principal, users in found.items()}
