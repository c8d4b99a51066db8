"""Cases that leave this computer: only when the hub has all of them, in a backup, and they are no longer this person's.

What is destroyed is destroyed in the write-ahead log too. Decides nothing about who may know a case; knows no hub.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Table, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.disk.shredding import shred
from fieldnotes.domain.entry import Kind, Where
from fieldnotes.vault.leftovers import FILES, SOUND
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.reference import LEFT
from fieldnotes.vault.safe_keeping_tables import FETCHED_DRAFTS, KEPT_DRAFTS
from fieldnotes.vault.tables import (
    ACCESS,
    ATTACHMENTS,
    DRAFTS,
    ENTRIES,
    IDENTITY,
    OUTBOX,
    PURGED,
    QUARANTINE,
    RECEIPTS,
    RECORDED_PEOPLE,
    REFERENCE,
    TAKES,
    UNFINISHED,
)
from fieldnotes.vault.time_tables import TIMES
from fieldnotes.wire.reference import KEPT_BACK, ItemType

MARGIN: Final = timedelta(minutes=5)
"""How far apart two clocks of one hub, and the way to it, may make the same moment."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What has left: which cases, and how many entries."""

    cases: tuple[str, ...] = ()
    entries: int = 0


def leaving(vault: OpenVault) -> list[str]:
    """Name the cases that are no longer this person's and are still held here, waiting for something."""
    with vault.reading() as connection:
        return _no_longer_mine(connection)


def purge(vault: OpenVault, at: str) -> Purged:
    """Let every case go that may go: all of it in one transaction, then the write-ahead log is cut.

    A case may go when the hub has confirmed each of its entries and says they lie in a backup, and when nothing of it
    waits, is set aside, is begun, is recorded or is not yet told. The hub's last word about the case stays, so that
    the case is fetched from its beginning should it come back, and must still be the same case.

    Args:
        vault: the open profile.
        at: when, RFC 3339.
    """
    with vault.writing() as connection:
        backed_up_to = connection.execute(select(IDENTITY.c.backed_up_to)).scalar()
        going = [case for case in _no_longer_mine(connection) if _may_go(connection, case, backed_up_to)]
        files = [name for case in going for name in files_of(connection, case)]
        entries = sum(take_away(connection, case, at) for case in going)
        vault.log_owed |= bool(going)
    if going:
        vault.forget_decoded()
        shred_files(vault, files)
        vault.empty_log()
    return Purged(tuple(going), entries)


def shred_files(vault: OpenVault, names: Sequence[str]) -> None:
    """Take away sealed bytes whose keys are gone; one that is held open elsewhere is cleared away later."""
    for folder in (FILES, SOUND):
        for name in names:
            for path in (vault.folder / folder).glob(f"{name}.*"):
                shred(path)


def _no_longer_mine(connection: Connection) -> list[str]:
    """Cases with entries here that the reference feed no longer has, or that are to stay at the hub.

    One that is only proposed was never there.
    """
    me = connection.execute(select(IDENTITY.c.author, IDENTITY.c.reference_version)).one()
    if me.author is None or me.reference_version == 0:
        return []
    stays = func.coalesce(func.json_extract(REFERENCE.c.value, f"$.{KEPT_BACK}"), 0)
    known = select(REFERENCE.c.id).where(REFERENCE.c.type == ItemType.CASE, stays == 0)
    told = select(REFERENCE.c.id).where(REFERENCE.c.type.in_((LEFT, ItemType.CASE)))
    proposed = select(ENTRIES.c.case_id).where(ENTRIES.c.kind == Kind.CASE_PROPOSED, ENTRIES.c.case_id.not_in(told))
    held = select(ENTRIES.c.case_id).where(ENTRIES.c.case_id.not_in(known), ENTRIES.c.case_id.not_in(proposed))
    return list(connection.execute(held.distinct().order_by(ENTRIES.c.case_id)).scalars())


