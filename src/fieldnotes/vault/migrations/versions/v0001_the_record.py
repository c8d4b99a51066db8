"""Step 1: identity, drafts, entries, outbox, receipts and reference items."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Make the first tables."""
    _identity()
    _drafts()
    _entries()
    _hub()


def _identity() -> None:
    op.create_table(
        "identity",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("dseq", sa.Integer, nullable=False),
        sa.Column("author", sa.String),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("hub_url", sa.String),
        sa.Column("hub_key", sa.LargeBinary),
        sa.Column("hub_ca", sa.Text),
        sa.Column("epoch", sa.String),
        sa.Column("certificate", sa.LargeBinary),
        sa.Column("certificate_signature", sa.LargeBinary),
        sa.Column("exchange_token", sa.String),
        sa.Column("contact_at", sa.String),
        sa.Column("contact_monotonic", sa.Integer),
        sa.Column("reference_version", sa.Integer, nullable=False),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("note", sa.String, primary_key=True),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("visit", sa.String),
        sa.Column("sections", sa.Text, nullable=False),
        sa.Column("family_text", sa.Text),
        sa.Column("cursor", sa.Text),
        sa.Column("corrects", sa.String),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("changed_at", sa.String, nullable=False),
    )
    op.create_index("drafts_by_case", "drafts", ["case_id"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("filed", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("dseq", sa.Integer, nullable=False),
        sa.Column("where_it_is", sa.String, nullable=False),
        sa.Column("position", sa.Integer),
        sa.Column("received_at", sa.String),
        sqlite_autoincrement=True,
    )
    op.create_index("entries_by_note", "entries", ["note"])
    op.create_index("entries_by_case", "entries", ["case_id", "position"])
    op.create_index("entries_by_device", "entries", ["device", "case_id", "dseq"])
    op.create_table(
        "outbox",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _hub() -> None:
    for name in ("receipts", "promises"):
        op.create_table(
            name,
            sa.Column("case_id", sa.String, primary_key=True),
            sa.Column("epoch", sa.String, nullable=False),
            sa.Column("position", sa.Integer, nullable=False),
            sa.Column("log_head", sa.String, nullable=False),
            sa.Column("signature", sa.LargeBinary, nullable=False),
        )
    op.create_table(
        "reference_items",
        sa.Column("type", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
