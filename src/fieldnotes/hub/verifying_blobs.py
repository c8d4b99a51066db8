"""Checks the bytes of attachments against what the record says of them. Changes nothing, opens nothing."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.hub.attachments import manifest_of
from fieldnotes.hub.blobs import blob_name
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import attachment, attachment_chunk
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.sealed_container import piece_hash


def wrong_blobs(hub: Hub, connection: Connection) -> Iterator[tuple[str, str]]:
    """Name (case, attachment) of every file of which a piece is lost, changed, or not what the record names."""
    named = dict(_manifests(connection))
    for row in connection.execute(select(attachment).order_by(attachment.c.case_id, attachment.c.attachment_id)).all():
        at = (row.case_id, row.attachment_id)
        pieces = connection.execute(
            select(attachment_chunk.c.number, attachment_chunk.c.hash).where(
                attachment_chunk.c.case_id == at[0], attachment_chunk.c.attachment_id == at[1]
            )
        ).all()
        if not all(_holds(hub, at, number, digest, named.get(at)) for number, digest in pieces):
            yield at


def counts(connection: Connection) -> tuple[int, int]:
    """Count the files that are whole, and those the record names whose bytes have not all come yet."""
    there = {
        (row.case_id, row.attachment_id): row
        for row in connection.execute(
            select(attachment.c.case_id, attachment.c.attachment_id, attachment.c.complete, attachment.c.content_key)
        )
    }
    whole = {at for at, row in there.items() if row.complete}
    settled = {at for at, row in there.items() if row.complete or row.content_key is None}
    return len(whole), len({at for at, _ in _manifests(connection)} - settled)


def _holds(hub: Hub, at: tuple[str, str], number: int, digest: str, named: tuple[str, ...] | None) -> bool:
    data = hub.blobs.get(blob_name(*at, number))
    if data is None or piece_hash(data) != digest:
        return False
    return named is None or named[number : number + 1] == (digest,)


def _manifests(connection: Connection) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """What the record names; where one id is named twice, the first counts, so it is given last."""
    rows = connection.execute(
        select(entry_table.c.case_id, entry_table.c.hash, entry_table.c.data)
        .where(entry_table.c.kind == Kind.ATTACHMENT_ADDED.value)
        .order_by(entry_table.c.case_id, entry_table.c.position.desc())
    )
    keys = CaseKeys(connection)
    for row in rows.all():
        try:
            name, pieces = manifest_of(keys.open(row.case_id, row.hash, bytes(row.data)))
        except FieldNotesError:
            continue  # that it cannot be read is said of the entry
        yield (row.case_id, name), pieces
