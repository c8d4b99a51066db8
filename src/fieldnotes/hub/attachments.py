"""Attachments' bytes at the hub: handed in piece by piece, given to who may read the case, destroyed by their key.

A piece must be the one that the signed manifest names; a manifest that has not come yet is waited for, and what
lies here is judged when it does. Cannot read a picture: opens nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.blobs import Blobs, blob_name
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import kept_back
from fieldnotes.hub.members import OUTSIDE, places
from fieldnotes.hub.moments import moment
from fieldnotes.hub.own_access import FILE_FETCHED, note_fetched
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import attachment, attachment_chunk
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.attachments import AttachmentHeld, AttachmentInfo
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.entries import reread
from fieldnotes.wire.sealed_container import LARGEST_PIECE, Header, key_check, piece_hash


@dataclass(frozen=True, slots=True)
class Place:
    """Which attachment of which case."""

    case: str
    id: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the signed entry says: hashes of all pieces."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Begun:
    device: str
    chunks: int
    key: bytes | None = field(repr=False)
    pieces: tuple[str, ...] | None


def begin(hub: Hub, who: Caller, at: Place, chunks: int, key: bytes) -> AttachmentHeld:
    """Begin or go on handing in a file: keep its key, tell which pieces are here.

    Should somebody have begun under the same id with another key, theirs stands only if the first piece proves it.

    Raises:
        Refused: NOT_ASSIGNED; ATTACHMENT_GONE when it was destroyed here; BYTES_WRONG against the manifest;
            REQUEST_WRONG when it was begun otherwise.
    """

    def job(connection: Connection) -> tuple[list[int], range]:
        require_inside(connection, who, at)
        begun, manifest = _begun(connection, at), find_manifest(connection, at)
        if manifest is not None and len(manifest.pieces) != chunks:
            raise Refused(Code.BYTES_WRONG)
        if begun is not None and begun.key is None:
            raise Refused(Code.ATTACHMENT_GONE, attachment=at.id)
        _judge_held(connection, at, manifest)
        left_over = range(0)
        if begun is None or (begun.chunks, begun.key) != (chunks, key):
            proven = manifest is not None and 0 in _hashes(connection, at)
            if begun is not None and (proven or (manifest is None and begun.device != who.device)):
                raise Refused(Code.REQUEST_WRONG)
            _forget(connection, at)
            left_over = range(chunks, chunks if begun is None else begun.chunks)
            _write(hub, connection, who, at, chunks, key)
            _judge_held(connection, at, manifest)
        return sorted(_hashes(connection, at)), left_over

    noted, left_over = hub.database.write(job)
    for number in left_over:
        hub.blobs.destroy(blob_name(at.case, at.id, number))
    return AttachmentHeld(epoch=hub.epoch, held=_held(hub.blobs, at, noted))


def put_piece(hub: Hub, who: Caller, at: Place, number: int, data: bytes) -> None:
    """Take one piece in; the same again changes nothing. It is on the disk when this returns.

    Raises:
        Refused: NOT_ASSIGNED, NOT_FOUND (not begun, or no such piece), ATTACHMENT_GONE, TOO_LARGE, BYTES_WRONG.
    """
    if len(data) > LARGEST_PIECE:
        raise Refused(Code.TOO_LARGE, most=f"{LARGEST_PIECE} B")
    digest = piece_hash(data)
    with hub.database.reading() as connection:
        require_inside(connection, who, at)
        known = _in_progress(connection, at, number)
        pieces = known.pieces or _pieces(find_manifest(connection, at))
        there = number in _hashes(connection, at, digest)
    if pieces is not None and pieces[number : number + 1] != (digest,):
        raise Refused(Code.BYTES_WRONG)
    if number == 0 and not _opens_with(data, at, known.key or b""):
        raise Refused(Code.BYTES_WRONG)
    name = blob_name(at.case, at.id, number)
    if not (there and hub.blobs.has(name)):
        hub.blobs.put(name, data)
        try:
            hub.database.write(lambda connection: _note(hub, connection, at, number, digest, len(data)))
        except Refused:  # it ended meanwhile
            hub.blobs.destroy(name)
            raise


def info(hub: Hub, who: Caller, at: Place) -> AttachmentInfo:
    """Tell a reader of the case what can be fetched; the key comes with the last piece, not before.

    Raises:
        Refused: NOT_ASSIGNED, NOT_FOUND, ATTACHMENT_GONE.
    """
    with hub.database.reading() as connection:
        require_given(connection, who, at)
        begun = _in_progress(connection, at, 0)
        noted = sorted(_hashes(connection, at))
    held = _held(hub.blobs, at, noted)
    whole = held == list(range(begun.chunks))
    found = AttachmentInfo(epoch=hub.epoch, chunks=begun.chunks, held=held, complete=whole)
    if whole and begun.key is not None:
        found["key"] = to_base64(begun.key)
    return found


def give_piece(hub: Hub, who: Caller, at: Place, number: int) -> bytes:
    """Give one piece to a reader of the case. Refused: NOT_ASSIGNED, NOT_FOUND, ATTACHMENT_GONE."""
    with hub.database.reading() as connection:
        require_given(connection, who, at)
        _in_progress(connection, at, number)
    data = hub.blobs.get(blob_name(at.case, at.id, number))
    if data is None:
        raise Refused(Code.NOT_FOUND)
    if number == 0:
        note_fetched(hub, who, FILE_FETCHED, [at.case])
    return data


def destroy(hub: Hub, at: Place) -> None:
    """Destroy a file at the hub: its key first, then its pieces; its entry stays, and nobody can begin it again."""

    def job(connection: Connection) -> int:
        row = (attachment.c.case_id == at.case) & (attachment.c.attachment_id == at.id)
        connection.execute(update(attachment).where(row).values(content_key=None, complete=False))
        begun = _begun(connection, at)
        connection.execute(delete(attachment_chunk).where(_chunks_of(at)))
        return begun.chunks if begun else 0

    for number in range(hub.database.write(job)):
        hub.blobs.destroy(blob_name(at.case, at.id, number))


def require_inside(connection: Connection, who: Caller, at: Place) -> None:
    """Refuse who may not know the case. Refused: NOT_ASSIGNED."""
    key = (at.case, who.user)
    if not places(connection, [key]).get(key, OUTSIDE).inside:
        raise Refused(Code.NOT_ASSIGNED, case=at.case)


def require_given(connection: Connection, who: Caller, at: Place) -> None:
    """Refuse who may not know the case, and whom it is kept back from. Refused: NOT_ASSIGNED."""
    require_inside(connection, who, at)
    for case in kept_back(connection, who.user, {at.case}):
        raise Refused(Code.NOT_ASSIGNED, case=case)


def find_manifest(connection: Connection, at: Place) -> Manifest | None:
    """Find what the record says about a file; the first entry that names it counts."""
    rows = connection.execute(
        select(entry_table.c.hash, entry_table.c.data)
        .where(entry_table.c.case_id == at.case, entry_table.c.kind == Kind.ATTACHMENT_ADDED.value)
        .order_by(entry_table.c.position)
    )
    keys = CaseKeys(connection, [at.case])
    for row in rows:
        name, pieces = manifest_of(keys.open(at.case, row.hash, bytes(row.data)))
        if name == at.id:
            return Manifest(pieces)
    return None


def manifest_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Read a stored AttachmentAdded: which file it names, and the hashes of its pieces."""
    body = reread(data).body
    return str(body["attachment"]), _texts(body["chunks"])


