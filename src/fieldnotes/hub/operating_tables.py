"""Tables about running the hub: who operates it, and which duty a process is doing just now.

The rules of `tables.py` hold for these too.
"""

from sqlalchemy import Column, String, Table

from fieldnotes.hub.tables import metadata

_NAME = String(200)
_HASH = String(64)
_MOMENT = String(40)

operator = Table(
    "operator",
    metadata,
    Column("name", _NAME, primary_key=True),
    Column("key_hash", _HASH, nullable=False),
    Column("made_at", _MOMENT, nullable=False),
)
"""Who may see how the hub is doing, and the hash of the key they show; no case, no person of one."""

operator_session = Table(
    "operator_session",
    metadata,
    Column("token_hash", _HASH, primary_key=True),
    Column("name", _NAME, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
)
"""Browsers in which an operator is signed in, for half an hour."""

duty = Table(
    "duty",
    metadata,
    Column("name", _NAME, primary_key=True),
    Column("holder", _HASH, nullable=False),
    Column("until", _MOMENT, nullable=False),
)
"""What one process does for all of them, and until when it is trusted to be at it."""
