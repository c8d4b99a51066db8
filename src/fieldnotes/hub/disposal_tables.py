"""Tables of what ends: the keys cases lie under, the cases that were disposed of, and who has obeyed.

The rules of `tables.py` hold for these too.
"""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from fieldnotes.hub.tables import HASH, ID, MOMENT, metadata

case_key = Table(
    "case_key",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
"""The key a case's content lies under, wrapped by the hub's; without its row the content is gone."""

disposal = Table(
    "disposal",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("approved_by", ID, nullable=False),
    Column("rule", String(40), nullable=False),
    Column("list_sha256", HASH),
    Column("entries", BigInteger, nullable=False),
    Column("attachments", BigInteger, nullable=False),
    Column("finished_at", MOMENT),
)
"""A case that was disposed of: counts, by which rule, who approved it, and the fingerprint of the list approved.

`finished_at`: when its files and what the database kept of deleted rows were gone too."""

disposal_receipt = Table(
    "disposal_receipt",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("device", ID, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""A device says under its own key that it has destroyed what it had of a case."""

backup_key = Table(
    "backup_key",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("made_at", MOMENT, nullable=False),
)
"""One row, or none: to whom backups are sealed. The private half lies with whoever keeps it, never here."""
