"""A note in the wrong case whose supervisor may not know the right one: a task for those who do (DOC-8).

The right case's people learn that something is theirs, from which unit and by whom it was said; no word of the note
crosses, and not which case it lies in.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from fieldnotes.domain.entry import Entry
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.members import OUTSIDE, places
from fieldnotes.hub.reference import item, items, publish
from fieldnotes.wire.reference import Item, ItemType


def settle_misfiled(hub: Hub, connection: Connection, entry: Entry) -> None:
    """Put a task on the right case, named by id or number, unless its author can make the copy there."""
    named = entry.body["to_case"]
    found = _case(connection, named) if isinstance(named, str) else None
    if found is None:
        return
    case = str(found["id"])
    if places(connection, [(case, entry.author)]).get((case, entry.author), OUTSIDE).supervises:
        return
    task: JsonObject = {
        "revision": entry.body["revision"], "by": entry.author, "unit": entry.unit, "at": entry.at,
    }  # fmt: skip
    waiting = [each for each in _rows(found.get("misfiled_here")) if each.get("revision") != task["revision"]]
    publish(hub, connection, [Item(ItemType.CASE, case, {**found, "misfiled_here": [*waiting, task]})])


def _case(connection: Connection, named: str) -> JsonObject | None:
    found = item(connection, ItemType.CASE, named)
    if found is not None:
        return found
    return next((each for each in items(connection, ItemType.CASE).values() if each.get("number") == named), None)


def _rows(value: Json) -> list[Mapping[str, Json]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
