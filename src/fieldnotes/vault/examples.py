"""Examples of good passages: those the hub has told of, and those kept here until it has taken them in.

What waits lies with what is begun, so it survives lock and kill and counts as only here. Knows no case.
"""

import json
from dataclasses import dataclass, field
from typing import Final, cast

from sqlalchemy import select

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault import unfinished
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import REFERENCE, UNFINISHED
from fieldnotes.wire.examples import PREFIX, unit_of
from fieldnotes.wire.reference import ItemType

WAITING: Final = "example out"
REFUSED: Final = "example refused"


@dataclass(frozen=True, slots=True)
class KeptExample:
    """One example; `value` as `wire.examples` says, `waiting`: the hub does not have it yet."""

    id: str
    unit: str
    value: JsonObject = field(repr=False)
    waiting: bool = False
    reason: str = ""
    """The code with which the hub said no."""


def published(vault: OpenVault) -> list[KeptExample]:
    """Read what the hub has told, by id."""
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(
        REFERENCE.c.type == ItemType.POLICY, REFERENCE.c.id.startswith(PREFIX, autoescape=True)
    )
    with vault.reading() as connection:
        rows = connection.execute(wanted.order_by(REFERENCE.c.id)).all()
    return [KeptExample(_name(row.id), unit_of(row.id), cast("JsonObject", json.loads(row.value))) for row in rows]


def waiting(vault: OpenVault) -> list[KeptExample]:
    """Read what is to be handed in, the oldest first; `{"gone": true}` is to be taken away."""
    return _begun(vault, WAITING)


def refused(vault: OpenVault) -> list[KeptExample]:
    """Read what the hub did not take."""
    return _begun(vault, REFUSED)


def hand_over(vault: OpenVault, example: str, unit: str, value: JsonObject, at: str) -> None:
    """Keep an example (or that it is to be taken away) until the hub has it; on the disk when this returns."""
    unfinished.save(vault, WAITING, example, _text(unit, value), at)


def settle(vault: OpenVault, one: KeptExample, at: str, *, reason: str = "") -> None:
    """Say that the hub has answered about what waited: taken in, or not, for this reason."""
    if reason:
        unfinished.save(vault, REFUSED, one.id, _text(one.unit, one.value, reason), at)
    unfinished.forget(vault, WAITING, one.id)


def drop(vault: OpenVault, example: str) -> None:
    """Throw away what the hub did not take, or has not been asked to take yet."""
    for kind in (WAITING, REFUSED):
        unfinished.forget(vault, kind, example)


def _begun(vault: OpenVault, kind: str) -> list[KeptExample]:
    wanted = select(UNFINISHED.c.about, UNFINISHED.c.text).where(UNFINISHED.c.kind == kind)
    with vault.reading() as connection:
        rows = connection.execute(wanted.order_by(UNFINISHED.c.changed_at, UNFINISHED.c.about)).all()
    found = [(row.about, json.loads(row.text)) for row in rows]
    return [
        KeptExample(name, str(one["unit"]), one["value"], waiting=True, reason=str(one.get("reason", "")))
        for name, one in found
    ]


def _text(unit: str, value: JsonObject, reason: str = "") -> str:
    return json.dumps({"unit": unit, "value": value, "reason": reason}, ensure_ascii=False)


def _name(item_id: str) -> str:
    return item_id.rpartition(":")[2]
