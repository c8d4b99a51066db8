"""Words that the worker spells in a way of their own: what is said, and how it is written. Knows no rule of speech."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import SPELLINGS


def all_of(vault: OpenVault) -> dict[str, str]:
    """Read them all, by what is said, in its order."""
    with vault.reading() as connection:
        rows = connection.execute(select(SPELLINGS.c.said, SPELLINGS.c.written).order_by(SPELLINGS.c.said))
        return {row.said: row.written for row in rows}


def save(vault: OpenVault, said: str, written: str) -> None:
    """Write one, replacing what it was; on the disk when this returns."""
    with vault.writing() as connection:
        connection.execute(insert(SPELLINGS).values(said=said, written=written).on_conflict_do_update(
            index_elements=["said"], set_={"written": written}
        ))  # fmt: skip


def forget(vault: OpenVault, said: str) -> None:
    """Take one away so that nothing of it stays in the store or its log; what is not there is fine."""
    with vault.writing() as connection:
        gone = connection.execute(delete(SPELLINGS).where(SPELLINGS.c.said == said))
    if gone.rowcount:
        vault.empty_log()
