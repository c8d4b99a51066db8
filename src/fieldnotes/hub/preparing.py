"""Who may prepare which cases, and the table they are told: metadata only, whole, under the hub's word (SEC-6).

An administrator is no member of any case: no entry, no head and no file of one is theirs to read. Knows no note.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import ADMINISTRATOR, DOES_CASEWORK, outline
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import is_protected
from fieldnotes.hub.members import roles
from fieldnotes.hub.reference import item, items, version
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.preparing import PreparingTable
from fieldnotes.wire.reference import ItemType


def table(hub: Hub, user: str, after: int) -> Word:
    """Tell an administrator of the cases of their units; only the version when nothing changed since `after`.

    Refused: NOT_AN_ADMINISTRATOR.
    """
    with hub.database.reading() as connection:
        units = units_prepared_by(connection, user)
        if not units:
            raise Refused(Code.NOT_AN_ADMINISTRATOR)
        now = version(connection)
        if after == now:
            return PreparingTable(hub.epoch, user, now, None).seal(hub.key)
        cases = items(connection, ItemType.CASE).values()
    told = [outline(case, protected=is_protected(case)) for case in cases if case.get("unit") in units]
    return PreparingTable(hub.epoch, user, now, tuple(told)).seal(hub.key)


def units_prepared_by(connection: Connection, user: str) -> frozenset[str]:
    """Name the units a person is an administrator of."""
    mine = roles(item(connection, ItemType.USER, user) or {})
    return frozenset(unit for unit, role in mine if role == ADMINISTRATOR)


def require_prepares(connection: Connection, user: str, case: str) -> JsonObject:
    """Give a case this person prepares.

    Refused: NOT_AN_ADMINISTRATOR, also of a case that is none, so that nobody learns which there are.
    """
    found = item(connection, ItemType.CASE, case)
    if found is None or found.get("unit") not in units_prepared_by(connection, user):
        raise Refused(Code.NOT_AN_ADMINISTRATOR)
    return found


def require_open(case: JsonObject) -> None:
    """Let nobody new into a case with a protected identity by this way (SEC-4). Refused: PROTECTED_CASE."""
    if is_protected(case):
        raise Refused(Code.PROTECTED_CASE, case=str(case["number"]))


def require_caseworker(connection: Connection, by: str, user: str, case: JsonObject) -> None:
    """Give a case only to somebody who works with cases of its unit, and never to oneself.

    Refused: NOT_A_WORKER: who prepares must not be able to let themselves in.
    """
    known: Mapping[str, JsonObject] = items(connection, ItemType.USER, {user})
    there = {role for unit, role in roles(known.get(user, {})) if unit == case.get("unit")}
    if user == by or not there & DOES_CASEWORK:
        raise Refused(Code.NOT_A_WORKER, user=user)
