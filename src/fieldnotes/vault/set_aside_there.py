"""What lies aside at the hub in the cases a supervisor supervises, as it last told: who did what, never any words."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import delete, insert, select

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import REFERENCE

ASIDE_THERE: Final = "aside_there"
"""Beside the feed's own types."""


def keep(vault: OpenVault, told: Sequence[Mapping[str, object]]) -> bool:
    """Keep what the hub says in the place of what it said before; tell whether anything differs."""
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(REFERENCE.c.type == ASIDE_THERE)
    now = {str(row["hash"]): json.dumps(row, sort_keys=True) for row in told}
    with vault.reading() as connection:
        before = {row.id: row.value for row in connection.execute(wanted)}
    if before == now:
        return False
    with vault.writing() as connection:
        connection.execute(delete(REFERENCE).where(REFERENCE.c.type == ASIDE_THERE))
        if now:
            rows = [{"type": ASIDE_THERE, "id": name, "value": value} for name, value in now.items()]
            connection.execute(insert(REFERENCE), rows)
    return True


def read(vault: OpenVault) -> list[JsonObject]:
    """Read it, what came first first."""
    wanted = select(REFERENCE.c.value).where(REFERENCE.c.type == ASIDE_THERE)
    with vault.reading() as connection:
        rows = [json.loads(value) for value in connection.execute(wanted).scalars()]
    return sorted(rows, key=lambda row: (str(row["received_at"]), str(row["hash"])))
