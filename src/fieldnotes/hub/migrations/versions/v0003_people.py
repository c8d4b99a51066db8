"""Step 3: accounts and log-ins of people, and what the hub itself gave out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

_ID = sa.String(200)
_HASH = sa.String(64)
_MOMENT = sa.String(40)


def upgrade() -> None:
    """Add tables; touches nothing that exists."""
    _accounts()
    _log_ins()
    op.create_table(
        "hub_access",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("act_id", _ID, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("device", _ID),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("note", _ID),
        sa.Column("revision", _HASH),
    )
    op.create_table(
        "access_begin",
        sa.Column("device", _ID, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("chain", _HASH, nullable=False),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("user_id", _ID, primary_key=True),
        sa.Column("verifier", sa.Text, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "login_try",
        sa.Column("device", _ID, primary_key=True),
        sa.Column("tries", sa.BigInteger, nullable=False),
        sa.Column("next_at", _MOMENT, nullable=False),
    )


def _log_ins() -> None:
    op.create_table(
        "login",
        sa.Column("device", _ID, primary_key=True),
        sa.Column("at", _MOMENT, primary_key=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("acr", _ID, nullable=False),
        sa.Column("amr", sa.Text, nullable=False),
    )
    op.create_table(
        "login_begun",
        sa.Column("state_hash", _HASH, primary_key=True),
        sa.Column("device", _ID, nullable=False),
        sa.Column("nonce", _HASH, nullable=False),
        sa.Column("redirect", _ID, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_index("login_begun_of_device", "login_begun", ["device"])
    op.create_table(
        "identity_provider",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary),
    )
