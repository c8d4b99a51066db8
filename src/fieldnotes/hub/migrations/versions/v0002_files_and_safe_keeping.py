"""Step 2: sealed files, drafts in safe-keeping, wipe orders, backups and the operator's acts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

_ID = sa.String(200)
_HASH = sa.String(64)
_MOMENT = sa.String(40)


def upgrade() -> None:
    """Add tables and columns; touches nothing that exists."""
    op.add_column("hub_mark", sa.Column("backed_up_to", _MOMENT))
    op.add_column("device", sa.Column("wipe_ordered_at", _MOMENT))
    op.add_column("device", sa.Column("wiped_at", _MOMENT))
    op.add_column("device", sa.Column("token_epoch", _ID))
    op.add_column("quarantine", sa.Column("decided_by", _ID))
    _files()
    _safe_keeping()
    op.create_table(
        "operator_act",
        sa.Column("act_id", _ID, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("who", _ID),
        sa.Column("about", _ID, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "escrow_officer",
        sa.Column("key_id", sa.String(32), primary_key=True),
        sa.Column("name", _ID, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("pair", sa.String(64)),
    )


def _files() -> None:
    op.create_table(
        "attachment",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("attachment_id", _ID, primary_key=True),
        sa.Column("device", _ID, nullable=False),
        sa.Column("chunks", sa.BigInteger, nullable=False),
        sa.Column("content_key", sa.LargeBinary),
        sa.Column("manifest", sa.Text),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "attachment_chunk",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("attachment_id", _ID, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
    )


def _safe_keeping() -> None:
    op.create_table(
        "kept_draft",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("note", _ID, primary_key=True),
        sa.Column("device", _ID, primary_key=True),
        sa.Column("shelf", _ID, primary_key=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("begun", _MOMENT, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("kept_draft_of_user", "kept_draft", ["user_id"])
    op.create_table(
        "kept_keys",
        sa.Column("device", _ID, primary_key=True),
        sa.Column("shelf", _ID, primary_key=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("slots", sa.LargeBinary, nullable=False),
    )
    op.create_index("kept_keys_of_user", "kept_keys", ["user_id"])
