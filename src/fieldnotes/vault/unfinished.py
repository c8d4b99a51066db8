"""Words a person has begun and done nothing with yet: unsent questions, reasons being typed. Survive lock and kill.

Text under a kind and what it is about; what the text means is its owner's affair. Never leaves the vault.
"""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import UNFINISHED


def save(vault: OpenVault, kind: str, about: str, text: str, changed_at: str) -> None:
    """Write it, replacing what it was; on the disk when this returns."""
    row = {"kind": kind, "about": about, "text": text, "changed_at": changed_at}
    with vault.writing() as connection:
        connection.execute(insert(UNFINISHED).values(row).on_conflict_do_update(
            index_elements=["kind", "about"], set_=row
        ))  # fmt: skip


def get(vault: OpenVault, kind: str, about: str) -> str | None:
    """Read it; None when nothing is begun."""
    with vault.reading() as connection:
        found: str | None = connection.execute(
            select(UNFINISHED.c.text).where(UNFINISHED.c.kind == kind, UNFINISHED.c.about == about)
        ).scalar_one_or_none()
    return found


def forget(vault: OpenVault, kind: str, about: str) -> None:
    """Take it away so that nothing of it stays in the store or its log; what is not there is fine."""
    with vault.writing() as connection:
        gone = connection.execute(delete(UNFINISHED).where(UNFINISHED.c.kind == kind, UNFINISHED.c.about == about))
    if gone.rowcount:
        vault.empty_log()


def count(vault: OpenVault) -> int:
    """Count what is begun."""
    with vault.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(UNFINISHED)).scalar_one())
