"""Step 8: when each device last opened a session, who operates the hub, and which process does what for all."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"

_NAME = sa.String(200)
_HASH = sa.String(64)
_MOMENT = sa.String(40)


def upgrade() -> None:
    """Add a column that may be empty, and three tables; an older program reads and writes on beside it."""
    op.add_column("device", sa.Column("seen_at", _MOMENT))
    op.create_table(
        "operator",
        sa.Column("name", _NAME, primary_key=True),
        sa.Column("key_hash", _HASH, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "operator_session",
        sa.Column("token_hash", _HASH, primary_key=True),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "duty",
        sa.Column("name", _NAME, primary_key=True),
        sa.Column("holder", _HASH, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
    )
