"""What was approved goes to the case systems that are set up: queued once, sent until there is a receipt, written down.

Queueing follows the record: each case is looked through from where it was last left, in the transaction that writes
the queue. Sending claims a text for a while first; a process that dies in between leaves a claim that runs out, and
the same text goes again under the same id. Knows no format and no system.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from fieldnotes.delivery.connectors import BY_HAND
from fieldnotes.delivery.outgoing import Outgoing
from fieldnotes.delivery.package import Makers
from fieldnotes.delivery.record import CaseRecord
from fieldnotes.domain.entry import DECISIONS, REVISIONS, Filed, Kind, Where
from fieldnotes.domain.errors import FieldNotesError, Unavailable
from fieldnotes.domain.fold import State, fold
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.connecting import named, ready
from fieldnotes.hub.delivered import handed_over
from fieldnotes.hub.delivery_reading import Reading, read_for_system
from fieldnotes.hub.delivery_tables import delivery, delivery_seen
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.reference import case_changed, item
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import case_head, entry
from fieldnotes.wire.entries import reread
from fieldnotes.wire.reference import ItemType

WAITING: Final = "waiting"
SENDING: Final = "sending"
DELIVERED: Final = "delivered"
FAILED: Final = "failed"
DROPPED: Final = "dropped"
NOTE: Final = "note"
TAKEN_BACK: Final = "taken_back"
_SAYS: Final = REVISIONS | DECISIONS | {Kind.NOTE_MISFILED}
_CLAIM: Final = dt.timedelta(minutes=10)
_FIRST_WAIT: Final = 60
_LONGEST_WAIT: Final = 3600
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Sender:
    """What sending needs: how notes are read, what packages are made with, and whom it tells how far it is."""

    reading: Reading
    makers: Makers = field(repr=False)
    step: Callable[[int, int], None] = lambda _done, _total: None


@dataclass(frozen=True, slots=True)
class _Claimed:
    case: str
    note: str
    revision: str
    what: str
    connector: str
    attempts: int

    @staticmethod
    def of(row: Row[str, str, str, str, str, str, int]) -> "_Claimed":
        return _Claimed(row.case_id, row.note, row.revision, row.what, row.connector, row.attempts)


def deliver(hub: Hub, sender: Sender, most: int = 1000) -> JsonObject:
    """Queue what was approved since, then send what is due.

    Args:
        hub: the open hub; others may do the same meanwhile.
        sender: what it needs.
        most: how many texts are tried at most.

    Returns:
        `{"queued", "delivered", "waiting", "failed", "dropped"}`: counts; `waiting` is tried again by itself.

    Raises:
        Unavailable: DATABASE_UNREACHABLE; what was handed over before stays written down. What `sender.step` raises.
    """
    counts: dict[str, int] = {"queued": queue(hub), DELIVERED: 0, WAITING: 0, FAILED: 0, DROPPED: 0}
    due = _due(hub, most)
    for number, one in enumerate(due):
        sender.step(number, len(due))
        if _claim(hub, one):
            counts[_send(hub, sender, one)] += 1
    sender.step(len(due), len(due))
    return dict(counts)


def queue(hub: Hub) -> int:
    """Queue every text that is approved and not handed over yet, and those to be taken back; give how many."""
    with hub.database.reading() as connection:
        names = list(named(connection))
        moved = {name: _moved(connection, name) for name in names}
    count = 0
    for name, cases in moved.items():
        for case in cases:
            count += hub.database.write(partial(_queue_case, hub, name=name, case=case))
    return count


def _moved(connection: Connection, name: str) -> list[str]:
    """Name the cases that went on since they were looked through for a connector."""
    looked = select(delivery_seen.c.case_id, delivery_seen.c.position).where(delivery_seen.c.connector == name)
    seen = {row.case_id: row.position for row in connection.execute(looked)}
    heads = connection.execute(select(case_head.c.case_id, case_head.c.position).order_by(case_head.c.case_id)).all()
    return [row.case_id for row in heads if row.position > seen.get(row.case_id, 0)]


def _queue_case(hub: Hub, connection: Connection, *, name: str, case: str) -> int:
    head = connection.execute(select(case_head.c.position).where(case_head.c.case_id == case)).scalar_one()
    mine = (delivery_seen.c.case_id == case) & (delivery_seen.c.connector == name)
    seen = connection.execute(select(delivery_seen.c.position).where(mine)).scalar_one_or_none()
    count = 0
    by_hand = named(connection).get(name) == BY_HAND
    gone = 0
    for note in _notes_since(connection, case, seen or 0, head):
        wanted = _wanted(connection, case, note)
        gone += _let_go(connection, case, note, wanted, name) if by_hand else 0
        if wanted is not None and _put(hub, connection, case, note, wanted, name):
            count += 1
    if by_hand and (count or gone):
        case_changed(connection, _card_of(connection, case))
    if seen is None:
        connection.execute(insert(delivery_seen).values(case_id=case, connector=name, position=head))
    else:
        connection.execute(update(delivery_seen).where(mine).values(position=head))
    return count


def _notes_since(connection: Connection, case: str, after: int, to: int) -> Sequence[str]:
    kinds = sorted(kind.value for kind in _SAYS)
    wanted = select(entry.c.note).where(
        entry.c.case_id == case, entry.c.position > after, entry.c.position <= to, entry.c.kind.in_(kinds),
        entry.c.note.is_not(None),
    )  # fmt: skip
    return sorted(set(connection.execute(wanted).scalars()))


def _wanted(connection: Connection, case: str, note: str) -> tuple[str, str] | None:
    """Say what of a note is to be handed over as it stands now: `(revision, what)`, or nothing."""
    state = fold(note, _filed(connection, case, note))
    if state.state is State.APPROVED and state.head is not None:
        return state.head.hash, NOTE
    if state.state is State.MISFILED and state.heads:
        return state.heads[-1].hash, TAKEN_BACK
    return None


def _filed(connection: Connection, case: str, note: str) -> Iterable[Filed]:
    kinds = sorted(kind.value for kind in _SAYS)
    rows = connection.execute(
        select(entry.c.hash, entry.c.data, entry.c.position).where(
            entry.c.case_id == case, entry.c.note == note, entry.c.kind.in_(kinds)
        )
    ).all()
    keys = CaseKeys(connection, [case])
    for row in rows:
        yield Filed(reread(keys.open(case, row.hash, bytes(row.data))), row.hash, Where.RECEIVED, row.position)


def _put(hub: Hub, connection: Connection, case: str, note: str, wanted: tuple[str, str], name: str) -> bool:
    """Write a line of the queue once; what nobody has got need not be taken back."""
    revision, what = wanted
    of_note = (delivery.c.case_id == case) & (delivery.c.note == note) & (delivery.c.connector == name)
    stood = connection.execute(select(delivery.c.revision, delivery.c.what, delivery.c.state).where(of_note)).all()
    before = next((row.state for row in stood if (row.revision, row.what) == wanted), None)
    if before is not None:
        return before == DROPPED and _take_up(hub, connection, of_note & _says(wanted))
    if what == TAKEN_BACK and not any(row.state in (SENDING, DELIVERED) for row in stood):
        return False
    now = moment(hub.clock)
    connection.execute(
        insert(delivery).values(
            case_id=case, note=note, revision=revision, what=what, connector=name, card_id=_card_of(connection, case),
            state=WAITING, attempts=0, queued_at=now, due_at=now,
        )
    )  # fmt: skip
    return True


def _take_up(hub: Hub, connection: Connection, line: ColumnElement[bool]) -> bool:
    """Let a text go after all: it was withdrawn before it went, and holds again."""
    now = moment(hub.clock)
    values = {"state": WAITING, "queued_at": now, "due_at": now}
    connection.execute(update(delivery).where(line).values(**values))
    return True


def _let_go(connection: Connection, case: str, note: str, wanted: tuple[str, str] | None, name: str) -> int:
    """Take from a person what they had to copy and holds no more; what goes by itself is looked at when it goes."""
    line = (delivery.c.case_id == case) & (delivery.c.note == note) & (delivery.c.connector == name)
    line &= delivery.c.state == WAITING
    line = line if wanted is None else line & ~_says(wanted)
    return int(connection.execute(update(delivery).where(line).values(state=DROPPED)).rowcount)


def _says(wanted: tuple[str, str]) -> ColumnElement[bool]:
    return (delivery.c.revision == wanted[0]) & (delivery.c.what == wanted[1])


def _card_of(connection: Connection, case: str) -> str:
    """Name the case a text is told with: the one a proposed case was bound to."""
    card = item(connection, ItemType.CASE, case) or {}
    return str(card.get("bound_to") or case)


def _due(hub: Hub, most: int) -> list[_Claimed]:
    """What is to be tried now: it waits, or somebody's claim on it has run out."""
    with hub.database.reading() as connection:
        sent = [name for name, kind in named(connection).items() if kind != BY_HAND]
        rows = connection.execute(
            select(delivery)
            .where(
                delivery.c.state.in_((WAITING, SENDING)),
                delivery.c.due_at <= moment(hub.clock),
                delivery.c.connector.in_(sent),
            )
            .order_by(delivery.c.due_at, delivery.c.case_id, delivery.c.note)
            .limit(most)
        ).all()
    return [_Claimed.of(row) for row in rows]


