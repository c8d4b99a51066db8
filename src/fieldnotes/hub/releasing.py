"""What an administrator decides about quarantine: an entry is released into the record, or refused and kept.

Only reasons that are about standing at the time may be waived. That it is whose it says, that its case exists and
that nobody decides about their own work is never waived.
"""

from sqlalchemy import Connection, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.consequences import follow
from fieldnotes.hub.feed import append, judge_again, lock_counter, save_counter
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.judging import Arrived, judge, judge_decision
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.proposing import open_case, opens
from fieldnotes.hub.quarantining import JUDGED_AGAIN, REFUSED, RELEASED, Held, all_held, decide, find_held
from fieldnotes.hub.tables import device_act
from fieldnotes.hub.tables import entry as entry_table

WAIVABLE = frozenset({Code.NOT_ASSIGNED, Code.DEVICE_REVOKED, Code.ROLE_WRONG})


def quarantine_list(hub: Hub) -> JsonObject:
    """List what lies in quarantine: `{"quarantine": [row]}`, rows as of `quarantine_show` without the act."""
    with hub.database.reading() as connection:
        return {"quarantine": [_row(one) for one in all_held(connection)]}


def quarantine_show(hub: Hub, name: str) -> JsonObject:
    """Show one entry in quarantine: who did what and when, never what the note says (SEC-6).

    Returns:
        `{"id", "hash", "case", "reason", "device", "received_at", "state", "decided_at", "decided_by", "kind",
        "note", "author", "at", "reasons"}`; the last five null or empty for unreadable bytes; `device` handed it in.

    Raises:
        Refused: UNKNOWN_ENTRY.
    """
    with hub.database.reading() as connection:
        held = find_held(connection, name)
    one = judge(hub, [held.sealed])[0]
    act = one.entry
    return {
        **_row(held),
        "kind": None if act is None else act.kind.value,
        "note": None if act is None else act.note,
        "author": None if act is None else act.author,
        "at": None if act is None else act.at,
        "reasons": [reason.value for reason in one.reasons],
    }


def quarantine_release(hub: Hub, name: str, by: str | None = None) -> JsonObject:
    """Let an entry into the record at the next position of its case: `{"id", "hash", "case", "position"}`.

    Raises:
        Refused: UNKNOWN_ENTRY; NOT_ALLOWED when it was decided already; the standing reason when that cannot be
            waived.
    """
    with hub.database.reading() as connection:
        held = find_held(connection, name)
    one = judge(hub, [held.sealed])[0]
    standing = [reason for reason in one.reasons if reason not in (WAIVABLE | opens(one))]
    if standing:
        raise Refused(standing[0], case=held.case, device=held.pushed_by)
    position = hub.database.write(lambda connection: _release(hub, connection, held, one, by))
    judge_again(hub, JUDGED_AGAIN, {held.case})
    return {"id": held.id, "hash": held.sealed.hash, "case": held.case, "position": position}


def quarantine_refuse(hub: Hub, name: str, by: str | None = None) -> JsonObject:
    """Refuse an entry for good; it is kept, and its device goes on being told so: `{"id", "hash", "state"}`.

    Raises:
        Refused: UNKNOWN_ENTRY; NOT_ALLOWED when it was decided already.
    """

    def job(connection: Connection) -> Held:
        held = find_held(connection, name)
        if not decide(connection, held, REFUSED, moment(hub.clock), by):
            raise Refused(Code.NOT_ALLOWED)
        record(connection, hub.clock, "quarantine_refused", by, held.sealed.hash)
        return held

    held = hub.database.write(job)
    return {"id": held.id, "hash": held.sealed.hash, "state": REFUSED}


def _release(hub: Hub, connection: Connection, held: Held, one: Arrived, by: str | None) -> int:
    open_case(hub, connection, one)
    counter = lock_counter(connection, held.case)
    if counter is None:
        raise Refused(Code.UNKNOWN_CASE, case=held.case)
    now = moment(hub.clock)
    if not decide(connection, held, RELEASED, now, by) or _stands_otherwise(connection, one):
        raise Refused(Code.NOT_ALLOWED)
    reason = judge_decision(connection, one) or _second_past(connection, one)
    if reason is not None:
        raise Refused(reason)
    record(connection, hub.clock, "quarantine_released", by, held.sealed.hash)
    position = append(counter, one, now)
    save_counter(hub, connection, counter)
    follow(hub, connection, [one.entry] if one.entry is not None else [])
    return position


def _stands_otherwise(connection: Connection, one: Arrived) -> bool:
    """One id is one act: when it stands in the record, or was claimed with other bytes, it is not let in again."""
    claimed = connection.execute(select(device_act.c.hash).where(device_act.c.entry_id == one.id)).scalar_one_or_none()
    stored = connection.execute(
        select(entry_table.c.position).where(entry_table.c.case_id == one.case, entry_table.c.entry_id == one.id)
    ).first()
    return stored is not None or claimed not in (None, one.sealed.hash)


def _second_past(connection: Connection, one: Arrived) -> Code | None:
    """Another act has this number of its device: nobody can say which past of a copied disk is the true one."""
    if one.entry is None:
        return None
    place = (device_act.c.device == one.entry.device) & (device_act.c.dseq == one.entry.dseq)
    claimed = connection.execute(select(device_act.c.hash).where(place)).scalars().all()
    return Code.FORK if any(digest != one.sealed.hash for digest in claimed) else None


def _row(held: Held) -> JsonObject:
    return {
        "id": held.id,
        "hash": held.sealed.hash,
        "case": held.case,
        "reason": held.reason.value,
        "device": held.pushed_by,
        "received_at": held.received_at,
        "state": held.state,
        "decided_at": held.decided_at,
        "decided_by": held.decided_by,
    }
