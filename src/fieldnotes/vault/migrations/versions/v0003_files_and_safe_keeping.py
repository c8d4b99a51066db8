"""Step 3: sealed files, recorded sound, drafts in safe-keeping, and what the hub says of time and backups."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Add tables and columns, and set the entries' bytes apart from what is known of them."""
    op.add_column("identity", sa.Column("clock_ahead_ms", sa.Integer))
    op.add_column("identity", sa.Column("backed_up_to", sa.String))
    op.add_column("identity", sa.Column("lease_used", sa.Integer))
    op.add_column("identity", sa.Column("looked_at", sa.String))
    op.add_column("identity", sa.Column("looked_monotonic", sa.Integer))
    for name in ("state", "decided_at", "decided_by"):
        op.add_column("quarantine", sa.Column(name, sa.String))
    op.create_table(
        "purged",
        sa.Column("case_id", sa.String, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("own", sa.Text, nullable=False),
    )
    _entry_bytes()
    _attachments()
    _takes()
    _safe_keeping()
    _what_others_keep()


def _entry_bytes() -> None:
    """Set the bytes apart from the row that changes: following where an entry is rewrote its bytes each time."""
    op.create_table(
        "entry_bytes",
        sa.Column(
            "filed",
            sa.Integer,
            sa.ForeignKey("entries.filed", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    op.execute("INSERT INTO entry_bytes (filed, data, signature) SELECT filed, data, signature FROM entries")
    op.drop_column("entries", "data")
    op.drop_column("entries", "signature")


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("section", sa.String),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("chunk_size", sa.Integer, nullable=False),
        sa.Column("pieces", sa.Text, nullable=False),
        sa.Column("sealed_key", sa.LargeBinary),
        sa.Column("entry", sa.String),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("sent_epoch", sa.String),
        sa.Column("here", sa.Boolean, nullable=False),
        sa.Column("added_at", sa.String, nullable=False),
        sa.Column("destroyed_at", sa.String),
    )
    op.create_index("attachments_by_note", "attachments", ["note"])


def _takes() -> None:
    op.create_table(
        "takes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("rate", sa.Integer, nullable=False),
        sa.Column("sealed_key", sa.LargeBinary),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("frames", sa.Integer, nullable=False),
        sa.Column("heard", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("heard_place", sa.String),
        sa.Column("language", sa.String, nullable=False, server_default=sa.text("''")),
        sa.Column("started_at", sa.String, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("destroyed_at", sa.String),
    )
    op.create_index("takes_by_note", "takes", ["note"])
    op.create_table(
        "recorded_people",
        sa.Column("take", sa.String, primary_key=True),
        sa.Column("consent", sa.String, primary_key=True),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
    )
    op.create_index("recorded_people_by_consent", "recorded_people", ["consent"])


def _safe_keeping() -> None:
    op.create_table(
        "kept_drafts",
        sa.Column("note", sa.String, primary_key=True),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("kept_at", sa.String, nullable=False),
        sa.Column("since", sa.String, nullable=False),
    )
    op.create_table(
        "safe_keeping",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("shelf", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("epoch", sa.String, nullable=False),
        sa.Column("slots", sa.String, nullable=False),
        sa.Column("elsewhere", sa.Integer),
        sa.Column("elsewhere_at", sa.String),
    )
    op.create_table(
        "unfinished",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("about", sa.String, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed_at", sa.String, nullable=False),
    )
    op.create_table(
        "spellings",
        sa.Column("said", sa.String, primary_key=True),
        sa.Column("written", sa.Text, nullable=False),
    )


def _what_others_keep() -> None:
    op.create_table(
        "fetched_drafts",
        sa.Column("device", sa.String, primary_key=True),
        sa.Column("shelf", sa.String, primary_key=True),
        sa.Column("note", sa.String, primary_key=True),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("here", sa.String, nullable=False),
    )
    op.create_table(
        "waiting_drafts",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("since", sa.String, nullable=False),
    )