def _may_go(connection: Connection, case: str, backed_up_to: str | None) -> bool:
    if backed_up_to is None or _anything_open(connection, case):
        return False
    rows = connection.execute(
        select(ENTRIES.c.where_it_is, ENTRIES.c.received_at).where(ENTRIES.c.case_id == case)
    ).all()
    if any(row.where_it_is != Where.RECEIVED or row.received_at is None for row in rows):
        return False
    last = max(datetime.fromisoformat(row.received_at) for row in rows)
    return last + MARGIN <= datetime.fromisoformat(backed_up_to)


def _anything_open(connection: Connection, case: str) -> bool:
    mine = select(ENTRIES.c.hash).where(ENTRIES.c.case_id == case)
    open_things = (
        exists().where(OUTBOX.c.hash.in_(mine)),
        exists().where(QUARANTINE.c.case_id == case),
        exists().where(DRAFTS.c.case_id == case),
        exists().where(KEPT_DRAFTS.c.case_id == case),
        exists().where(FETCHED_DRAFTS.c.case_id == case),
        exists().where(TAKES.c.case_id == case, TAKES.c.destroyed_at.is_(None)),
        exists().where(
            ATTACHMENTS.c.case_id == case,
            ATTACHMENTS.c.here,
            ATTACHMENTS.c.destroyed_at.is_(None),
            ATTACHMENTS.c.entry.is_(None) | (ATTACHMENTS.c.sent < func.json_array_length(ATTACHMENTS.c.pieces)),
        ),
        exists().where(ACCESS.c.case_id == case, ~ACCESS.c.sent),
    )
    return any(connection.execute(select(thing)).scalar_one() for thing in open_things)


def files_of(connection: Connection, case: str) -> list[str]:
    """Name the sealed files and recordings of a case."""
    found = (select(table.c.id).where(table.c.case_id == case) for table in (ATTACHMENTS, TAKES))
    return [name for wanted in found for name in connection.execute(wanted).scalars()]


def take_away(connection: Connection, case: str, at: str) -> int:
    """Take everything of a case out of the tables but what says that it was here; gives how many entries it had."""
    device = connection.execute(select(IDENTITY.c.device)).scalar_one()
    here = ENTRIES.c.case_id == case
    own = connection.execute(
        select(ENTRIES.c.dseq).where(here, ENTRIES.c.device == device).order_by(ENTRIES.c.dseq)
    ).scalars()
    numbers = sorted({*own, *gone_numbers(connection, case)})
    count, position = connection.execute(
        select(func.count(), func.coalesce(func.max(ENTRIES.c.position), 0)).where(here)
    ).one()
    row = {"case_id": case, "at": at, "entries": count, "position": position, "own": json.dumps(numbers)}
    connection.execute(insert(PURGED).values(row).on_conflict_do_update(index_elements=["case_id"], set_=row))
    notes = select(ENTRIES.c.note).where(here, ENTRIES.c.note.is_not(None))
    connection.execute(delete(UNFINISHED).where(UNFINISHED.c.about.in_(notes)))
    connection.execute(update(TIMES).where(TIMES.c.note.in_(notes)).values(note=None))
    for table in _OF_A_CASE:
        connection.execute(delete(table).where(table.c.case_id == case))
    return int(count)


def gone_numbers(connection: Connection, case: str | None = None) -> frozenset[int]:
    """Give the numbers of this device's counter that have left with their cases (all, or one case's)."""
    wanted = select(PURGED.c.own)
    rows = connection.execute(wanted if case is None else wanted.where(PURGED.c.case_id == case)).scalars()
    return frozenset(int(number) for row in rows for number in json.loads(row))


_OF_A_CASE: Final[Sequence[Table]] = (ENTRIES, RECEIPTS, TAKES, RECORDED_PEOPLE, ATTACHMENTS)
"""What is kept by case and goes with it. Promises and the rows of the access log stay: ids, no words."""