def _begun(connection: Connection, at: Place) -> _Begun | None:
    row = connection.execute(
        select(attachment).where(attachment.c.case_id == at.case, attachment.c.attachment_id == at.id)
    ).one_or_none()
    if row is None:
        return None
    pieces = None if row.manifest is None else _texts(json.loads(row.manifest))
    sealed = row.content_key
    key = None if sealed is None else CaseKeys(connection).open(at.case, at.id, bytes(sealed))
    return _Begun(row.device, row.chunks, key, pieces)


def _in_progress(connection: Connection, at: Place, number: int) -> _Begun:
    begun = _begun(connection, at)
    if begun is None or number >= begun.chunks:
        raise Refused(Code.NOT_FOUND)
    if begun.key is None:
        raise Refused(Code.ATTACHMENT_GONE, attachment=at.id)
    return begun


def _opens_with(data: bytes, at: Place, key: bytes) -> bool:
    """Whether the first piece is this file's, and the key that was handed in is the one it was sealed with."""
    try:
        header = Header.read(data)
    except Refused:
        return False
    return header.file == at.id and header.key_check == key_check(key)


def _write(hub: Hub, connection: Connection, who: Caller, at: Place, chunks: int, key: bytes) -> None:
    connection.execute(
        insert(attachment).values(
            case_id=at.case, attachment_id=at.id, device=who.device, chunks=chunks,
            content_key=CaseKeys(connection).seal(at.case, at.id, key), complete=False, begun_at=moment(hub.clock),
        )
    )  # fmt: skip


