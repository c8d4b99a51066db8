"""What waits to be sent, and what became of it. Only the hub's own answer moves an entry on; knows no network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.catching_up import catch_up
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.promises import keep_promise
from fieldnotes.vault.tables import ENTRIES, ENTRY_BYTES, IDENTITY, OUTBOX, QUARANTINE, WHOLE
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.messages import PushResult
from fieldnotes.wire.parcel import MAX_BYTES, MAX_ENTRIES
from fieldnotes.wire.running_head import Receipt

_HEAD_ROOM: Final = 1024
STORED: Final = "stored"
QUARANTINED: Final = "quarantined"
_DAMAGED: Final = frozenset({Code.SIGNATURE_WRONG.value, Code.BYTES_WRONG.value})
"""What came to the hub is not what lies here: it was damaged on the way, and is offered again."""
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry kept but not trusted: by the hub (`ours`: this person's), or here as its device did not prove itself."""

    hash: str
    id: str
    case: str
    reason: str
    ours: bool
    refused_at: str | None = None
    refused_by: str | None = None


def begin(vault: OpenVault) -> None:
    """Say of what an earlier exchange left under way that nobody knows where it is."""
    mark_unknown(vault)


def stuck(vault: OpenVault) -> list[Sealed]:
    """Give what the hub could not take at all before; each is tried once more, alone, after everything else."""
    wanted = (
        select(ENTRIES.c.hash, ENTRY_BYTES.c.data, ENTRY_BYTES.c.signature)
        .select_from(WHOLE.join(OUTBOX, OUTBOX.c.hash == ENTRIES.c.hash))
        .where(ENTRIES.c.where_it_is == Where.QUARANTINED)
        .order_by(OUTBOX.c.place)
    )
    with vault.reading() as connection:
        return [Sealed(row.data, row.hash, row.signature) for row in connection.execute(wanted)]


def take(vault: OpenVault, limit: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES - _HEAD_ROOM) -> list[Sealed]:
    """Take the next entries to offer, at least one if any waits, and mark them as on their way."""
    wanted = (
        select(ENTRIES.c.hash, ENTRY_BYTES.c.data, ENTRY_BYTES.c.signature, OUTBOX.c.size)
        .select_from(WHOLE.join(OUTBOX, OUTBOX.c.hash == ENTRIES.c.hash))
        .where(ENTRIES.c.where_it_is.not_in((Where.SENDING, Where.QUARANTINED)))
        .order_by(OUTBOX.c.place)
        .limit(limit)
    )
    taken: list[Sealed] = []
    total = 0
    with vault.writing() as connection:
        for row in connection.execute(wanted):
            total += row.size
            if taken and total > max_bytes:
                break
            taken.append(Sealed(row.data, row.hash, row.signature))
        _move(connection, [one.hash for one in taken], Where.SENDING)
    return taken


def settle(vault: OpenVault, results: Sequence[PushResult], receipts: Sequence[Receipt], at: str) -> list[SetAside]:
    """Write down what the hub answered about entries that were offered; give those it set aside.

    Raises:
        Refused: HUB_ANSWER_WRONG when it speaks of something else than was offered; HUB_KEY_CHANGED or
            FEED_ROLLED_BACK when a receipt is not to be trusted. Nothing is written then.
    """
    aside: list[SetAside] = []
    stored: list[dict[str, Any]] = []
    with vault.writing() as connection:
        for receipt in receipts:
            keep_promise(connection, receipt)
        offered = _offered(connection, [result["hash"] for result in results])
        for result in results:
            digest = result["hash"]
            case = offered.get((result["id"], digest))
            if case is None or result["result"] not in (STORED, QUARANTINED):
                raise Refused(Code.HUB_ANSWER_WRONG)
            if result["result"] == STORED:
                stored.append({"digest": digest, "number": result.get("position")})
            else:
                aside.append(_aside(result, case, ours=_is_mine(vault, connection, digest)))
        _stored(connection, stored, at)
        for receipt in receipts:
            catch_up(connection, receipt)
        for one in aside:
            if one.reason not in _DAMAGED:
                connection.execute(delete(OUTBOX).where(OUTBOX.c.hash == one.hash))
            _write_aside(connection, one)
    return aside


def mark_unknown(vault: OpenVault, hashes: Iterable[str] | None = None) -> None:
    """Say that nobody knows whether these (default: all under way) reached the hub; they are offered again."""
    with vault.writing() as connection:
        lost = update(ENTRIES).where(ENTRIES.c.where_it_is == Where.SENDING).values(where_it_is=Where.UNKNOWN)
        connection.execute(lost if hashes is None else lost.where(ENTRIES.c.hash.in_(list(hashes))))


