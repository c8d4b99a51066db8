"""The table of months handed in for teams' medians; a row lives until its team's month is told. No note, no text.

The rules of `tables.py` hold for it too; it is in no backup, so that nobody's month comes back out of one.
"""

from sqlalchemy import Column, String, Table, Text

from fieldnotes.hub.tables import ID, metadata

time_share = Table(
    "time_share",
    metadata,
    Column("user_id", ID, primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("unit", ID, nullable=False),
    Column("value", Text, nullable=False),
)
"""One person's medians of one month, as JSON; in one unit, so that no two groups overlap."""
