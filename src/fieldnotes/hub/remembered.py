"""What every hand-in asks of the feed and what hardly ever changes: which unit lies in which area, and the deputies.

It is kept with the door to the database until the feed says that it has changed: each look asks for the newest version
among those things and for their number, so what any process of the hub has written is read anew. Only what is committed
may be remembered: this is for reading transactions. Knows no case.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.database import Database
from fieldnotes.hub.standing_in import IS_DEPUTY, Naming, namings
from fieldnotes.hub.tables import reference_item
from fieldnotes.wire import canonical
from fieldnotes.wire.reference import ItemType

_NEWEST = select(func.coalesce(func.max(reference_item.c.version), 0), func.count())
_IS_UNIT = reference_item.c.type == ItemType.UNIT.value
_NEWEST_UNIT, _NEWEST_DEPUTY = _NEWEST.where(_IS_UNIT), _NEWEST.where(IS_DEPUTY)


def areas_now(database: Database, connection: Connection) -> Areas:
    """Give which unit lies in which secrecy area."""
    found: Areas = _as_of(database, connection, "areas", _NEWEST_UNIT, _areas)
    return found


def namings_now(database: Database, connection: Connection) -> Sequence[Naming]:
    """Give all deputies there ever were, by id."""
    found: Sequence[Naming] = _as_of(database, connection, "namings", _NEWEST_DEPUTY, namings)
    return found


def _as_of(
    database: Database,
    connection: Connection,
    name: str,
    newest: Select[Any],
    read: Callable[[Connection], object],
) -> Any:  # noqa: ANN401 - what `read` gives
    mark = tuple(connection.execute(newest).one())
    kept = database.remembered.get(name)
    if kept is None or kept[0] != mark:
        kept = database.remembered[name] = (mark, read(connection))
    return kept[1]


def _areas(connection: Connection) -> Areas:
    rows = connection.execute(select(reference_item.c.id, reference_item.c.value).where(_IS_UNIT))
    return Areas.of({row.id: _value(row.value) for row in rows})


def _value(data: bytes) -> JsonObject:
    value = canonical.decode(bytes(data))
    return value if isinstance(value, Mapping) else {}
