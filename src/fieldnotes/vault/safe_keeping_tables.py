"""The tables of drafts in safe-keeping: what lies at the hub, and what waits there for this person. Holds no text."""

from typing import Final

from sqlalchemy import Column, Integer, String, Table

from fieldnotes.vault.tables import METADATA

KEPT_DRAFTS: Final = Table(
    "kept_drafts",
    METADATA,
    Column("note", String, primary_key=True),
    Column("case_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("kept_at", String, nullable=False),
    Column("since", String, nullable=False),
)
"""Which state of which draft lies sealed at the hub, by a keyed digest of its plain bytes; times are the hub's."""

SAFE_KEEPING: Final = Table(
    "safe_keeping",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("shelf", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("epoch", String, nullable=False),
    Column("slots", String, nullable=False),
    Column("elsewhere", Integer),
    Column("elsewhere_at", String),
)
"""One row from the first exchange on: this store's shelf at the hub, the last number given out, in which history of
the hub the drafts lie there, the digest of the key slots beside them; and how many drafts of the person's other
computers lay there when it was last asked, the latest from when (`elsewhere` is empty before it was asked)."""

FETCHED_DRAFTS: Final = Table(
    "fetched_drafts",
    METADATA,
    Column("device", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("note", String, primary_key=True),
    Column("case_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("here", String, nullable=False),
)
"""Drafts of another computer that were put back here under the note id `here`; gone once the hub has ours."""

WAITING_DRAFTS: Final = Table(
    "waiting_drafts",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String, nullable=False),
    Column("author", String, nullable=False),
    Column("since", String, nullable=False),
)
"""Others' old drafts as the hub last told this supervisor: case, author, since when (DOC-2)."""
