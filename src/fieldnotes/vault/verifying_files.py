"""Every piece of every sealed file and every frame of every recording, opened once to see that it opens."""

from collections.abc import Iterator

from sqlalchemy import select

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault import attachments, takes
from fieldnotes.vault.attachments import Attachment, read_rows
from fieldnotes.vault.faults import Fault
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ATTACHMENTS, TAKES
from fieldnotes.vault.take_rows import read_takes
from fieldnotes.wire.sealed_container import piece_bounds, piece_hash

DAMAGED = frozenset({Code.ATTACHMENT_DAMAGED, Code.RECORDING_DAMAGED})


def damaged_files(vault: OpenVault, act: LongAct) -> list[Fault]:
    """Open everything sealed that lies here; give a fault for each file and recording that is not what was sealed.

    Raises:
        Unavailable: CANCELLED.
    """
    here = select(ATTACHMENTS).where(ATTACHMENTS.c.here, ATTACHMENTS.c.destroyed_at.is_(None))
    files = read_rows(vault, here.order_by(ATTACHMENTS.c.id))
    sound = read_takes(vault, select(TAKES).where(TAKES.c.destroyed_at.is_(None)).order_by(TAKES.c.id))
    act.more(sum(len(one.pieces) for one in files) + len(sound))
    faults = []
    for one in files:
        faults += [Fault("file", one.id)] if _is_damaged(_pieces(vault, one)) else []
        act.on(len(one.pieces))
    for take in sound:
        faults += [Fault("sound", take.id)] if _is_damaged(takes.frames(vault, take.id)) else []
        act.on()
    return faults


def _pieces(vault: OpenVault, one: Attachment) -> Iterator[bytes]:
    """Open it, and hold its sealed bytes against the hashes that its entry names."""
    yield from attachments.content(vault, one.id)
    with attachments.path_of(vault, one.id).open("rb") as file:
        for number, digest in enumerate(one.pieces):
            if piece_hash(file.read(piece_bounds(one.size, number)[1])) != digest:
                raise Refused(Code.ATTACHMENT_DAMAGED, attachment=one.id)


def _is_damaged(content: Iterator[bytes]) -> bool:
    try:
        for _ in content:
            pass
    except FieldNotesError as problem:
        if problem.code not in DAMAGED:
            raise
        return True
    return False
