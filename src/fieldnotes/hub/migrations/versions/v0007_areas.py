"""Step 7: which secrecy areas each person is in, and since which version of the feed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"

_ID = sa.String(200)


def upgrade() -> None:
    """Add a table; it is filled when a person, a unit or a case next changes."""
    op.create_table(
        "person_area",
        sa.Column("user_id", _ID, primary_key=True),
        sa.Column("area", _ID, primary_key=True),
        sa.Column("inside", sa.Boolean, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
    )
