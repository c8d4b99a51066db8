"""Attachments' bytes on their way between this computer and the hub: what is to go, what is to come, how far it is.

Bytes travel sealed as they lie; a piece counts only when its hash is the one the signed entry names. Knows no network.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, update

from fieldnotes.disk.atomic_file import cannot_write, settle_folder
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import reference
from fieldnotes.vault.attachments import Attachment, make_folder, path_of, read_rows
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.sealed_files import wrap_key
from fieldnotes.vault.tables import ATTACHMENTS, ENTRIES
from fieldnotes.wire.sealed_container import HEADER_BYTES, Header, key_check, piece_bounds, piece_hash

_PART: Final = ".part"
_PICTURES: Final = "image/"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many files wait to go or come, and whether all of them are pictures."""

    files: int
    pictures_only: bool


def to_send(vault: OpenVault, epoch: str | None) -> list[Attachment]:
    """Give the files here that the hub's present history has the entry of, but not yet the bytes; the small ones first.

    Others' files too: a hub that was restored is offered everything again.
    """
    received = select(ENTRIES.c.hash).where(ENTRIES.c.where_it_is == Where.RECEIVED)
    here = select(ATTACHMENTS).where(
        ATTACHMENTS.c.here, ATTACHMENTS.c.sealed_key.is_not(None), ATTACHMENTS.c.entry.in_(received)
    )
    found = read_rows(vault, here.order_by(ATTACHMENTS.c.size, ATTACHMENTS.c.id))
    return [one for one in found if not is_sent(one, epoch)]


def is_sent(one: Attachment, epoch: str | None) -> bool:
    """Tell whether the hub has had every piece in this history of it."""
    return one.sent == len(one.pieces) and one.sent_epoch == epoch


def to_fetch(vault: OpenVault, asked: Iterable[str] = ()) -> list[Attachment]:
    """Give the files whose bytes shall come: those of cases this person works with, and those asked for by id.

    Who only supervises a case gets a file when they ask for it.
    """
    me = identity(vault).author
    mine = {case.id for case in reference.cases(vault) if me in case.assigned}
    elsewhere = select(ATTACHMENTS).where(
        ~ATTACHMENTS.c.here, ATTACHMENTS.c.destroyed_at.is_(None), ATTACHMENTS.c.entry.is_not(None)
    )
    found = read_rows(vault, elsewhere.order_by(ATTACHMENTS.c.size, ATTACHMENTS.c.id))
    wanted = set(asked)
    return [one for one in found if one.case in mine or one.id in wanted]


def waiting(vault: OpenVault) -> Waiting:
    """Count what the next exchange has to carry in bytes, both ways."""
    me = identity(vault)
    found = [*to_send(vault, me.epoch), *to_fetch(vault)] if me.joined else []
    return Waiting(len(found), all(one.media_type.startswith(_PICTURES) for one in found))


def read_piece(vault: OpenVault, one: Attachment, number: int) -> bytes:
    """Read one sealed piece as it lies; one that changed on the disk is not sent.

    Raises:
        Refused: ATTACHMENT_DAMAGED.
        Unavailable: CANNOT_WRITE when the disk does not give it.
    """
    first, length = piece_bounds(one.size, number)
    try:
        with path_of(vault, one.id).open("rb") as file:
            file.seek(first)
            piece = file.read(length)
    except FileNotFoundError:
        raise Refused(Code.ATTACHMENT_DAMAGED, attachment=one.id) from None
    except OSError as problem:
        raise cannot_write(problem, one.id) from None
    if piece_hash(piece) != one.pieces[number]:
        raise Refused(Code.ATTACHMENT_DAMAGED, attachment=one.id)
    return piece


def note_sent(vault: OpenVault, one: Attachment, pieces: int, epoch: str) -> None:
    """Write down how many pieces the hub says it has, in which history of it."""
    with vault.writing() as connection:
        row = update(ATTACHMENTS).where(ATTACHMENTS.c.id == one.id)
        connection.execute(row.values(sent=pieces, sent_epoch=epoch))


def note_gone(vault: OpenVault, one: Attachment, at: str) -> None:
    """Note that the hub destroyed a file whose bytes never came here; one that lies here is not the hub's to take."""
    with vault.writing() as connection:
        row = update(ATTACHMENTS).where(ATTACHMENTS.c.id == one.id, ~ATTACHMENTS.c.here)
        connection.execute(row.values(destroyed_at=at))


class Arrival:
    """A file that comes in piece by piece; what has come stays over a cut, and is looked at again before it counts."""

    def __init__(self, vault: OpenVault, one: Attachment) -> None:
        self._vault, self._one = vault, one
        self._path = path_of(vault, one.id).with_suffix(_PART)
        make_folder(self._path.parent)
        self.pieces = self._whole()

    def take(self, piece: bytes) -> None:
        """Add the next piece.

        Raises:
            Refused: HUB_ANSWER_WRONG when it is not the one that the entry names.
            Unavailable: DISK_FULL, CANNOT_WRITE.
        """
        if piece_hash(piece) != self._one.pieces[self.pieces]:
            raise Refused(Code.HUB_ANSWER_WRONG)
        first, _ = piece_bounds(self._one.size, self.pieces)
        try:
            with self._path.open("r+b" if self._path.exists() else "xb") as file:
                file.seek(first)
                file.write(piece)
                file.truncate()
        except OSError as problem:
            raise cannot_write(problem, self._path.name) from None
        self.pieces += 1

    def finish(self, key: bytes, epoch: str) -> None:
        """Put the whole file in its place: fsync, rename, row.

        Raises:
            Refused: HUB_ANSWER_WRONG when the key is not the one it was sealed with.
        """
        path = path_of(self._vault, self._one.id)
        try:
            with self._path.open("r+b") as file:
                header = Header.read(file.read(HEADER_BYTES))
                os.fsync(file.fileno())
            if header.file != self._one.id or header.key_check != key_check(key):
                raise Refused(Code.HUB_ANSWER_WRONG)
            self._path.replace(path)
            settle_folder(path.parent)
        except OSError as problem:
            raise cannot_write(problem, self._path.name) from None
        with self._vault.writing() as connection:
            row = update(ATTACHMENTS).where(ATTACHMENTS.c.id == self._one.id, ATTACHMENTS.c.destroyed_at.is_(None))
            sealed = wrap_key(self._vault.key, self._one.id, key)
            connection.execute(row.values(here=True, sealed_key=sealed, sent=len(self._one.pieces), sent_epoch=epoch))

    def _whole(self) -> int:
        """Count the pieces that came before and are still what they were."""
        try:
            with self._path.open("rb") as file:
                for number, digest in enumerate(self._one.pieces):
                    _, length = piece_bounds(self._one.size, number)
                    if piece_hash(file.read(length)) != digest:
                        return number
        except FileNotFoundError:
            return 0
        except OSError as problem:
            raise cannot_write(problem, self._path.name) from None
        return len(self._one.pieces)
