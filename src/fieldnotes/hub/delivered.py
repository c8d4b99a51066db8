"""What lies in the case system, with its receipt: written down once, told to those who know the case, shown.

A device learns it with the case it belongs to, under the hub's signature. Sends nothing.
"""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, Connection, insert, select, update

from fieldnotes.delivery.connectors import BY_HAND
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.attachments import Place, require_given
from fieldnotes.hub.connecting import named
from fieldnotes.hub.delivery_tables import delivery
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.people_tables import hub_access
from fieldnotes.hub.reference import case_changed, item
from fieldnotes.hub.sessions import Caller
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.reference import ItemType

HANDED_OVER: Final = "handed_over"
"""In the access log (SEC-6)."""
_LONGEST: Final = 500
_OPEN: Final = ("waiting", "sending", "failed")


@dataclass(frozen=True, slots=True)
class Copied:
    """What somebody says they have copied: which text, into which system, and the receipt they got there."""

    case: str
    note: str
    revision: str
    to: str
    receipt: str = field(repr=False)


def handed_over(
    hub: Hub,
    connection: Connection,
    where: ColumnElement[bool],
    about: tuple[str, str, str],
    to: str,
    receipt: str,
    who: Caller | None = None,
) -> None:
    """Write a receipt, that the text left (SEC-6), and that the case's card has news.

    Args:
        hub: the open hub.
        connection: a writing transaction.
        where: which line of the queue.
        about: the case, the note and the revision's hash.
        to: the connector's name.
        receipt: the system's own words for where it lies.
        who: the person who copied it from their own device; else the connector did it, or an operator for it.
    """
    now = moment(hub.clock)
    case, note, revision = about
    done = {"state": "delivered", "done_at": now, "receipt": receipt[:_LONGEST], "why": None, "card_id": case}
    connection.execute(update(delivery).where(where).values(**done))
    connection.execute(
        insert(hub_access).values(
            case_id=case, act_id=new_id(hub.clock), at=now, user_id=who.user if who else f"connector:{to}",
            device=who.device if who else None, what=HANDED_OVER, note=note, revision=revision,
        )
    )  # fmt: skip
    case_changed(connection, case)


def deliveries(hub: Hub, state: str | None = None) -> JsonObject:
    """List what was queued, the oldest first: `{"deliveries": […]}`; numbers and ids, no word of a note (SEC-8)."""
    wanted = select(delivery).order_by(delivery.c.queued_at, delivery.c.case_id, delivery.c.note)
    if state is not None:
        wanted = wanted.where(delivery.c.state == state)
    with hub.database.reading() as connection:
        rows = connection.execute(wanted).all()
        numbers = {row.case_id: (item(connection, ItemType.CASE, row.case_id) or {}).get("number") for row in rows}
    return {
        "deliveries": [
            {
                "note": row.note, "case": row.case_id, "number": numbers[row.case_id], "revision": row.revision,
                "what": row.what, "to": row.connector, "state": row.state, "attempts": row.attempts,
                "queued": row.queued_at, "next": row.due_at if row.state in ("waiting", "sending") else None,
                "done": row.done_at, "receipt": row.receipt, "why": row.why,
            }
            for row in rows
        ]
    }  # fmt: skip


def retry(hub: Hub, note: str | None, by: str) -> JsonObject:
    """Try again at once what failed or waits, of one note or of all: `{"again": count}`.

    Raises:
        Refused: NOTHING_TO_HAND_OVER when a note is named of which nothing waits.
    """
    mine: ColumnElement[bool] = delivery.c.state.in_(("waiting", "failed"))
    if note is not None:
        mine &= delivery.c.note == note

    def job(connection: Connection) -> int:
        again = connection.execute(update(delivery).where(mine).values(state="waiting", due_at=moment(hub.clock)))
        if note is not None and not again.rowcount:
            raise Refused(Code.NOTHING_TO_HAND_OVER)
        record(connection, hub.clock, "delivery_retried", by, note or "all")
        return again.rowcount

    return {"again": hub.database.write(job)}


def done_by_hand(hub: Hub, note: str, to: str, receipt: str, by: str) -> JsonObject:
    """Write down that a person has copied a note into a system, and the receipt they got there.

    Raises:
        Refused: CONNECTOR_UNKNOWN; NOTHING_TO_HAND_OVER when nothing of the note waits there; REQUEST_WRONG without
            a receipt.
    """
    _require_receipt(receipt)

    def job(connection: Connection) -> JsonObject:
        if to not in named(connection):
            raise Refused(Code.CONNECTOR_UNKNOWN, name=to[:40])
        mine = (delivery.c.note == note) & (delivery.c.connector == to) & delivery.c.state.in_(_OPEN)
        rows = connection.execute(select(delivery).where(mine)).all()
        if not rows:
            raise Refused(Code.NOTHING_TO_HAND_OVER)
        for row in rows:
            card = item(connection, ItemType.CASE, row.case_id) or {}
            case = str(card.get("bound_to") or row.case_id)
            one = mine & (delivery.c.revision == row.revision) & (delivery.c.what == row.what)
            handed_over(hub, connection, one, (case, note, row.revision), to, receipt.strip())
        record(connection, hub.clock, "delivery_by_hand", by, note)
        return {"note": note, "to": to, "receipt": receipt.strip(), "texts": len(rows)}

    return hub.database.write(job)


def copied_by(hub: Hub, who: Caller, said: Copied) -> JsonObject:
    """Write down that a person who knows the case has copied a text from their own device: `{"note", "to"}`.

    Said again with the same receipt, as after an answer that was lost, it changes nothing.

    Raises:
        Refused: NOT_ASSIGNED; NOTHING_TO_HAND_OVER when this very text does not wait there, or nobody copies by hand;
            REQUEST_WRONG without a receipt.
    """
    _require_receipt(said.receipt)
    receipt = said.receipt.strip()

    def job(connection: Connection) -> JsonObject:
        require_given(connection, who, Place(said.case, said.note))
        mine = (delivery.c.card_id == said.case) & (delivery.c.note == said.note) & (delivery.c.connector == said.to)
        mine &= delivery.c.revision == said.revision
        by_hand = named(connection).get(said.to) == BY_HAND
        rows = connection.execute(select(delivery.c.state, delivery.c.receipt).where(mine)).all() if by_hand else []
        open_ = mine & delivery.c.state.in_(_OPEN)
        if any(row.state in _OPEN for row in rows):
            handed_over(hub, connection, open_, (said.case, said.note, said.revision), said.to, receipt, who)
        elif not any((row.state, row.receipt) == ("delivered", receipt) for row in rows):
            raise Refused(Code.NOTHING_TO_HAND_OVER)
        return {"note": said.note, "to": said.to}

    return hub.database.write(job)


def _require_receipt(receipt: str) -> None:
    """Let a receipt be one line that can be read. Refused: REQUEST_WRONG."""
    if not receipt.strip() or not receipt.isprintable() or len(receipt) > _LONGEST:
        raise Refused(Code.REQUEST_WRONG)
