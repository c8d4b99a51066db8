"""Tables about running the hub: who operates it, and which duty a process is doing just now.

The rules of `tables.py` hold for these too.
"""

from sqlalchemy import Column, Table

from fieldnotes.hub.tables import HASH, ID, MOMENT, metadata

operator = Table(
    "operator",
    metadata,
    Column("name", ID, primary_key=True),
    Column("key_hash", HASH, nullable=False),
    Column("made_at", MOMENT, nullable=False),
)
"""Who may see how the hub is doing, and the hash of the key they show; no case, no person of one."""

operator_session = Table(
    "operator_session",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("name", ID, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
)
"""Browsers in which an operator is signed in, for half an hour."""

duty = Table(
    "duty",
    metadata,
    Column("name", ID, primary_key=True),
    Column("holder", HASH, nullable=False),
    Column("until", MOMENT, nullable=False),
)
"""What one process does for all of them, and until when it is trusted to be at it."""
