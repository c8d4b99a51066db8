"""Files that belong to notes: sealed as they stream in, destroyed with their key. Knows no hub and no network.

A draft's files have no entry until the note is signed; from then on they stay. Others' files become known with
their entry (`entry_effects`), and their bytes come later (`attachment_transfer`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, RowMapping, Select, insert, literal_column, select, update

from fieldnotes.disk.atomic_file import cannot_write
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.entry import Act, Filed
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault import entries
from fieldnotes.vault.leftovers import FILES, clear_away
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.sealed_files import opened, seal, unwrap_key, wrap_key
from fieldnotes.vault.tables import ATTACHMENTS
from fieldnotes.wire.sealed_container import CHUNK_BYTES, HEADER_BYTES

_ENDING: Final = ".sealed"
_AS_THEY_CAME: Final[ColumnElement[int]] = literal_column("attachments.rowid", Integer)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a note; `pieces` are the hashes of its sealed pieces, `entry` None while its draft is unsigned."""

    id: str
    case: str
    note: str
    section: str | None
    name: str = field(repr=False)
    media_type: str
    size: int
    pieces: tuple[str, ...] = field(repr=False)
    entry: str | None
    sent: int
    sent_epoch: str | None
    here: bool
    added_at: str
    destroyed_at: str | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A file to be taken in: whose it is, what it is called, what it is; `added_at` RFC 3339."""

    id: str
    case: str
    note: str
    section: str | None
    name: str = field(repr=False)
    media_type: str
    added_at: str


def add(vault: OpenVault, coming: Coming, source: Iterable[bytes]) -> Attachment:
    """Seal a file and keep it with its draft: temporary name, fsync, name, row; a crash leaves nothing that counts.

    Raises:
        Refused: TOO_LARGE.
        Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    row = _sealed(vault, coming, source)
    with vault.writing() as connection:
        connection.execute(insert(ATTACHMENTS).values(row))
    return get(vault, coming.id)


def add_filed(
    vault: OpenVault, coming: Coming, source: Iterable[bytes], act_of: Callable[[JsonObject], Act], clock: Clock
) -> tuple[Attachment, Filed]:
    """Seal a file for a note that is signed already: its row and its entry, the act made of its manifest, in one."""
    row = _sealed(vault, coming, source)
    one = _attachment({**row, "entry": None, "sent_epoch": None, "destroyed_at": None})
    made = act_of(body_of(one))
    with vault.writing() as connection:
        connection.execute(insert(ATTACHMENTS).values(row))
        filed = entries.file_inside(vault, connection, made, clock)
    return get(vault, coming.id), filed


def _sealed(vault: OpenVault, coming: Coming, source: Iterable[bytes]) -> dict[str, Any]:
    path = path_of(vault, coming.id)
    make_folder(path.parent)
    made = seal(source, path, coming.id)
    return {
        "id": coming.id, "case_id": coming.case, "note": coming.note, "section": coming.section, "name": coming.name,
        "media_type": coming.media_type, "size": made.size, "chunk_size": CHUNK_BYTES,
        "pieces": json.dumps(made.pieces), "sealed_key": wrap_key(vault.key, coming.id, made.key), "sent": 0,
        "here": True, "added_at": coming.added_at,
    }  # fmt: skip


def get(vault: OpenVault, attachment: str) -> Attachment:
    """Read what is known of one file.

    Raises:
        Refused: UNKNOWN_ATTACHMENT.
    """
    found = read_rows(vault, select(ATTACHMENTS).where(ATTACHMENTS.c.id == attachment))
    if not found:
        raise Refused(Code.UNKNOWN_ATTACHMENT, attachment=attachment)
    return found[0]


def of_note(vault: OpenVault, note: str) -> list[Attachment]:
    """Read all files of a note in the order they were added; destroyed ones that were never signed are left out."""
    wanted = select(ATTACHMENTS).where(
        ATTACHMENTS.c.note == note, ATTACHMENTS.c.destroyed_at.is_(None) | ATTACHMENTS.c.entry.is_not(None)
    )
    return read_rows(vault, wanted.order_by(ATTACHMENTS.c.added_at, _AS_THEY_CAME))


def of_case(vault: OpenVault, case: str) -> list[Attachment]:
    """Read the signed files of a case in the order they were added."""
    wanted = select(ATTACHMENTS).where(ATTACHMENTS.c.case_id == case, ATTACHMENTS.c.entry.is_not(None))
    return read_rows(vault, wanted.order_by(ATTACHMENTS.c.added_at, _AS_THEY_CAME))


def unsigned(vault: OpenVault, note: str) -> list[Attachment]:
    """Read the files of a draft that wait to be signed with it."""
    return [one for one in of_note(vault, note) if one.entry is None]


