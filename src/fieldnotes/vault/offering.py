"""What a hub is offered beyond the day's new entries, and what it is asked about: all of it again after a restore.

Knows no network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from fieldnotes.domain.entry import Where
from fieldnotes.vault.entries import PARCEL_OVERHEAD
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.safe_keeping_tables import KEPT_DRAFTS
from fieldnotes.vault.tables import (
    ACCESS,
    ATTACHMENTS,
    ENTRIES,
    ENTRY_BYTES,
    IDENTITY,
    OUTBOX,
    PROMISES,
    QUARANTINE,
    RECEIPTS,
    WHOLE,
)
from fieldnotes.vault.time_tables import TIME_SHARES
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import MAX_ENTRIES

_OFFERED: Final = "offered"
ASKED_AT_ONCE: Final = 1000
"""So many hashes fit one question, each in a case of its own if it comes to that."""


@dataclass(frozen=True, slots=True)
class InDoubt:
    """An entry of which nobody here knows whether the hub has it, or what it has decided about it."""

    hash: str
    case: str


def in_doubt(vault: OpenVault, limit: int = ASKED_AT_ONCE) -> list[InDoubt]:
    """Give the next entries whose answer was lost, or that are offered again: to be asked about, not resent."""
    unknown = (
        select(ENTRIES.c.hash, ENTRIES.c.case_id)
        .join(OUTBOX, OUTBOX.c.hash == ENTRIES.c.hash)
        .where(ENTRIES.c.where_it_is == Where.UNKNOWN)
        .order_by(OUTBOX.c.place)
        .limit(limit)
    )
    with vault.reading() as connection:
        return [InDoubt(row.hash, row.case_id) for row in connection.execute(unknown)]


def undecided(vault: OpenVault) -> list[InDoubt]:
    """Give what the hub has set aside and may have released or refused since."""
    kept_there = (
        select(QUARANTINE.c.hash, QUARANTINE.c.case_id)
        .where(QUARANTINE.c.data.is_(None), QUARANTINE.c.hash.not_in(select(OUTBOX.c.hash)))
        .where(func.coalesce(QUARANTINE.c.state, "") == "")
        .order_by(QUARANTINE.c.case_id, QUARANTINE.c.id)
    )
    with vault.reading() as connection:
        return [InDoubt(row.hash, row.case_id) for row in connection.execute(kept_there)]


def lacking(vault: OpenVault, hashes: Sequence[str]) -> None:
    """Note that the hub does not have these: they are here only, and wait to be sent."""
    with vault.writing() as connection:
        mine = ENTRIES.c.hash.in_(hashes)
        connection.execute(update(ENTRIES).where(mine).values(where_it_is=Where.ONLY_HERE))
        connection.execute(delete(QUARANTINE).where(QUARANTINE.c.hash.in_(hashes), QUARANTINE.c.data.is_(None)))
        _queue(connection, mine & ENTRIES.c.hash.not_in(select(OUTBOX.c.hash)))


def unproven(vault: OpenVault, limit: int = MAX_ENTRIES) -> list[Sealed]:
    """Give entries that prove nothing here (a later version, say) and that a hub with another past may lack."""
    wanted = (
        select(QUARANTINE.c.hash, QUARANTINE.c.data, QUARANTINE.c.signature)
        .where(QUARANTINE.c.data.is_not(None), QUARANTINE.c.position.is_(None), QUARANTINE.c.state.is_(None))
        .order_by(QUARANTINE.c.case_id, QUARANTINE.c.hash)
        .limit(limit)
    )
    with vault.reading() as connection:
        return [Sealed(row.data, row.hash, row.signature) for row in connection.execute(wanted)]


def mark_offered(vault: OpenVault, hashes: Iterable[str]) -> None:
    """Note that these were offered again; the hub sends them back if it takes them."""
    with vault.writing() as connection:
        mine = update(QUARANTINE).where(QUARANTINE.c.hash.in_(list(hashes)))
        connection.execute(mine.values(state=_OFFERED))


def offer_everything_again(vault: OpenVault, epoch: str) -> None:
    """Begin anew with a hub that tells another history: nothing counts as received, all that is held is offered.

    Others' entries, files, drafts in safe-keeping and the rows of the access log too: this may be the only copy.
    """
    with vault.writing() as connection:
        connection.execute(update(IDENTITY).values(epoch=epoch, reference_version=0, backed_up_to=None))
        connection.execute(delete(RECEIPTS))
        connection.execute(delete(PROMISES))
        connection.execute(delete(QUARANTINE).where(QUARANTINE.c.data.is_(None)))
        connection.execute(update(QUARANTINE).values(position=None, state=None))
        connection.execute(update(ENTRIES).values(position=None, received_at=None, where_it_is=Where.UNKNOWN))
        connection.execute(update(ATTACHMENTS).values(sent=0))
        connection.execute(delete(KEPT_DRAFTS))
        connection.execute(update(ACCESS).values(sent=False))
        connection.execute(update(TIME_SHARES).values(sent=False))
        connection.execute(delete(OUTBOX))
        _queue(connection, None)


def _queue(connection: Connection, which: Any) -> None:  # noqa: ANN401 - a condition of SQLAlchemy, of any type
    size = func.length(ENTRY_BYTES.c.data) + PARCEL_OVERHEAD
    held = select(ENTRIES.c.hash, size).select_from(WHOLE).order_by(ENTRIES.c.filed)
    wanted = held if which is None else held.where(which)
    connection.execute(insert(OUTBOX).from_select(["hash", "size"], wanted))
