"""Step 6: months handed in for teams' medians."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Add the table; touches nothing that exists."""
    op.create_table(
        "time_share",
        sa.Column("user_id", sa.String(200), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
    )
