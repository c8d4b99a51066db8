"""Step 9: where approved notes are handed over to, which are on their way, and the receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"

_ID = sa.String(200)
_HASH = sa.String(64)
_MOMENT = sa.String(40)


def upgrade() -> None:
    """Add three tables; an older program reads and writes on beside them."""
    op.create_table(
        "connector",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary),
        sa.Column("made_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "delivery",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("note", _ID, primary_key=True),
        sa.Column("revision", _HASH, primary_key=True),
        sa.Column("what", sa.String(20), primary_key=True),
        sa.Column("connector", sa.String(40), primary_key=True),
        sa.Column("card_id", _ID, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.BigInteger, nullable=False),
        sa.Column("queued_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("done_at", _MOMENT),
        sa.Column("receipt", sa.Text),
        sa.Column("why", sa.String(60)),
    )
    op.create_index("delivery_due", "delivery", ["state", "due_at"])
    op.create_index("delivery_told", "delivery", ["card_id", "state"])
    op.create_table(
        "delivery_seen",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("connector", sa.String(40), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
