"""How many: notes and drafts of each case, and what waits, counted by the store itself. Reads no text."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import DRAFTS, ENTRIES, OUTBOX


@dataclass(frozen=True, slots=True)
class Tally:
    """Notes that have entries here, and drafts."""

    notes: int = 0
    drafts: int = 0


def of_cases(vault: OpenVault) -> Mapping[str, Tally]:
    """Count notes and drafts of every case at once; a case without either counts as none."""
    filed = (
        select(ENTRIES.c.case_id, func.count(distinct(ENTRIES.c.note)))
        .where(ENTRIES.c.note.is_not(None))
        .group_by(ENTRIES.c.case_id)
    )
    begun = select(DRAFTS.c.case_id, func.count()).group_by(DRAFTS.c.case_id)
    with vault.reading() as connection:
        notes = {row[0]: row[1] for row in connection.execute(filed)}
        drafts = {row[0]: row[1] for row in connection.execute(begun)}
    counted = {case: Tally(notes.get(case, 0), drafts.get(case, 0)) for case in {*notes, *drafts}}
    return defaultdict(Tally, counted)


def drafts(vault: OpenVault) -> int:
    """Count the drafts."""
    with vault.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(DRAFTS)).scalar_one())


def waiting_notes(vault: OpenVault) -> int:
    """Count the notes of which something is not yet acknowledged by the hub; drafts never leave and do not count."""
    held = select(func.count(distinct(ENTRIES.c.note))).join(OUTBOX, OUTBOX.c.hash == ENTRIES.c.hash)
    with vault.reading() as connection:
        return int(connection.execute(held).scalar_one())
