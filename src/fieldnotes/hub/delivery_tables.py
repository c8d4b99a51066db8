"""Tables of what is handed over to case systems: where to, which notes, how far each has come, and the receipts.

The rules of `tables.py` hold for these too.
"""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table, Text

from fieldnotes.hub.tables import HASH, ID, MOMENT, metadata

connector = Table(
    "connector",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("settings", Text, nullable=False),
    Column("sealed_secret", LargeBinary),
    Column("made_at", MOMENT, nullable=False),
)
"""Where approved notes go: its kind and settings (JSON); its secret lies under the hub's key."""

delivery = Table(
    "delivery",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("note", ID, primary_key=True),
    Column("revision", HASH, primary_key=True),
    Column("what", String(20), primary_key=True),
    Column("connector", String(40), primary_key=True),
    Column("card_id", ID, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("queued_at", MOMENT, nullable=False),
    Column("due_at", MOMENT, nullable=False),
    Column("done_at", MOMENT),
    Column("receipt", Text),
    Column("why", String(60)),
    Index("delivery_due", "state", "due_at"),
    Index("delivery_told", "card_id", "state"),
)
"""One text on its way to one system. `card_id`: the case it is told with, which a proposed one may be bound to.

`what`: `note`, or `taken_back` once it lies in the wrong case; `state`: waiting, sending, delivered, failed or dropped;
`due_at`: when it is tried (again), while it is sent when that is given up; `why`: the code of what went wrong last."""

delivery_seen = Table(
    "delivery_seen",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("connector", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""Up to which position a case was looked through for one connector."""
