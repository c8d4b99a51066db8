"""What the store holds, as tables; the migrations must end in exactly these (a test compares them).

Sections and other people's words lie as JSON text inside the encrypted file. Knows no act.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

METADATA: Final = MetaData()

IDENTITY: Final = Table(
    "identity",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("device", String, nullable=False),
    Column("sealed_seed", LargeBinary, nullable=False),
    Column("name", String, nullable=False),
    Column("dseq", Integer, nullable=False),
    Column("author", String),
    Column("role", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("hub_url", String),
    Column("hub_key", LargeBinary),
    Column("hub_ca", Text),
    Column("epoch", String),
    Column("certificate", LargeBinary),
    Column("certificate_signature", LargeBinary),
    Column("exchange_token", String),
    Column("contact_at", String),
    Column("contact_monotonic", Integer),
    Column("reference_version", Integer, nullable=False),
    Column("clock_ahead_ms", Integer),
    Column("backed_up_to", String),
    Column("lease_used", Integer),
    Column("looked_at", String),
    Column("looked_monotonic", Integer),
)
"""One row: who this device is, its counter, its hub; how far this clock was ahead of the hub's at the last contact,
up to which moment the hub says that what it received lies in a backup, and how many seconds of its lease were used
when that was last looked at (the hub's time)."""

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("note", String, primary_key=True),
    Column("case_id", String, nullable=False),
    Column("template", Text, nullable=False),
    Column("visit", String),
    Column("sections", Text, nullable=False),
    Column("family_text", Text),
    Column("cursor", Text),
    Column("corrects", String),
    Column("created_at", String, nullable=False),
    Column("changed_at", String, nullable=False),
    Index("drafts_by_case", "case_id"),
)