def set_aside_here(vault: OpenVault, digest: str, reason: str) -> SetAside:
    """Step over an entry the hub cannot take at all, so that it never blocks the rest; tried again next time."""
    with vault.writing() as connection:
        row = connection.execute(select(ENTRIES.c.id, ENTRIES.c.case_id).where(ENTRIES.c.hash == digest)).one()
        one = SetAside(digest, row.id, row.case_id, reason, ours=True)
        _write_aside(connection, one)
    return one


def fresh(vault: OpenVault) -> bool:
    """Tell whether something waits that was never offered."""
    never = (
        select(OUTBOX.c.place)
        .join(ENTRIES, ENTRIES.c.hash == OUTBOX.c.hash)
        .where(ENTRIES.c.where_it_is == Where.ONLY_HERE)
    )
    with vault.reading() as connection:
        return connection.execute(never.limit(1)).scalar() is not None


def waiting(vault: OpenVault) -> int:
    """Count the entries the hub has not acknowledged."""
    with vault.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one())


def quarantined(vault: OpenVault) -> list[SetAside]:
    """List everything that is set aside, ours and others'."""
    wanted = select(QUARANTINE).order_by(QUARANTINE.c.case_id, QUARANTINE.c.id)
    with vault.reading() as connection:
        return [
            SetAside(
                row.hash, row.id, row.case_id, row.reason, row.ours,
                row.decided_at if row.state == REFUSED else None, row.decided_by if row.state == REFUSED else None,
            )
            for row in connection.execute(wanted)
        ]  # fmt: skip


def _aside(result: PushResult, case: str, *, ours: bool) -> SetAside:
    refused_at = result.get("refused_at") or None
    refused_by = (result.get("refused_by") or None) if refused_at else None
    return SetAside(result["hash"], result["id"], case, result.get("reason", ""), ours, refused_at, refused_by)


def _offered(connection: Connection, hashes: Sequence[str]) -> dict[tuple[str, str], str]:
    """In which case these entries are here: (id, hash) -> case."""
    here = select(ENTRIES.c.id, ENTRIES.c.hash, ENTRIES.c.case_id).where(ENTRIES.c.hash.in_(hashes))
    return {(row.id, row.hash): row.case_id for row in connection.execute(here)}


def _is_mine(vault: OpenVault, connection: Connection, digest: str) -> bool:
    """Tell whether this person made it, here or as the device this one was before it joined anew."""
    me = connection.execute(select(IDENTITY.c.device, IDENTITY.c.author)).one()
    row = connection.execute(
        select(ENTRIES.c.device, ENTRY_BYTES.c.data).select_from(WHOLE).where(ENTRIES.c.hash == digest)
    ).one()
    return bool(row.device == me.device or vault.kept(digest, row.data).author == me.author)


def _stored(connection: Connection, rows: Sequence[dict[str, Any]], at: str) -> None:
    if not rows:
        return
    there = update(ENTRIES).where(ENTRIES.c.hash == bindparam("digest"))
    numbered = there.values(where_it_is=Where.RECEIVED, position=bindparam("number"), received_at=at)
    connection.execute(numbered, rows)
    hashes = [row["digest"] for row in rows]
    connection.execute(delete(OUTBOX).where(OUTBOX.c.hash.in_(hashes)))
    connection.execute(delete(QUARANTINE).where(QUARANTINE.c.hash.in_(hashes)))


def _write_aside(connection: Connection, one: SetAside) -> None:
    """Others' entries were proven when they came; that a rebuilt hub does not know their device hides nothing here."""
    _move(connection, [one.hash], Where.QUARANTINED if one.ours else Where.UNKNOWN)
    row = {
        "hash": one.hash, "id": one.id, "case_id": one.case, "reason": one.reason, "ours": one.ours,
        "state": REFUSED if one.refused_at else None, "decided_at": one.refused_at, "decided_by": one.refused_by,
    }  # fmt: skip
    connection.execute(upsert(QUARANTINE).values(row).on_conflict_do_update(index_elements=["hash"], set_=row))


def _move(connection: Connection, hashes: Sequence[str], where: Where) -> None:
    connection.execute(update(ENTRIES).where(ENTRIES.c.hash.in_(hashes)).values(where_it_is=where))
