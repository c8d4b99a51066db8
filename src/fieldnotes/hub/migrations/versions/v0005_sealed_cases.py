"""Step 5: every case lies under a key of its own; what ends is written down, and who has obeyed."""

import sqlalchemy as sa
from alembic import op

from fieldnotes.hub.sealing import CaseKeys

revision = "0005"
down_revision: str | None = "0004"

_ID = sa.String(200)
_HASH = sa.String(64)
_MOMENT = sa.String(40)
_AT_ONCE = 500


def upgrade() -> None:
    """Add tables, and seal what lies there: in one transaction, so that no database holds some of each."""
    op.create_table(
        "case_key",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "disposal",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("approved_by", _ID, nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("list_sha256", _HASH),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.Column("attachments", sa.BigInteger, nullable=False),
        sa.Column("finished_at", _MOMENT),
    )
    op.create_table(
        "disposal_receipt",
        sa.Column("case_id", _ID, primary_key=True),
        sa.Column("device", _ID, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "backup_key",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
    )
    keys = CaseKeys(op.get_bind())
    _seal(keys, "entry", ("case_id", "position"), "hash", "data")
    _seal(keys, "quarantine", ("case_id", "hash"), "hash", "data")
    _seal(keys, "attachment", ("case_id", "attachment_id"), "attachment_id", "content_key")


def _seal(keys: CaseKeys, table: str, key: tuple[str, str], name: str, content: str) -> None:
    """Seal one column, some rows at a time in the order of their key."""
    there = sa.table(table, *(sa.column(each) for each in {*key, name, content}))
    first, second = (there.c[each] for each in key)
    wanted = sa.select(there).where(there.c[content].is_not(None)).order_by(first, second).limit(_AT_ONCE)
    mine = sa.update(there).where(first == sa.bindparam("at_first"), second == sa.bindparam("at_second"))
    connection, after = op.get_bind(), None
    while True:
        more = wanted if after is None else wanted.where(sa.tuple_(first, second) > sa.tuple_(*after))
        rows = connection.execute(more).mappings().all()
        if rows:
            changed = [
                {
                    "at_first": row[key[0]],
                    "at_second": row[key[1]],
                    "content": keys.seal(row["case_id"], row[name], bytes(row[content])),
                }
                for row in rows
            ]
            connection.execute(mine.values({content: sa.bindparam("content")}), changed)
            after = (rows[-1][key[0]], rows[-1][key[1]])
        if len(rows) < _AT_ONCE:
            return
