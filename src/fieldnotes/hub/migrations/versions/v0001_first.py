"""The first tables of the hub."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.String(200)
_HASH = sa.String(64)
_MOMENT = sa.String(40)


def upgrade() -> None:
    """Make the first tables."""
    _reference()
    _record()
    _quarantine()
    _devices()
    _access()


def _reference() -> None:
    op.create_table(
        "hub_mark",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("hub_key", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "reference_version",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "reference_item",
        sa.Column("type", sa.String(20), primary_key=True),
        sa.Column("id", _ID, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "case_member",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("user_id", _ID, primary_key=True),
        sa.Column("assigned", sa.Boolean, nullable=False),
        sa.Column("supervises", sa.Boolean, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
    )
    op.create_index("case_member_of_user", "case_member", ["user_id"])


def _record() -> None:
    op.create_table(
        "case_head",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("log_head", _HASH, nullable=False),
        sa.Column("receipt", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("note", _ID),
        sa.Column("author", _ID, nullable=False),
        sa.Column("device", _ID, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("log_head", _HASH, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("case_id", "entry_id", "hash", name="entry_once"),
    )
    op.create_index("entry_by_hash", "entry", ["case_id", "hash"])
    op.create_index("entry_of_note", "entry", ["case_id", "note"])
    op.create_table(
        "device_act",
        sa.Column("device", _ID, primary_key=True),
        sa.Column("dseq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.UniqueConstraint("entry_id", name="device_act_entry"),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("hash", _HASH, primary_key=True),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("pushed_by", _ID, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("decided_at", _MOMENT),
    )


def _devices() -> None:
    op.create_table(
        "device",
        sa.Column("device_id", _ID, primary_key=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("name", _ID, nullable=False),
        sa.Column("joined_at", _MOMENT, nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
        sa.Column("certificate_signature", sa.LargeBinary, nullable=False),
        sa.Column("revoked_at", _MOMENT),
        sa.Column("cloned_at", _MOMENT),
        sa.Column("exchange_hash", _HASH),
        sa.Column("offered_hash", _HASH),
    )
    op.create_table(
        "nonce",
        sa.Column("nonce_hash", _HASH, primary_key=True),
        sa.Column("device_id", _ID, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_index("nonce_of_device", "nonce", ["device_id"])
    op.create_table(
        "session",
        sa.Column("token_hash", _HASH, primary_key=True),
        sa.Column("device_id", _ID, nullable=False),
        sa.Column("offered_hash", _HASH, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_index("session_of_device", "session", ["device_id"])
    op.create_table(
        "invitation",
        sa.Column("code_hash", _HASH, primary_key=True),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.Column("device_id", _ID),
    )


def _access() -> None:
    op.create_table(
        "access_row",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("device", _ID, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("note", _ID),
        sa.Column("revision", _HASH),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("chain", _HASH, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
    )
