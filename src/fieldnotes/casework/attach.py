"""Attach files to a note, list them, get them out, take them from a draft. Bytes are sealed as they stream in.

A draft's files are signed with it; what is signed stays. Knows no hub: the bytes travel with the next exchange.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from fieldnotes.casework.attachment_views import (
    DESTROYED,
    DRAFT,
    ELSEWHERE,
    RECEIVED,
    WAITING,
    Attached,
    AttachmentView,
)
from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.managed import require_may_leave
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.views import Exported
from fieldnotes.casework.whole_note import WholeNote, act, fetch
from fieldnotes.disk.atomic_file import replacing
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.file_types import LOOKED_AT, is_sound, may_show_a_place, media_type, plain_name
from fieldnotes.domain.private import Private
from fieldnotes.vault import access, attachment_transfer, attachments
from fieldnotes.vault.attachments import Attachment, Coming
from fieldnotes.vault.identity import identity
from fieldnotes.vault.photo_metadata import cleaned
from fieldnotes.vault.smaller_photo import smaller
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.sealed_container import LARGEST_FILE

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""

_PORTION: Final = 256 * 1024


def attach(
    desk: Desk,
    note: str,
    path: Path,
    section: str | None = None,
    *,
    original: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Attached:
    """Add a file to a draft, or to a signed note as an entry at once.

    A large photo is kept at the size reading needs, without what its camera wrote; with `original` every pixel is
    kept, as evidence. In a case where somebody has protected identity, pictures lose place, time and camera, always
    (SEC-4).

    Refused: UNKNOWN_NOTE, UNKNOWN_SECTION, NOT_ASSIGNED, NOT_ALLOWED (misfiled), FILE_MISSING, TOO_LARGE,
    PICTURE_NOT_CLEANABLE, SOUND_NOT_ATTACHED (L6). Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED; nothing is
    kept then.
    """
    whole = _open(desk, note)
    require_assigned(whole.people, whole.case)
    if section is not None and section not in whole.template.by_id:
        raise Refused(Code.UNKNOWN_SECTION, section=section)
    found = _kind_of(path)
    fitted = None if original else smaller(path, found)
    source = _portions(path, progress, cancelled) if fitted is None else _pieces(fitted, progress, cancelled)
    clean = may_show_a_place(found) and _somebody_is_protected(whole)
    if clean:
        source = cleaned(source, found, path.name)
    coming = Coming(
        new_id(desk.clock), whole.chain, note, section, plain_name(path.name), found, desk.clock.now().isoformat()
    )
    if whole.draft is not None:
        one = attachments.add(desk.vault, coming, source)
        return Attached(one.id, None, clean, changed("drafts", note, whole.case.id), fitted is not None)
    one, filed = attachments.add_filed(
        desk.vault, coming, source, lambda body: act(desk, whole, Kind.ATTACHMENT_ADDED, body), desk.clock
    )
    return Attached(one.id, filed.hash, clean, changed("entries outbox", note, whole.case.id), fitted is not None)


def attachments_of(desk: Desk, note: str) -> tuple[AttachmentView, ...]:
    """List the files of a note in the order they were added. Refused: UNKNOWN_NOTE, NOT_ALLOWED (misfiled)."""
    _open(desk, note)
    epoch = identity(desk.vault).epoch
    return tuple(view_of(one, epoch) for one in attachments.of_note(desk.vault, note))


def get_out(
    desk: Desk,
    attachment: str,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write a file outside the vault, where nothing protects it any more: a disclosure, so it is logged (SEC-6).

    Refused: UNKNOWN_ATTACHMENT, ATTACHMENT_GONE, ATTACHMENT_DAMAGED, NOT_ALLOWED (misfiled), MANAGED.
    Unavailable: ATTACHMENT_ELSEWHERE, DISK_FULL, CANNOT_WRITE, CANCELLED; nothing is written then.
    """
    require_may_leave(desk, "attachment")
    one = attachments.get(desk.vault, attachment)
    whole = _open(desk, one.note)
    digest = hashlib.sha256()
    done = 0
    try:
        with replacing(path) as file:
            for portion in attachments.content(desk.vault, attachment):
                _go_on(cancelled)
                file.write(portion)
                digest.update(portion)
                done += len(portion)
                if progress is not None:
                    progress(done, one.size)
    except Refused as problem:
        if problem.code is Code.ATTACHMENT_DAMAGED and one.sent == len(one.pieces):
            attachments.mark_missing(desk.vault, attachment)  # the hub has it whole; the next exchange fetches it
        raise
    access.record(desk.vault, "exported", whole.chain, one.note, one.entry, desk.clock.now().isoformat())
    return Exported(str(path), digest.hexdigest())


