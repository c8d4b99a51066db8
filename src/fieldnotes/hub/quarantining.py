"""Where entries wait that may not stand in the record: nothing handed in is lost, a person decides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.judging import UNPROVEN, Arrived
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import quarantine
from fieldnotes.wire.entries import Sealed

WAITING = "waiting"
RELEASED = "released"
REFUSED = "refused"

JUDGED_AGAIN = frozenset({Code.UNKNOWN_CASE, Code.UNKNOWN_REVISION, Code.NOT_APPROVED, Code.LOGIN_NEEDED})
"""Reasons that say what the hub lacked; it is asked again when that has come. Nobody need decide about these."""

NOWHERE = ""
"""The case of bytes that could not be read: a later version, say."""

_AS_IT_CAME = (quarantine.c.received_at, quarantine.c.hash)
_THERE = quarantine.c.case_id.in_(bindparam("cases", expanding=True))
_OF_CASE = select(quarantine).where(
    _THERE, quarantine.c.hash.in_(bindparam("hashes", expanding=True)), quarantine.c.state != RELEASED
)
_WAITING = (
    select(quarantine)
    .where(quarantine.c.state == WAITING, quarantine.c.reason.in_(bindparam("reasons", expanding=True)))
    .order_by(*_AS_IT_CAME)
)
_WAITING_THERE = _WAITING.where(_THERE)


@dataclass(frozen=True, slots=True)
class Held:
    """One entry in quarantine; `state` is waiting, released or refused."""

    case: str
    sealed: Sealed = field(repr=False)
    id: str
    reason: Code
    pushed_by: str
    received_at: str
    state: str
    decided_at: str | None
    decided_by: str | None = None

    def may_be_judged_again(self, one: Arrived) -> bool:
        """Tell whether nobody has decided yet and what was missing may have come since, the proof included."""
        if self.state != WAITING:
            return False
        return self.reason in JUDGED_AGAIN or (self.reason in UNPROVEN and one.authentic)


def hold(connection: Connection, one: Arrived, reason: Code, pushed_by: str, now: str) -> None:
    """Put an entry into quarantine with the reason."""
    connection.execute(
        insert(quarantine).values(
            case_id=one.case,
            hash=one.sealed.hash,
            entry_id=one.id,
            reason=reason.value,
            pushed_by=pushed_by,
            data=CaseKeys(connection).seal(one.case, one.sealed.hash, one.sealed.data),
            signature=one.sealed.signature,
            received_at=now,
            state=WAITING,
        )
    )


def let_go(connection: Connection, one: Arrived) -> None:
    """Take out bytes that were judged anew: proven since, or what they rest on has come."""
    mine = quarantine.c.case_id.in_((one.case, NOWHERE)) & (quarantine.c.hash == one.sealed.hash)
    connection.execute(delete(quarantine).where(mine))


def held_of(connection: Connection, case: str, hashes: Sequence[str]) -> dict[str, Held]:
    """Which of these lie in quarantine and were not released, by hash."""
    rows = connection.execute(_OF_CASE, {"cases": [case, NOWHERE], "hashes": sorted(set(hashes))})
    keys = CaseKeys(connection)
    return {row.hash: _held(keys, row) for row in rows.all()}


def waiting_for_more(
    connection: Connection, reasons: Collection[Code], cases: Collection[str] | None = None
) -> list[Held]:
    """What waits for one of these reasons, in these cases or in all, in the order it came."""
    asked = {"reasons": sorted(one.value for one in reasons)}
    if cases is None:
        return _all(connection, _WAITING, asked)
    return _all(connection, _WAITING_THERE, {**asked, "cases": sorted(cases)})


def all_held(connection: Connection) -> list[Held]:
    """Everything in quarantine, decided or not, in the order it came."""
    return _all(connection, select(quarantine).order_by(*_AS_IT_CAME), {})


def find_held(connection: Connection, name: str) -> Held:
    """Find one by entry id or by hash.

    Raises:
        Refused: UNKNOWN_ENTRY when there is none, or an id that more than one entry claims (a fork: use the hash).
    """
    rows = connection.execute(
        select(quarantine).where((quarantine.c.entry_id == name) | (quarantine.c.hash == name))
    ).all()
    if len(rows) != 1 or not name:
        raise Refused(Code.UNKNOWN_ENTRY, entry=name)
    return _held(CaseKeys(connection), rows[0])


def decide(connection: Connection, one: Held, state: str, now: str, by: str | None) -> bool:
    """Note what a person decided, and who; False when it was decided already."""
    return bool(
        connection.execute(
            update(quarantine)
            .where(
                quarantine.c.case_id == one.case,
                quarantine.c.hash == one.sealed.hash,
                quarantine.c.state == WAITING,
            )
            .values(state=state, decided_at=now, decided_by=by)
        ).rowcount
    )


def _all(connection: Connection, wanted: Select[Any], asked: dict[str, list[str]]) -> list[Held]:
    keys = CaseKeys(connection)
    rows = connection.execute(wanted, asked).all()
    return [_held(keys, row) for row in rows]


def _held(keys: CaseKeys, row: Row[Any]) -> Held:
    return Held(
        case=row.case_id,
        sealed=Sealed(keys.open(row.case_id, row.hash, bytes(row.data)), row.hash, bytes(row.signature)),
        id=row.entry_id,
        reason=Code(row.reason),
        pushed_by=row.pushed_by,
        received_at=row.received_at,
        state=row.state,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )
