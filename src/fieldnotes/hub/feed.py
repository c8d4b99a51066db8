"""Takes entries into the record: one short transaction per case, numbered by the case's own counter row.

The UPDATE of the counter row comes first and is the lock, so positions are committed in their order and without
gaps on every database; a sequence taken before the commit would let a reader skip what commits late.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.hub.collisions import Stood, are_new, look_up
from fieldnotes.hub.consequences import follow
from fieldnotes.hub.ended import is_disposed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.judging import SUPERVISORS_ONLY, Arrived, end_in_time, judge, judge_decision
from fieldnotes.hub.moments import moment
from fieldnotes.hub.proposing import open_proposed
from fieldnotes.hub.quarantining import JUDGED_AGAIN, REFUSED, WAITING, Held, hold, let_go, waiting_for_more
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import case_head, device_act
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.messages import PushAnswer, PushResult
from fieldnotes.wire.running_head import Receipt, next_head, sign_receipt

STORED = "stored"
QUARANTINED = "quarantined"

_LOCK = (
    update(case_head)
    .where(case_head.c.case_id == bindparam("of_case"))
    .values(position=case_head.c.position)
    .returning(case_head.c.position, case_head.c.log_head)
)
_MOVE = (
    update(case_head)
    .where(case_head.c.case_id == bindparam("of_case"))
    .values(position=bindparam("to"), log_head=bindparam("head"), receipt=bindparam("signed"))
)
_FILE, _NOTE_ACTS = insert(entry_table), insert(device_act)


@dataclass(slots=True)
class Counter:
    """A case's counter row while it is locked, and the entries that are numbered but not yet written."""

    case: str
    position: int
    log_head: str
    waiting: list[dict[str, Any]] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class _Filed:
    results: list[PushResult] = field(default_factory=list)
    receipt: Receipt | None = None


def push(hub: Hub, pushed_by: str, sealed: Sequence[Sealed]) -> PushAnswer:
    """Take entries in, in their order within each case; the same again changes nothing and answers the same.

    Args:
        hub: the open hub.
        pushed_by: id of the device that hands them in (it may hand in other devices' entries).
        sealed: at most `MAX_ENTRIES`.

    Raises:
        Unavailable: DATABASE_UNREACHABLE; what was committed before stays, and may be handed in again.
    """
    open_proposed(hub, sealed)
    by_case: dict[str, list[Arrived]] = {}
    for one in judge(hub, sealed):
        by_case.setdefault(one.case, []).append(one)
    results: dict[str, PushResult] = {}
    receipts: list[Receipt] = []
    with hub.database.reading() as connection:
        new = are_new(connection, [one for arrived in by_case.values() for one in arrived])
    for case in sorted(by_case):
        filed = _file_case(hub, case, by_case[case], pushed_by, new=new)
        results.update({result["hash"]: result for result in filed.results})
        if filed.receipt is not None:
            receipts.append(filed.receipt)
    if any(result["result"] == STORED for result in results.values()):
        judge_again(hub, JUDGED_AGAIN, by_case)
    return PushAnswer(
        epoch=hub.epoch,
        results=[results[one.hash] for one in sealed],
        receipts=[receipt.to_json() for receipt in receipts],
    )


def push_whole(hub: Hub, pushed_by: str, arrived: Sequence[Arrived], also: Callable[[Connection], None]) -> PushAnswer:
    """Take the entries of one case in together, or none of them; what is refused is not kept.

    Args:
        hub: the open hub.
        pushed_by: id of the device that hands them in.
        arrived: what was judged, all of one case.
        also: what else must hold, asked while the case is locked; raises what it refuses.

    Raises:
        Refused: the first reason against any of them. Unavailable: DATABASE_UNREACHABLE.
    """
    filed = _file_case(hub, arrived[0].case, arrived, pushed_by, also)
    judge_again(hub, JUDGED_AGAIN, {arrived[0].case})
    receipts: list[Json] = [] if filed.receipt is None else [filed.receipt.to_json()]
    return PushAnswer(epoch=hub.epoch, results=filed.results, receipts=receipts)


def judge_again(hub: Hub, reasons: Collection[Code], cases: Collection[str] | None = None) -> list[str]:
    """Judge once more what waits in quarantine for something that may have come since; give what stands now.

    Args:
        hub: the open hub.
        reasons: why it lies there.
        cases: where something has come; None for everywhere.

    Returns:
        The hashes that were taken into the record.
    """
    with hub.database.reading() as connection:
        held = waiting_for_more(connection, reasons, cases)
    if not held:  # most times: nothing waits
        return []
    by_sender: dict[tuple[str, str], list[Arrived]] = {}
    for kept, one in zip(held, judge(hub, [kept.sealed for kept in held]), strict=True):
        by_sender.setdefault((one.case, kept.pushed_by), []).append(one)
    filed = [_file_case(hub, case, arrived, sender) for (case, sender), arrived in by_sender.items()]
    taken = [result["hash"] for one in filed for result in one.results if result["result"] == STORED]
    return [*taken, *judge_again(hub, reasons, cases)] if taken else []  # what was taken may be what another lacked