def remove(desk: Desk, attachment: str) -> Changed:
    """Take a file from a draft: its key and bytes are destroyed. What is signed stays. Safe to ask again.

    Refused: UNKNOWN_ATTACHMENT, ATTACHMENT_SIGNED. Unavailable: TRACES_LEFT when it is destroyed, but another program
    keeps the key's old place on the disk for a while.
    """
    one = attachments.get(desk.vault, attachment)
    if one.entry is not None:
        raise Refused(Code.ATTACHMENT_SIGNED, attachment=attachment)
    if not attachments.destroy(desk.vault, attachment, desk.clock.now().isoformat()):
        raise Unavailable(Code.TRACES_LEFT)
    return changed("drafts", one.note, one.case)


def acts_at_signing(desk: Desk, whole: WholeNote, revision: str) -> Sequence[Act]:
    """The entries for the files of a draft, filed in the transaction that signs it."""
    return [
        act(desk, whole, Kind.ATTACHMENT_ADDED, attachments.body_of(one), (revision,))
        for one in attachments.unsigned(desk.vault, whole.note)
    ]


def let_go(desk: Desk, note: str) -> None:
    """Destroy the files of a draft that is thrown away."""
    for one in attachments.unsigned(desk.vault, note):
        attachments.destroy(desk.vault, one.id, desk.clock.now().isoformat())


def view_of(one: Attachment, epoch: str | None) -> AttachmentView:
    """Make the view of one file."""
    return AttachmentView(
        one.id, one.note, Private(plain_name(one.name)), one.media_type, one.size,
        datetime.fromisoformat(one.added_at), _state(one, epoch), one.section, one.entry,
    )  # fmt: skip


def _state(one: Attachment, epoch: str | None) -> str:
    if one.destroyed_at is not None:
        return DESTROYED
    if one.entry is None:
        return DRAFT
    if not one.here:
        return ELSEWHERE
    return RECEIVED if epoch and attachment_transfer.is_sent(one, epoch) else WAITING


def _open(desk: Desk, note: str) -> WholeNote:
    whole = fetch(desk, note)
    if whole.restricted:
        raise Refused(Code.NOT_ALLOWED)
    return whole


def _somebody_is_protected(whole: WholeNote) -> bool:
    return any(person.is_protected for person in (whole.case.child, *whole.case.people))


def _kind_of(path: Path) -> str:
    """Tell what the file is; an attachment becomes part of the record and of every export, and sound never does."""
    found = media_type(_first(path))
    if is_sound(found, path.name):
        raise Refused(Code.SOUND_NOT_ATTACHED, file=plain_name(path.name))
    return found


def _first(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(Code.TOO_LARGE, most=f"{LARGEST_FILE // 1024 // 1024} MiB")
        with path.open("rb") as file:
            return file.read(LOOKED_AT)
    except OSError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None


def _portions(path: Path, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    """Read a file in portions; what cannot be read is told as the person's file, not as ours."""
    done, size = 0, path.stat().st_size
    try:
        file = path.open("rb")
    except OSError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None
    with file:
        while portion := _read(file.read, path):
            _go_on(cancelled)
            yield portion
            done += len(portion)
            if progress is not None:
                progress(done, max(size, done))


def _pieces(made: bytes, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    """Hand on what was made in memory as if it were read."""
    for at in range(0, len(made), _PORTION):
        _go_on(cancelled)
        portion = made[at : at + _PORTION]
        yield portion
        if progress is not None:
            progress(at + len(portion), len(made))


def _read(read: Callable[[int], bytes], path: Path) -> bytes:
    try:
        return read(_PORTION)
    except OSError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None


def _go_on(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Unavailable(Code.CANCELLED)