def body_of(attachment: Attachment) -> JsonObject:
    """The content of its AttachmentAdded: a manifest, never a key."""
    body: JsonObject = {
        "attachment": attachment.id, "name": attachment.name, "media_type": attachment.media_type,
        "size": attachment.size, "chunk_size": CHUNK_BYTES, "chunks": list(attachment.pieces),
    }  # fmt: skip
    return body if attachment.section is None else {**body, "section": attachment.section}


def content(vault: OpenVault, attachment: str) -> Iterator[bytes]:
    """Open a file chunk by chunk; true only once the last chunk was given.

    Raises:
        Refused: UNKNOWN_ATTACHMENT, ATTACHMENT_GONE, ATTACHMENT_DAMAGED.
        Unavailable: ATTACHMENT_ELSEWHERE, CANNOT_WRITE.
    """
    key = key_of(vault, attachment)
    try:
        yield from opened(path_of(vault, attachment), attachment, key)
    except Refused as problem:
        if problem.code is Code.FILE_MISSING:
            raise Refused(Code.ATTACHMENT_DAMAGED, attachment=attachment) from None
        raise


def key_of(vault: OpenVault, attachment: str) -> bytes:
    """Open the key of a file.

    Raises:
        Refused: UNKNOWN_ATTACHMENT, ATTACHMENT_GONE, ATTACHMENT_DAMAGED.
        Unavailable: ATTACHMENT_ELSEWHERE while only its entry is here.
    """
    with vault.reading() as connection:
        row = connection.execute(
            select(ATTACHMENTS.c.sealed_key, ATTACHMENTS.c.destroyed_at).where(ATTACHMENTS.c.id == attachment)
        ).one_or_none()
    if row is None:
        raise Refused(Code.UNKNOWN_ATTACHMENT, attachment=attachment)
    if row.destroyed_at is not None:
        raise Refused(Code.ATTACHMENT_GONE, attachment=attachment)
    if row.sealed_key is None:
        raise Unavailable(Code.ATTACHMENT_ELSEWHERE, attachment=attachment)
    return unwrap_key(vault.key, attachment, row.sealed_key)


def header_of(vault: OpenVault, attachment: str) -> bytes:
    """Read a file's header as it lies. Refused: ATTACHMENT_DAMAGED. Unavailable: CANNOT_WRITE."""
    try:
        with path_of(vault, attachment).open("rb") as file:
            return file.read(HEADER_BYTES)
    except FileNotFoundError:
        raise Refused(Code.ATTACHMENT_DAMAGED, attachment=attachment) from None
    except OSError as problem:
        raise cannot_write(problem, attachment) from None


def destroy(vault: OpenVault, attachment: str, at: str) -> bool:
    """Destroy a file: its key first, then its bytes, then every trace of the key; give whether no trace is left.

    Destroying again settles what was left over the first time.

    Raises:
        Refused: UNKNOWN_ATTACHMENT.
    """
    get(vault, attachment)
    with vault.writing() as connection:
        gone = update(ATTACHMENTS).where(ATTACHMENTS.c.id == attachment, ATTACHMENTS.c.destroyed_at.is_(None))
        if connection.execute(gone.values(sealed_key=None, here=False, destroyed_at=at)).rowcount:
            vault.log_owed = True
    return clear_away(vault)


def mark_missing(vault: OpenVault, attachment: str) -> None:
    """Say that the bytes here are of no use, so that they are fetched again from where they are whole."""
    with vault.writing() as connection:
        connection.execute(
            update(ATTACHMENTS).where(ATTACHMENTS.c.id == attachment).values(here=False, sealed_key=None)
        )


def path_of(vault: OpenVault, attachment: str) -> Path:
    """Where the sealed bytes lie; the id is a UUID that was checked before it came into the table."""
    return vault.folder / FILES / f"{attachment}{_ENDING}"


def make_folder(folder: Path) -> None:
    """Make the folder of sealed files, for its owner only."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise cannot_write(problem, folder.name) from None


def read_rows(vault: OpenVault, wanted: Select[*tuple[object, ...]]) -> list[Attachment]:
    """Read rows of the table as values."""
    with vault.reading() as connection:
        return [_attachment(row) for row in connection.execute(wanted).mappings()]


def _attachment(row: Mapping[str, Any] | RowMapping) -> Attachment:
    return Attachment(
        id=row["id"], case=row["case_id"], note=row["note"], section=row["section"], name=row["name"],
        media_type=row["media_type"], size=row["size"], pieces=tuple(json.loads(row["pieces"])), entry=row["entry"],
        sent=row["sent"], sent_epoch=row["sent_epoch"], here=row["here"], added_at=row["added_at"],
        destroyed_at=row["destroyed_at"],
    )  # fmt: skip
