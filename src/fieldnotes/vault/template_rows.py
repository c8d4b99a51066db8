"""The templates a town has published, every version that ever came: notes rest on them. Knows no template's inside."""

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, delete, select, update

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.wire.reference import ItemType

KEPT: Final = "kept_template"
"""Beside the hub's own types: a template from before the feed began anew, which notes may rest on."""


def published(vault: OpenVault) -> Sequence[JsonObject]:
    """Read what the hub has said of templates, in the order of their ids; one it no longer names is not offered."""
    wanted = select(REFERENCE.c.type, REFERENCE.c.value).where(REFERENCE.c.type.in_([ItemType.TEMPLATE.value, KEPT]))
    with vault.reading() as connection:
        rows = connection.execute(wanted.order_by(REFERENCE.c.type, REFERENCE.c.id)).all()
    found: list[JsonObject] = []
    for row in rows:
        value = json.loads(row.value)
        found.append({**value, "offered": False} if row.type == KEPT else value)
    return found


def begin_anew(connection: Connection) -> None:
    """Empty the reference for a feed that starts from nothing; templates stay, for the notes that rest on them."""
    named = select(REFERENCE.c.id).where(REFERENCE.c.type == ItemType.TEMPLATE.value)
    connection.execute(delete(REFERENCE).where(REFERENCE.c.type == KEPT, REFERENCE.c.id.in_(named)))
    templates = update(REFERENCE).where(REFERENCE.c.type == ItemType.TEMPLATE.value)
    connection.execute(templates.values(type=KEPT))
    connection.execute(delete(REFERENCE).where(REFERENCE.c.type != KEPT))
