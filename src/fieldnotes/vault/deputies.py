"""Who decides in a supervisor's place, as the hub has told; those whose time is over are kept. Knows no case."""

import json

from sqlalchemy import select

from fieldnotes.domain.deputies import Deputy
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.wire.deputies import PREFIX, name_of
from fieldnotes.wire.reference import ItemType


def deputies(vault: OpenVault) -> tuple[Deputy, ...]:
    """Read all deputies, by id."""
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(
        REFERENCE.c.type == ItemType.POLICY, REFERENCE.c.id.startswith(PREFIX, autoescape=True)
    )
    with vault.reading() as connection:
        rows = connection.execute(wanted.order_by(REFERENCE.c.id)).all()
    return tuple(Deputy.from_json(name_of(row.id), json.loads(row.value)) for row in rows)
