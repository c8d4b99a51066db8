"""Who has opened, printed or exported what on this device (SEC-6): chained, sent up, never brought back.

Knows no note's content, only ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, select, update

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ACCESS
from fieldnotes.wire.access_chain import START, link

__all__ = [
    "OPENED",
    "READ",
    "START",
    "AccessRow",
    "first_opened",
    "has_opened",
    "has_read",
    "link",
    "mark_sent",
    "opened",
    "record",
    "record_each",
    "unsent",
]

OPENED: Final = "opened"
READ: Final = "read"
"""Its words were seen beside the note itself: as a plan, a preview, a correction. No decision rests on that."""
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One row: its number here, what was done with which case, note and revision, when, and its link (64 hex)."""

    number: int
    what: str
    case: str
    note: str | None
    revision: str | None
    at: str
    chain: str


def record(vault: OpenVault, what: str, case: str, note: str | None, revision: str | None, at: str) -> None:
    """Write one row, linked to the one before; `what` is a word such as `opened`, `at` RFC 3339."""
    record_each(vault, what, [(case, note, revision)], at)


def record_each(vault: OpenVault, what: str, about: Iterable[tuple[str, str | None, str | None]], at: str) -> None:
    """Write one row for each (case, note, revision) of one act, all of them or none."""
    with vault.writing() as connection:
        before = connection.execute(select(ACCESS.c.chain).order_by(ACCESS.c.number.desc()).limit(1)).scalar()
        rows = []
        for case, note, revision in about:
            row = {"what": what, "case": case, "note": note, "revision": revision, "at": at}
            before = link(before or START, row)
            rows.append({"what": what, "case_id": case, "note": note, "revision": revision, "at": at, "chain": before})
        if rows:
            connection.execute(insert(ACCESS), rows)


def has_opened(vault: OpenVault, note: str, revision: str) -> bool:
    """Tell whether exactly this revision has been opened here."""
    wanted = select(ACCESS.c.number).where(
        ACCESS.c.note == note, ACCESS.c.revision == revision, ACCESS.c.what == OPENED
    )
    with vault.reading() as connection:
        return connection.execute(wanted.limit(1)).scalar() is not None


def has_read(vault: OpenVault, note: str, revision: str) -> bool:
    """Tell whether exactly this revision has been opened here, or read another way."""
    wanted = select(ACCESS.c.number).where(
        ACCESS.c.note == note, ACCESS.c.revision == revision, ACCESS.c.what.in_((OPENED, READ))
    )
    with vault.reading() as connection:
        return connection.execute(wanted.limit(1)).scalar() is not None


def first_opened(vault: OpenVault, note: str, revision: str) -> str | None:
    """Tell when exactly this revision was opened here for the first time, RFC 3339; None when it never was."""
    wanted = select(ACCESS.c.at).where(ACCESS.c.note == note, ACCESS.c.revision == revision, ACCESS.c.what == OPENED)
    with vault.reading() as connection:
        return connection.execute(wanted.order_by(ACCESS.c.number).limit(1)).scalar()


def opened(vault: OpenVault) -> frozenset[tuple[str, str]]:
    """Name the texts that have been opened here, as (note, revision)."""
    wanted = select(ACCESS.c.note, ACCESS.c.revision).where(ACCESS.c.what == OPENED).distinct()
    with vault.reading() as connection:
        return frozenset((row.note, row.revision) for row in connection.execute(wanted))


def unsent(vault: OpenVault) -> list[AccessRow]:
    """Give the rows the hub has not got, in order, at most 500."""
    wanted = select(ACCESS).where(~ACCESS.c.sent).order_by(ACCESS.c.number).limit(_AT_ONCE)
    with vault.reading() as connection:
        return [
            AccessRow(r.number, r.what, r.case_id, r.note, r.revision, r.at, r.chain)
            for r in connection.execute(wanted)
        ]


def mark_sent(vault: OpenVault, numbers: Iterable[int]) -> None:
    """Note that the hub has these rows."""
    with vault.writing() as connection:
        connection.execute(update(ACCESS).where(ACCESS.c.number.in_(list(numbers))).values(sent=True))
