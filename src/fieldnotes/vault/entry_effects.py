"""What an entry does to the rows beside it, in the transaction that files it: it cannot be filed without its effect.

An AttachmentAdded ties its file to the record; a RecordingDestroyed destroys the recording's key. Knows no file.
"""

import json
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.vault.tables import ATTACHMENTS, TAKES
from fieldnotes.wire.ids import is_id
from fieldnotes.wire.sealed_container import CHUNK_BYTES, LARGEST_FILE, pieces_of


def follow_own(connection: Connection, entry: Entry, digest: str) -> None:
    """Let an entry of this device take effect."""
    if entry.kind is Kind.ATTACHMENT_ADDED:
        waiting = update(ATTACHMENTS).where(ATTACHMENTS.c.id == entry.body["attachment"], ATTACHMENTS.c.entry.is_(None))
        if connection.execute(waiting.values(entry=digest, case_id=entry.case)).rowcount == 0:
            follow_other(connection, entry, digest)
    elif entry.kind is Kind.RECORDING_DESTROYED:
        gone = update(TAKES).where(TAKES.c.id == entry.body["recording"])
        connection.execute(gone.values(sealed_key=None, open=False, destroyed_at=entry.at))


def follow_other(connection: Connection, entry: Entry, digest: str) -> None:
    """Let an entry that came from the hub take effect: a file nobody here has the bytes of yet becomes known.

    Who came first keeps the id; a manifest that does not hold together names no file.
    """
    row = _row(entry, digest) if entry.kind is Kind.ATTACHMENT_ADDED else None
    if row is not None:
        connection.execute(insert(ATTACHMENTS).values(row).on_conflict_do_nothing())


def _row(entry: Entry, digest: str) -> dict[str, Any] | None:
    body = entry.body
    size, pieces = body["size"], body["chunks"]
    if not (isinstance(size, int) and isinstance(pieces, list) and is_id(body["attachment"])):
        return None
    if size > LARGEST_FILE or body["chunk_size"] != CHUNK_BYTES or len(pieces) != pieces_of(size):
        return None
    return {
        "id": body["attachment"], "case_id": entry.case, "note": entry.note or "", "section": body.get("section"),
        "name": body["name"], "media_type": body["media_type"], "size": size, "chunk_size": CHUNK_BYTES,
        "pieces": json.dumps(pieces), "entry": digest, "sent": 0, "here": False, "added_at": entry.at,
    }  # fmt: skip
