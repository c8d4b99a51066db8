"""Which cases a supervisor's computers are given: where a note waits for them, or what they asked for or opened lately.

A case goes whole, for its running head binds all its entries; one with a protected identity only to who asked for it
(SEC-4). The rest is told in outline (`keeping_back.py`). Reads no word of a note.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, select, update

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import is_protected, only_supervises
from fieldnotes.hub.moments import moment
from fieldnotes.hub.tables import access_row, case_member, kept_draft, reference_item, reference_version
from fieldnotes.hub.turns import Turn
from fieldnotes.wire import canonical
from fieldnotes.wire.reference import ASKED_FOR, ItemType

LATELY: Final = timedelta(days=14)
"""So long a case that nothing waits in stays with a supervisor who has had something of it open."""


@dataclass(slots=True)
class _Case:
    """What speaks for giving a case, and the cases bound to it, to one person."""

    members: list[str] = field(default_factory=list)
    protected: bool = False
    waits: bool = False


def settle_given(hub: Hub, user: str) -> None:
    """Work out what a person is given now; what differs from before is of the next version of the reference feed."""
    with hub.database.reading() as connection:
        places = select(case_member.c.case_id, case_member.c.given).where(only_supervises(user))
        stood = {row.case_id: row.given is not False for row in connection.execute(places)}
        given = _given(hub, connection, user) if stood else frozenset()
    moved = {case: case in given for case, before in stood.items() if before != (case in given)}
    if moved:
        hub.database.write(lambda connection: _write(connection, user, moved))


def _write(connection: Connection, user: str, moved: Mapping[str, bool]) -> None:
    connection.execute(update(reference_version).values(version=reference_version.c.version + 1))
    now = connection.execute(select(reference_version.c.version)).scalar_one()
    for case, given in sorted(moved.items()):
        row = only_supervises(user) & (case_member.c.case_id == case)
        connection.execute(update(case_member).where(row).values(given=given, changed=now))


def _given(hub: Hub, connection: Connection, user: str) -> frozenset[str]:
    cases = _together(hub, connection, user)
    lately = access_row.c.received_at >= moment(hub.clock, -LATELY)
    opened = _cases_in(connection, select(access_row.c.case_id).where(access_row.c.user_id == user, lately))
    asked = _cases_in(
        connection, select(access_row.c.case_id).where(access_row.c.user_id == user, access_row.c.what == ASKED_FOR)
    )
    begun = _cases_in(connection, select(kept_draft.c.case_id).where(kept_draft.c.user_id == user))
    found: set[str] = set()
    for case in cases:
        near = not opened.isdisjoint(case.members)
        speaks = near and not asked.isdisjoint(case.members) if case.protected else near or case.waits
        if speaks or not begun.isdisjoint(case.members):
            found.update(case.members)
    return frozenset(found)


def _together(hub: Hub, connection: Connection, user: str) -> Sequence[_Case]:
    """The cases a person only supervises, each with those bound to it: they are read as one."""
    thing = reference_item.c
    wanted = (
        select(thing.id, thing.value)
        .join(case_member, case_member.c.case_id == thing.id)
        .where(only_supervises(user), thing.type == ItemType.CASE.value)
        .order_by(thing.id)
    )
    values = {row.id: _value(row.value) for row in connection.execute(wanted)}
    turns = hub.turns.of(connection, values)
    cases: dict[str, _Case] = defaultdict(_Case)
    for name, value in values.items():
        case = cases[str(value.get("bound_to") or name)]
        case.members.append(name)
        case.protected |= is_protected(value)
        case.waits |= _is_asked_for_something(value) or any(_concerns(turn, user) for turn in turns.get(name, ()))
    return list(cases.values())


def _concerns(turn: Turn, user: str) -> bool:
    """Whether a note waits for this supervisor, or is their own and not settled."""
    return user in turn.authors or turn.since is not None


def _is_asked_for_something(case: JsonObject) -> bool:
    """Whether the case itself waits for a supervisor: it is not bound yet, or a misfiled note belongs here."""
    unbound = "proposed" in case and not case.get("bound_to")
    return unbound or bool(case.get("misfiled_here"))


def _cases_in(connection: Connection, wanted: Select[Any]) -> frozenset[str]:
    return frozenset(connection.execute(wanted.distinct()).scalars())


def _value(data: bytes) -> JsonObject:
    value = canonical.decode(bytes(data))
    return value if isinstance(value, Mapping) else {}
