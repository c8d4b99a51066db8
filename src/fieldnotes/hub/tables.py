"""The hub's tables. Every key starts with the case where there is one; numbers come from counter rows only.

Portable on purpose (SQLite, PostgreSQL, engines that speak its language): no sequences, no triggers, no
server-side defaults. Moments are text, UTC with microseconds, so that they sort as they stand.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

ID = String(200)
HASH = String(64)
MOMENT = String(40)
"""How names, fingerprints and moments are kept, here and in the tables beside these."""

hub_mark = Table(
    "hub_mark",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("hub_key", LargeBinary, nullable=False),
    Column("backed_up_to", MOMENT),
)
"""One row: which hub (its public key) this database belongs to, and up to which moment it lies in a backup."""

reference_version = Table(
    "reference_version",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("version", BigInteger, nullable=False),
)
"""One row: the counter of the reference feed."""

reference_item = Table(
    "reference_item",
    metadata,
    Column("type", String(20), primary_key=True),
    Column("id", ID, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""What the hub owns, as canonical bytes, with the version at which it last changed."""

case_head = Table(
    "case_head",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("log_head", HASH, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
)
"""Per case the counter row: its UPDATE is the lock, so committed order is number order."""

case_member = Table(
    "case_member",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("user_id", ID, primary_key=True),
    Column("assigned", Boolean, nullable=False),
    Column("supervises", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("given", Boolean),
    Index("case_member_of_user", "user_id"),
)
"""Who may know a case, worked out from cases and users; a row with two falses is a tombstone for that person.

`given`: whether one who only supervises it has it on their computers (`giving.py`); of no meaning to the assigned."""

entry = Table(
    "entry",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", ID, nullable=False),
    Column("hash", HASH, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("note", ID),
    Column("author", ID, nullable=False),
    Column("device", ID, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("log_head", HASH, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    UniqueConstraint("case_id", "entry_id", "hash", name="entry_once"),
    Index("entry_by_hash", "case_id", "hash"),
    Index("entry_of_note", "case_id", "note"),
)
"""The record itself: exact bytes, never changed; the other columns are read out of them for looking up."""

device_act = Table(
    "device_act",
    metadata,
    Column("device", ID, primary_key=True),
    Column("dseq", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", ID, nullable=False),
    Column("hash", HASH, nullable=False),
    UniqueConstraint("entry_id", name="device_act_entry"),
)
"""Each device's counter over all cases: where a cloned or restored disk shows (fork)."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("hash", HASH, primary_key=True),
    Column("entry_id", ID, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("pushed_by", ID, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("state", String(12), nullable=False),
    Column("decided_at", MOMENT),
    Column("decided_by", ID),
)
"""What was handed in but may not stand in the record: kept until a person decides (waiting, released, refused)."""

device = Table(
    "device",
    metadata,
    Column("device_id", ID, primary_key=True),
    Column("user_id", ID, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("name", ID, nullable=False),
    Column("joined_at", MOMENT, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("certificate_signature", LargeBinary, nullable=False),
    Column("revoked_at", MOMENT),
    Column("cloned_at", MOMENT),
    Column("exchange_hash", HASH),
    Column("offered_hash", HASH),
    Column("wipe_ordered_at", MOMENT),
    Column("wiped_at", MOMENT),
    Column("token_epoch", ID),
    Column("seen_at", MOMENT),
)
"""`exchange_hash`: the token the device must show next; `offered_hash`: given out, not yet known to have arrived;
`token_epoch`: in which of the hub's histories the two were given; `seen_at`: when it last opened a session."""

nonce = Table(
    "nonce",
    metadata,
    Column("nonce_hash", HASH, primary_key=True),
    Column("device_id", ID, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Index("nonce_of_device", "device_id"),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("device_id", ID, nullable=False),
    Column("offered_hash", HASH, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Index("session_of_device", "device_id"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("code_hash", HASH, primary_key=True),
    Column("user_id", ID, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("used_at", MOMENT),
    Column("device_id", ID),
)

access_row = Table(
    "access_row",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("device", ID, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", ID, nullable=False),
    Column("what", String(40), nullable=False),
    Column("note", ID),
    Column("revision", HASH),
    Column("at", MOMENT, nullable=False),
    Column("chain", HASH, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Index("access_row_of_user", "user_id", "received_at"),
)
"""Who opened, printed or exported what (SEC-6): comes in, never goes out; numbered and chained by the device."""

attachment = Table(
    "attachment",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("attachment_id", ID, primary_key=True),
    Column("device", ID, nullable=False),
    Column("chunks", BigInteger, nullable=False),
    Column("content_key", LargeBinary),
    Column("manifest", Text),
    Column("complete", Boolean, nullable=False),
    Column("begun_at", MOMENT, nullable=False),
)
"""A sealed file whose pieces are handed in; without `content_key` it is destroyed.

`manifest`: the hashes its signed entry names, as a JSON list, once that is here."""

attachment_chunk = Table(
    "attachment_chunk",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("attachment_id", ID, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", HASH, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received_at", MOMENT, nullable=False),
)
"""Which chunks are here; their bytes lie behind the blob store."""

kept_draft = Table(
    "kept_draft",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("note", ID, primary_key=True),
    Column("device", ID, primary_key=True),
    Column("shelf", ID, primary_key=True),
    Column("user_id", ID, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("begun", MOMENT, nullable=False),
    Column("since", MOMENT, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("kept_draft_of_user", "user_id"),
)
"""Drafts in safe-keeping: one blob each that the hub cannot read. `shelf`: which store of the device handed it in,
`number`: its counter; `begun`: as the device says, `since`: the same on the hub's clock (DOC-2)."""

kept_keys = Table(
    "kept_keys",
    metadata,
    Column("device", ID, primary_key=True),
    Column("shelf", ID, primary_key=True),
    Column("user_id", ID, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("slots", LargeBinary, nullable=False),
    Index("kept_keys_of_user", "user_id"),
)
"""The wrapped data key of a shelf: what a passphrase or recovery key opens, nothing else."""

operator_act = Table(
    "operator_act",
    metadata,
    Column("act_id", ID, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("what", String(40), nullable=False),
    Column("who", ID),
    Column("about", ID, nullable=False),
    Column("reason", Text),
)
"""What was done at the hub itself (escrow opened, quarantine released, hand-over …): written, never changed."""

escrow_officer = Table(
    "escrow_officer",
    metadata,
    Column("key_id", String(32), primary_key=True),
    Column("name", ID, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Column("pair", String(64)),
)
"""Public halves of the officers' escrow keys; `pair` names the pair a key belongs to, None while it waits for the
second officer."""