def _claim(hub: Hub, one: _Claimed) -> bool:
    """Take a text for oneself; False when another process was quicker."""
    mine = _mine(one) & delivery.c.state.in_((WAITING, SENDING)) & (delivery.c.attempts == one.attempts)
    values = {"state": SENDING, "attempts": one.attempts + 1, "due_at": moment(hub.clock, _CLAIM)}
    return bool(hub.database.write(lambda each: each.execute(update(delivery).where(mine).values(values)).rowcount))


def _send(hub: Hub, sender: Sender, one: _Claimed) -> str:
    """Send one text and write down what came of it; give its new state."""
    with hub.database.reading() as connection:
        stands = _wanted(connection, one.case, one.note) == (one.revision, one.what)
        of = read_for_system(connection, sender.reading, one.case, one.note) if stands else None
    if of is None:  # it was corrected, sent back or disposed of since: another line stands for what holds now
        return _settle(hub, one, {"state": DROPPED, "why": None})
    try:
        receipt = ready(hub, one.connector).deliver(Outgoing(of, sender.makers))
    except Unavailable as problem:
        return _settle(hub, one, _again(hub, one, problem))
    except FieldNotesError as problem:
        return _settle(hub, one, {"state": FAILED, "why": problem.code.value})
    hub.database.write(partial(_write_receipt, hub, one=one, of=of, receipt=receipt))
    return DELIVERED


def _again(hub: Hub, one: _Claimed, problem: FieldNotesError) -> dict[str, str]:
    """Wait twice as long each time, an hour at most; it is never given up."""
    seconds = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(one.attempts, 10))
    return {"state": WAITING, "why": problem.code.value, "due_at": moment(hub.clock, dt.timedelta(seconds=seconds))}


def _settle(hub: Hub, one: _Claimed, values: dict[str, str | None] | dict[str, str]) -> str:
    claimed = _mine(one) & (delivery.c.attempts == one.attempts + 1)
    hub.database.write(lambda connection: connection.execute(update(delivery).where(claimed).values(**values)))
    return str(values["state"])


def _write_receipt(hub: Hub, connection: Connection, *, one: _Claimed, of: CaseRecord, receipt: str) -> None:
    handed_over(hub, connection, _mine(one), (of.case, one.note, one.revision), one.connector, receipt)


def _mine(one: _Claimed) -> ColumnElement[bool]:
    return (
        (delivery.c.case_id == one.case)
        & (delivery.c.note == one.note)
        & (delivery.c.revision == one.revision)
        & (delivery.c.what == one.what)
        & (delivery.c.connector == one.connector)
    )
