"""Others' old drafts as the hub last told this supervisor (DOC-2): case, author, since when. Never their content."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.safe_keeping_tables import WAITING_DRAFTS


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """Somebody's unsigned draft; `since` RFC 3339 on the hub's clock."""

    case: str
    author: str
    since: str


def save_waiting(vault: OpenVault, told: Sequence[WaitingDraft]) -> None:
    """Replace what the hub told before."""
    rows = [
        {"place": place, "case_id": one.case, "author": one.author, "since": one.since}
        for place, one in enumerate(told)
    ]
    with vault.writing() as connection:
        connection.execute(delete(WAITING_DRAFTS))
        if rows:
            connection.execute(insert(WAITING_DRAFTS), rows)


def waiting_drafts(vault: OpenVault) -> list[WaitingDraft]:
    """Read what the hub told last, the oldest draft first."""
    wanted = select(WAITING_DRAFTS).order_by(WAITING_DRAFTS.c.since, WAITING_DRAFTS.c.place)
    with vault.reading() as connection:
        return [WaitingDraft(row.case_id, row.author, row.since) for row in connection.execute(wanted)]
