"""Step 4: which cases a supervisor's computer has been given, and quick answers about who opened what lately."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Add a column and an index; until now whoever supervises a case was given all of it."""
    op.add_column("case_member", sa.Column("given", sa.Boolean))
    op.execute(sa.update(sa.table("case_member", sa.column("given", sa.Boolean))).values(given=True))
    op.create_index("access_row_of_user", "access_row", ["user_id", "received_at"])
