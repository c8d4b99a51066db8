"""Where a deputy stood when they made an entry: what was decided in their time stands, whenever it comes here.

Reads who may know a case; judges nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from fieldnotes.domain.deputies import Deputy
from fieldnotes.domain.entry import Entry
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.members import OUTSIDE, Place, places_by_role
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.hub.tables import reference_item
from fieldnotes.wire import canonical
from fieldnotes.wire.reference import ItemType


def places_then(connection: Connection, all_: Sequence[Deputy], entries: Sequence[Entry]) -> Mapping[str, Place]:
    """Say where those who ever stood in for somebody (`all_`) stood when they made an entry, by the entry's id.

    The moment is the entry's own; a decision about a text that came here after the time was over is not of that time.
    """
    users = {each.user for each in all_}
    of_them = [entry for entry in entries if entry.author in users]
    if not of_them:
        return {}
    everybody, areas = _values(connection, ItemType.USER), Areas.of(_values(connection, ItemType.UNIT))
    found = {}
    for entry in of_them:
        case = _values(connection, ItemType.CASE, {entry.case}).get(entry.case)
        if case is None:
            continue
        real = _values(connection, ItemType.CASE, {str(case.get("bound_to"))})
        stood = places_by_role(case, real, everybody, areas)
        own = stood.get(entry.author, OUTSIDE)
        then = [each for each in all_ if each.user == entry.author and _covers(connection, each, entry)]
        for_one = any(stood.get(each.principal, OUTSIDE).supervises for each in then)
        found[entry.id] = Place(own.assigned, own.supervises or for_one)
    return found


def _covers(connection: Connection, deputy: Deputy, entry: Entry) -> bool:
    try:
        covered = deputy.covers(datetime.fromisoformat(entry.at))
    except (ValueError, TypeError):
        return False
    wanted = select(entry_table.c.received_at).where(
        entry_table.c.case_id == entry.case, entry_table.c.hash == str(entry.body.get("revision"))
    )
    came = connection.execute(wanted).scalar()
    return covered and (came is None or datetime.fromisoformat(came) < deputy.ends)


def _values(connection: Connection, kind: ItemType, names: Collection[str] | None = None) -> dict[str, JsonObject]:
    wanted = select(reference_item.c.id, reference_item.c.value).where(reference_item.c.type == kind.value)
    if names is not None:
        wanted = wanted.where(reference_item.c.id.in_(sorted(names)))
    read = ((row.id, canonical.decode(bytes(row.value))) for row in connection.execute(wanted))
    return {name: value for name, value in read if isinstance(value, Mapping)}
