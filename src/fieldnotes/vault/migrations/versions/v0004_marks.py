"""Step 4: marks of signed texts, by which the working day is found without reading all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Add the table; the texts are marked when the working day is first asked for."""
    op.create_table(
        "marks",
        sa.Column(
            "filed",
            sa.Integer,
            sa.ForeignKey("entries.filed", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("rule", sa.Integer, nullable=False),
        sa.Column("first_due", sa.String),
        sa.Column("last_due", sa.String),
        sa.Column("promised", sa.Text, nullable=False),
        sa.Column("present", sa.Text, nullable=False),
        sa.Column("copied", sa.Boolean, nullable=False),
    )
