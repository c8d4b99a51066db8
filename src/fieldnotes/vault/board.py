"""Which of a person's units and roles coming entries name: the one they chose, as long as the hub says they have it."""

import json
from typing import Final

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.cases import User
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import IDENTITY, REFERENCE

_CHOSEN: Final = "own_board"
"""Beside the hub's own types in the reference data; it goes with the hub's history, as they do."""
_ONE: Final = "chosen"


def choose_board(vault: OpenVault, unit: str, role: str) -> None:
    """Keep the choice, and let coming entries name it."""
    row = {"type": _CHOSEN, "id": _ONE, "value": json.dumps({"unit": unit, "role": role})}
    with vault.writing() as connection:
        connection.execute(insert(REFERENCE).values(row).on_conflict_do_update(index_elements=["type", "id"], set_=row))
        connection.execute(update(IDENTITY).values(unit=unit, role=role))


def follow_own_role(connection: Connection, me: User) -> None:
    """Keep role and unit of coming entries as the feed has them for this person; their own choice among these first."""
    wanted = select(REFERENCE.c.value).where(REFERENCE.c.type == _CHOSEN, REFERENCE.c.id == _ONE)
    value = connection.execute(wanted).scalar()
    chosen = json.loads(value) if value else {}
    mine = {(each.unit, each.role) for each in me.memberships}
    unit, role = chosen.get("unit"), chosen.get("role")
    if (unit, role) not in mine:
        unit, role = me.unit, me.role
    if unit and role:
        connection.execute(update(IDENTITY).values(role=role, unit=unit))
