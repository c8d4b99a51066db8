"""Step 5: time given back: seconds and days of own notes, what was chosen, and what goes to the team's medians."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """Add three tables; touches nothing that exists."""
    op.create_table(
        "times",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("note", sa.String, unique=True),
        sa.Column("old_way", sa.Boolean, nullable=False),
        sa.Column("day", sa.String),
        sa.Column("typed", sa.Integer, nullable=False),
        sa.Column("spoken", sa.Integer, nullable=False),
        sa.Column("to_signed", sa.Integer),
        sa.Column("to_read", sa.Integer),
        sa.Column("to_approved", sa.Integer),
        sa.Column("family", sa.String),
    )
    op.create_table(
        "time_choices",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("measuring", sa.Boolean, nullable=False),
        sa.Column("since", sa.String),
        sa.Column("team", sa.Boolean, nullable=False),
        sa.Column("baseline_from", sa.String),
        sa.Column("withdraw", sa.Boolean, nullable=False),
    )
    op.create_table(
        "time_shares",
        sa.Column("period", sa.String, primary_key=True),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False),
    )
