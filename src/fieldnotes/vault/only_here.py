"""What would be lost with this computer: everything that lies nowhere else. Counts only; knows no words."""

from dataclasses import dataclass

from sqlalchemy import func, select

from fieldnotes.vault import drafts, kept_drafts
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.outbox import REFUSED
from fieldnotes.vault.tables import ACCESS, ATTACHMENTS, OUTBOX, QUARANTINE, TAKES, UNFINISHED


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """Counts of what only this computer has.

    Entries the hub has not confirmed, drafts not in safe-keeping as they stand, files not fully handed in,
    recordings, texts begun and not used, rows of the access log not handed in.
    """

    entries: int = 0
    drafts: int = 0
    files: int = 0
    recordings: int = 0
    texts: int = 0
    log_rows: int = 0

    @property
    def total(self) -> int:
        """How many things would be lost."""
        return self.entries + self.drafts + self.files + self.recordings + self.texts + self.log_rows


def could_be_handed_in(vault: OpenVault) -> int:
    """Count what the hub takes and does not have yet: entries, drafts, rows of the log, files of signed notes.

    A recording and a text that was begun have nobody to be handed to; they do not count, nor does a file of an entry
    that a person at the hub has refused.
    """
    found = only_here(vault)
    pieces = func.json_array_length(ATTACHMENTS.c.pieces)
    refused = select(QUARANTINE.c.hash).where(QUARANTINE.c.state == REFUSED)
    signed = select(func.count()).where(
        ATTACHMENTS.c.here, ATTACHMENTS.c.destroyed_at.is_(None), ATTACHMENTS.c.entry.is_not(None),
        ATTACHMENTS.c.sent < pieces, ATTACHMENTS.c.entry.not_in(refused),
    )  # fmt: skip
    with vault.reading() as connection:
        files = int(connection.execute(signed).scalar_one())
    return found.entries + found.drafts + found.log_rows + files


def only_here(vault: OpenVault) -> OnlyHere:
    """Count what lies on this computer alone; what the hub merely may have counts as only here."""
    kept = kept_drafts.all_kept(vault)
    loose = [
        draft
        for draft in drafts.all_drafts(vault)
        if draft.note not in kept or kept[draft.note].digest != kept_drafts.state_of(vault.key, draft)
    ]
    waiting = select(func.count()).select_from(OUTBOX)
    pieces = func.json_array_length(ATTACHMENTS.c.pieces)
    files = select(func.count()).where(
        ATTACHMENTS.c.here, ATTACHMENTS.c.destroyed_at.is_(None), ATTACHMENTS.c.sent < pieces
    )
    sound = select(func.count()).where(TAKES.c.destroyed_at.is_(None), TAKES.c.sealed_key.is_not(None))
    texts = select(func.count()).select_from(UNFINISHED)
    rows = select(func.count()).where(~ACCESS.c.sent)
    with vault.reading() as connection:
        counts = [connection.execute(one).scalar_one() for one in (waiting, files, sound, texts, rows)]
    return OnlyHere(counts[0], len(loose), counts[1], counts[2], counts[3], counts[4])
