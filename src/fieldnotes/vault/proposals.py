"""Cases that were proposed on this or another computer, and what they were bound to, out of the entries held here.

Reads no note; what the hub says of the same case goes before it (`reference.py`).
"""

from sqlalchemy import select

from fieldnotes.domain.entry import Entry, Kind, Where
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ENTRIES, ENTRY_BYTES, WHOLE


def proposals(vault: OpenVault) -> list[Entry]:
    """Read every `CaseProposed`, the first filed first; one the hub set aside is still this person's case here."""
    return _of(vault, Kind.CASE_PROPOSED)


def bindings(vault: OpenVault) -> dict[str, str]:
    """Read what proposed cases were bound to: proposed -> case; of two acts the one filed here last counts."""
    return {str(each.body["proposed"]): str(each.body["to_case"]) for each in _of(vault, Kind.CASE_BOUND)}


def _of(vault: OpenVault, kind: Kind) -> list[Entry]:
    """Acts about no note, through its index: the other hundred thousand entries are not looked at."""
    wanted = (
        select(ENTRIES.c.hash, ENTRY_BYTES.c.data, ENTRIES.c.where_it_is)
        .select_from(WHOLE)
        .where(ENTRIES.c.note.is_(None), ENTRIES.c.kind == kind.value)
        .order_by(ENTRIES.c.filed)
    )
    with vault.reading() as connection:
        rows = connection.execute(wanted).all()
        aside = kind is Kind.CASE_BOUND
        return [
            vault.kept(row.hash, row.data) for row in rows if not (aside and row.where_it_is == Where.QUARANTINED.value)
        ]
