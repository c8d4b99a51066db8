"""Recorded sound of a note: what there is of it, and its end with a receipt (INS-6). It hears nothing."""

from collections.abc import Sequence

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import WholeNote, act
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.vault import take_rows
from fieldnotes.vault.take_rows import TakeRow

SIGNED = "signed"
DISCARDED = "discarded"
WITHDRAWN = "withdrawn"


def receipts(
    desk: Desk,
    whole: WholeNote,
    why: str,
    parents: Sequence[str] | None = None,
    only: Sequence[TakeRow] | None = None,
) -> Sequence[Act]:
    """A receipt for every recording of the note, or `only` some of them.

    Filing one destroys the recording's key in the same transaction.
    """
    return [
        act(desk, whole, Kind.RECORDING_DESTROYED, {"recording": one.id, "seconds": one.seconds, "why": why}, parents)
        for one in (take_rows.takes_of(desk.vault, whole.note) if only is None else only)
    ]
