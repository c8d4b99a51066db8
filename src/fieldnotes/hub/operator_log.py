"""What operators do at the hub itself, past every device: written with the act or before it, never changed.

Whoever holds the database can open escrow, release what was set aside, hand cases over; this is where it shows.
Knows no act's content.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from fieldnotes.domain.clock import Clock
from fieldnotes.hub.moments import moment
from fieldnotes.hub.tables import operator_act
from fieldnotes.wire.ids import new_id


@dataclass(frozen=True, slots=True)
class OperatorAct:
    """One act: when, what, by whom (None when nobody gave a name), about which id, and the reason given."""

    id: str
    at: str
    what: str
    who: str | None
    about: str
    reason: str | None = field(repr=False)


def record(
    connection: Connection, clock: Clock, what: str, who: str | None, about: str, reason: str | None = None
) -> str:
    """Write one act inside the transaction that does it; gives its id. No log, no act: what it raises ends both.

    Args:
        connection: a writing transaction.
        clock: when it was done.
        what: a word of at most 40 characters, for instance `escrow_opened`.
        who: the operator, as named.
        about: the id of what it was done to.
        reason: what the operator said, where a reason is asked for.
    """
    act = new_id(clock)
    connection.execute(
        insert(operator_act).values(act_id=act, at=moment(clock), what=what, who=who, about=about, reason=reason)
    )
    return act


def acts(connection: Connection) -> list[OperatorAct]:
    """Read all acts, oldest first."""
    rows = connection.execute(select(operator_act).order_by(operator_act.c.at, operator_act.c.act_id))
    return [OperatorAct(row.act_id, row.at, row.what, row.who, row.about, row.reason) for row in rows]
