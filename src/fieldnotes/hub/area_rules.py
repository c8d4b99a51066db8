"""What may not cross from one secrecy area into another: people, entries, cases that turn out to be one (OSL 8:1)."""

from collections.abc import Collection

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.members import roles
from fieldnotes.hub.reference import item, items
from fieldnotes.wire.reference import ItemType


def require_near(connection: Connection, user: str, *cases: JsonObject) -> None:
    """Give a case only to somebody who has a role in its area. Refused: NOT_IN_AREA(user, case)."""
    areas, mine = _areas(connection), roles(item(connection, ItemType.USER, user) or {})
    for case in cases:
        if not areas.hold(case, mine):
            raise Refused(Code.NOT_IN_AREA, user=user, case=str(case.get("number", case.get("id"))))


def out_of_area(connection: Connection, areas: Areas, acts: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Name those of these acts (case, unit acted for) whose unit lies in another area than the case."""
    if areas.only_one:
        return frozenset()
    cases = items(connection, ItemType.CASE, {case for case, _unit in acts})
    return frozenset(
        (case, unit)
        for case, unit in acts
        if case in cases and areas.of_unit(cases[case].get("unit")) != areas.of_unit(unit)
    )


def in_one_area(connection: Connection, one: JsonObject, other: JsonObject) -> bool:
    """Tell whether two cases belong to the same board."""
    areas = _areas(connection)
    return areas.of_unit(one.get("unit")) == areas.of_unit(other.get("unit"))


def _areas(connection: Connection) -> Areas:
    return Areas.of(items(connection, ItemType.UNIT))