def _forget(connection: Connection, at: Place) -> None:
    connection.execute(delete(attachment_chunk).where(_chunks_of(at)))
    connection.execute(delete(attachment).where(attachment.c.case_id == at.case, attachment.c.attachment_id == at.id))


def _judge_held(connection: Connection, at: Place, manifest: Manifest | None) -> None:
    """Once the manifest is known, keep it at hand and let go of every piece it does not name."""
    if manifest is None:
        return
    for number, digest in connection.execute(
        select(attachment_chunk.c.number, attachment_chunk.c.hash).where(_chunks_of(at))
    ).all():
        if manifest.pieces[number : number + 1] != (digest,):
            connection.execute(delete(attachment_chunk).where(_chunks_of(at), attachment_chunk.c.number == number))
    row = (attachment.c.case_id == at.case) & (attachment.c.attachment_id == at.id)
    connection.execute(update(attachment).where(row).values(manifest=json.dumps(manifest.pieces)))


def _note(hub: Hub, connection: Connection, at: Place, number: int, digest: str, size: int) -> None:
    begun = _in_progress(connection, at, number)
    connection.execute(delete(attachment_chunk).where(_chunks_of(at), attachment_chunk.c.number == number))
    connection.execute(
        insert(attachment_chunk).values(
            case_id=at.case, attachment_id=at.id, number=number, hash=digest, size=size, received_at=moment(hub.clock)
        )
    )
    count = len(_hashes(connection, at))
    row = (attachment.c.case_id == at.case) & (attachment.c.attachment_id == at.id)
    connection.execute(update(attachment).where(row).values(complete=count == begun.chunks))


def _held(blobs: Blobs, at: Place, noted: Sequence[int]) -> list[int]:
    """The pieces that are really here: noted, and their bytes not lost (a restored database, say).

    Asked outside any transaction: an object store may take its time.
    """
    return [number for number in noted if blobs.has(blob_name(at.case, at.id, number))]


def _hashes(connection: Connection, at: Place, digest: str | None = None) -> dict[int, str]:
    wanted = select(attachment_chunk.c.number, attachment_chunk.c.hash).where(_chunks_of(at))
    if digest is not None:
        wanted = wanted.where(attachment_chunk.c.hash == digest)
    return {row.number: row.hash for row in connection.execute(wanted)}


def _chunks_of(at: Place) -> ColumnElement[bool]:
    return (attachment_chunk.c.case_id == at.case) & (attachment_chunk.c.attachment_id == at.id)


def _pieces(manifest: Manifest | None) -> tuple[str, ...] | None:
    return None if manifest is None else manifest.pieces


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, Sequence) and not isinstance(value, str) else ()