def _file_case(
    hub: Hub,
    case: str,
    arrived: Sequence[Arrived],
    pushed_by: str,
    whole: Callable[[Connection], None] | None = None,
    *,
    new: bool = False,
) -> _Filed:
    """File the entries of one case; what was `new` a moment ago is looked for only when the tables' keys refuse it."""
    first_try = iter((new,))

    def job(connection: Connection) -> _Filed:
        counter = lock_counter(connection, case)
        if is_disposed(connection, [case]):
            end_in_time(arrived)
        stood = Stood() if next(first_try, False) else look_up(connection, case, arrived)
        now = moment(hub.clock)
        results = [_file_one(connection, counter, stood, one, pushed_by, now) for one in arrived]
        if whole is not None:
            _refuse_what_is_held(results)
            whole(connection)
        pairs = zip(arrived, results, strict=True)
        stored = [one.entry for one, result in pairs if one.entry is not None and result["result"] == STORED]
        follow(hub, connection, stored)
        if stood.new_acts:
            connection.execute(_NOTE_ACTS, stood.new_acts)
        if counter is None or not any(result["result"] == STORED for result in results):
            return _Filed(results)
        return _Filed(results, save_counter(hub, connection, counter))

    return hub.database.write(job)


def _refuse_what_is_held(results: Sequence[PushResult]) -> None:
    for result in results:
        if result["result"] == QUARANTINED:
            raise Refused(Code(result["reason"]))


def lock_counter(connection: Connection, case: str) -> Counter | None:
    """Lock a case's counter row until the transaction ends; None when there is no such case."""
    row = connection.execute(_LOCK, {"of_case": case}).one_or_none()
    return None if row is None else Counter(case, row.position, row.log_head)


def save_counter(hub: Hub, connection: Connection, counter: Counter) -> Receipt:
    """Write what waits, and the counter row back under a fresh receipt."""
    _write_waiting(connection, counter)
    receipt = sign_receipt(hub.key, hub.epoch, counter.case, counter.position, counter.log_head)
    moved = {"to": counter.position, "head": counter.log_head, "signed": receipt.signature, "of_case": counter.case}
    connection.execute(_MOVE, moved)
    return receipt


def append(counter: Counter, one: Arrived, now: str) -> int:
    """Give an entry the next position of its case; written when the counter is saved, all at once."""
    if one.entry is None:
        raise ValueError
    counter.position += 1
    counter.log_head = next_head(counter.log_head, one.sealed.hash)
    counter.waiting.append({
        "case_id": counter.case, "position": counter.position, "entry_id": one.id, "hash": one.sealed.hash,
        "kind": one.entry.kind.value, "note": one.entry.note, "author": one.entry.author,
        "device": one.entry.device, "data": one.sealed.data, "signature": one.sealed.signature,
        "log_head": counter.log_head, "received_at": now,
    })  # fmt: skip
    return counter.position


def _write_waiting(connection: Connection, counter: Counter) -> None:
    if counter.waiting:
        keys = CaseKeys(connection)
        sealed = [{**row, "data": keys.seal(counter.case, str(row["hash"]), row["data"])} for row in counter.waiting]
        connection.execute(_FILE, sealed)
        counter.waiting = []


def _file_one(
    connection: Connection, counter: Counter | None, stood: Stood, one: Arrived, pushed_by: str, now: str
) -> PushResult:
    """Settle one entry: there already, against a rule, or next in its case."""
    digest = one.sealed.hash
    if digest in stood.positions:
        return PushResult(id=one.id, hash=digest, result=STORED, position=stood.positions[digest])
    held = stood.held.get(digest)
    if held is not None and not held.may_be_judged_again(one):
        return quarantined(held)
    reason = stood.fork(one) or one.reason or _inside_reason(connection, counter, one)
    if Code.CASE_DISPOSED in one.reasons and (stood.ids.get(one.id) == digest or not one.authentic):
        return PushResult(id=one.id, hash=digest, result=QUARANTINED, reason=Code.CASE_DISPOSED.value)  # kept nowhere
    if held is not None:
        if reason is held.reason:
            return quarantined(held)
        let_go(connection, one)
    if one.authentic and reason is not Code.FORK:
        stood.note_act(one)
    if reason is None and counter is not None:
        stood.positions[digest] = append(counter, one, now)
        return PushResult(id=one.id, hash=digest, result=STORED, position=counter.position)
    reason = reason or Code.UNKNOWN_CASE
    hold(connection, one, reason, pushed_by, now)
    stood.held[digest] = Held(one.case, one.sealed, one.id, reason, pushed_by, now, WAITING, None)
    return quarantined(stood.held[digest])


def quarantined(held: Held) -> PushResult:
    """Answer about an entry that lies in quarantine: why, and whether a person has refused it."""
    found = PushResult(id=held.id, hash=held.sealed.hash, result=QUARANTINED, reason=held.reason.value)
    if held.state == REFUSED:
        found["refused_at"] = held.decided_at or ""
        found["refused_by"] = held.decided_by or ""
    return found


def _inside_reason(connection: Connection, counter: Counter | None, one: Arrived) -> Code | None:
    """Judge by the entries of the case, those of this parcel included."""
    if counter is not None and one.entry is not None and one.entry.kind in SUPERVISORS_ONLY:
        _write_waiting(connection, counter)
    return judge_decision(connection, one)