ENTRIES: Final = Table(
    "entries",
    METADATA,
    Column("filed", Integer, primary_key=True, autoincrement=True),
    Column("hash", String, nullable=False, unique=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("note", String),
    Column("device", String, nullable=False),
    Column("dseq", Integer, nullable=False),
    Column("where_it_is", String, nullable=False),
    Column("position", Integer),
    Column("received_at", String),
    Index("entries_by_note", "note"),
    Index("entries_by_case", "case_id", "position"),
    Index("entries_by_device", "device", "case_id", "dseq"),
    sqlite_autoincrement=True,
)
"""Every entry held; `filed` is the order in which they came to this store, the rest says whose and where it is."""

ENTRY_BYTES: Final = Table(
    "entry_bytes",
    METADATA,
    Column("filed", Integer, ForeignKey("entries.filed", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""The exact bytes of each entry, apart from its row: they never change, and where it is changes with every step."""

WHOLE: Final = ENTRIES.join(ENTRY_BYTES, ENTRY_BYTES.c.filed == ENTRIES.c.filed)
"""Entries with their bytes."""

MARKS: Final = Table(
    "marks",
    METADATA,
    Column("filed", Integer, ForeignKey("entries.filed", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("rule", Integer, nullable=False),
    Column("first_due", String),
    Column("last_due", String),
    Column("promised", Text, nullable=False),
    Column("present", Text, nullable=False),
    Column("copied", Boolean, nullable=False),
)
"""What lists look for in signed texts, worked out from each once by `rule`: days and ids, no word of anybody's."""

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("hash", String, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""What the hub has not yet acknowledged, in the order to offer it."""

RECEIPTS: Final = Table(
    "receipts",
    METADATA,
    Column("case_id", String, primary_key=True),
    Column("epoch", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("log_head", String, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""Per case the last receipt whose head was recomputed here: at the same time the cursor."""

PROMISES: Final = Table(
    "promises",
    METADATA,
    Column("case_id", String, primary_key=True),
    Column("epoch", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("log_head", String, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""Per case the furthest receipt the hub has signed to us; the feed must pass through it."""

REFERENCE: Final = Table(
    "reference_items",
    METADATA,
    Column("type", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("value", Text, nullable=False),
)

ACCESS: Final = Table(
    "access_rows",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("what", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("note", String),
    Column("revision", String),
    Column("at", String, nullable=False),
    Column("chain", String, nullable=False),
    Column("sent", Boolean, nullable=False, server_default=false()),
    Index("access_by_note", "note", "revision"),
    sqlite_autoincrement=True,
)
"""Who opened, printed, exported what, chained per device; goes up to the hub and never comes back."""

QUARANTINE: Final = Table(
    "quarantine",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("id", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("ours", Boolean, nullable=False),
    Column("position", Integer),
    Column("data", LargeBinary),
    Column("signature", LargeBinary),
    Column("state", String),
    Column("decided_at", String),
    Column("decided_by", String),
)
"""Kept, shown, not trusted: our entries the hub set aside, and others' entries that do not prove their device.

`state`: `refused` once a person has refused it there, `offered` once it was offered again to a hub with another past.
"""

PURGED: Final = Table(
    "purged",
    METADATA,
    Column("case_id", String, primary_key=True),
    Column("at", String, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("own", Text, nullable=False),
)
"""Cases that have left this computer: when, how much, how far the hub's log went, and which numbers of this device's
counter went with them (a JSON list)."""

ATTACHMENTS: Final = Table(
    "attachments",
    METADATA,
    Column("id", String, primary_key=True),
    Column("case_id", String, nullable=False),
    Column("note", String, nullable=False),
    Column("section", String),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("chunk_size", Integer, nullable=False),
    Column("pieces", Text, nullable=False),
    Column("sealed_key", LargeBinary),
    Column("entry", String),
    Column("sent", Integer, nullable=False),
    Column("sent_epoch", String),
    Column("here", Boolean, nullable=False),
    Column("added_at", String, nullable=False),
    Column("destroyed_at", String),
    Index("attachments_by_note", "note"),
)
"""Sealed files beside the store, each under a key of its own; `destroyed_at` set = the key is gone for good.

`pieces`: hashes of the sealed pieces as a JSON list; `entry`: hash of its AttachmentAdded, NULL while a draft waits
to be signed; `sent`: pieces the hub had in its history `sent_epoch`; `here`: whether the bytes lie on this computer."""

TAKES: Final = Table(
    "takes",
    METADATA,
    Column("id", String, primary_key=True),
    Column("case_id", String, nullable=False),
    Column("note", String, nullable=False),
    Column("place", String, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("sealed_key", LargeBinary),
    Column("open", Boolean, nullable=False),
    Column("frames", Integer, nullable=False),
    Column("heard", Integer, nullable=False, server_default=text("0")),
    Column("heard_place", String),
    Column("language", String, nullable=False, server_default=text("''")),
    Column("started_at", String, nullable=False),
    Column("ended_at", String),
    Column("destroyed_at", String),
    Index("takes_by_note", "note"),
)
"""Recorded sound, sealed frame by frame; only an `open` take may lack its end.

`frames`: exactly so many when closed; while open, so many are known to be on the disk. `heard`: the words of so
many samples stand in the draft; what follows goes to `heard_place`."""

RECORDED_PEOPLE: Final = Table(
    "recorded_people",
    METADATA,
    Column("take", String, primary_key=True),
    Column("consent", String, primary_key=True),
    Column("person_id", String, nullable=False),
    Column("case_id", String, nullable=False),
    Index("recorded_people_by_consent", "consent"),
)
"""Who is heard in a take besides the worker, each by the hash of their consent: it is withdrawn, the take goes."""

UNFINISHED: Final = Table(
    "unfinished",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("about", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("changed_at", String, nullable=False),
)
"""Words a person has begun and not yet done anything with: unsent questions, reasons being typed."""

SPELLINGS: Final = Table(
    "spellings",
    METADATA,
    Column("said", String, primary_key=True),
    Column("written", Text, nullable=False),
)
"""Words the worker spells in a way of their own when they are dictated. They may be names, so they lie in here."""
