"""Step 2: the chained access rows and the quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Add both tables; touches nothing that exists."""
    op.create_table(
        "access_rows",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("revision", sa.String),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("chain", sa.String, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False, server_default=sa.false()),
        sqlite_autoincrement=True,
    )
    op.create_index("access_by_note", "access_rows", ["note", "revision"])
    op.create_table(
        "quarantine",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("ours", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer),
        sa.Column("data", sa.LargeBinary),
        sa.Column("signature", sa.LargeBinary),
    )
