"""The officers' public keys: registered one by one, published as a pair in the reference feed when two are there.

A further pair takes the former's place. The hub never holds a private half and opens nothing; it writes down when
somebody does. Knows no profile but by its id.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import publish
from fieldnotes.hub.tables import escrow_officer
from fieldnotes.wire.escrow_pair import PAIR_ID, EscrowPair, Officer
from fieldnotes.wire.reference import Item, ItemType

MADE = "escrow_key_made"
OPENED = "escrow_opened"


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opened which profile's keys, and why: what is written down before anything leaves."""

    officers: tuple[Officer, Officer]
    profile: str
    reason: str


def register(hub: Hub, officer: Officer) -> JsonObject:
    """Take in an officer's public key; the second one completes the pair, which devices then learn.

    Gives `{"officer", "key", "officers"}`; `officers` is empty while the pair is not complete. When an officer
    who waits for the second makes another key, that one counts instead.

    Raises:
        Unavailable: DATABASE_UNREACHABLE; nothing is registered.
    """

    def job(connection: Connection) -> JsonObject:
        waiting = _waiting(connection)
        connection.execute(
            delete(escrow_officer).where(escrow_officer.c.pair.is_(None), escrow_officer.c.name == officer.name)
        )
        connection.execute(
            insert(escrow_officer).values(
                key_id=officer.id, name=officer.name, public_key=officer.public, made_at=moment(hub.clock)
            )
        )
        record(connection, hub.clock, MADE, officer.name, officer.id)
        others = [one for one in waiting if one.name != officer.name]
        named: list[str] = []
        if others:
            pair = EscrowPair(others[0], officer)
            _publish(hub, connection, pair)
            named = [pair.outer.name, pair.inner.name]
        return {"officer": officer.name, "key": officer.id, "officers": list(named)}

    return hub.database.write(job)


def write_down(hub: Hub, opening: Opening) -> str:
    """Write that two officers opened a profile's keys; gives the act's id. What it raises must end the opening.

    Raises:
        Refused: REASON_MISSING without a reason; SAME_OFFICER when one person holds both keys.
        Unavailable: DATABASE_UNREACHABLE.
    """
    one, other = opening.officers
    if one.name == other.name:
        raise Refused(Code.SAME_OFFICER, officer=one.name)
    if not opening.reason.strip():
        raise Refused(Code.REASON_MISSING)
    who = f"{one.name} + {other.name}"
    return hub.database.write(
        lambda connection: record(connection, hub.clock, OPENED, who, opening.profile, opening.reason.strip())
    )


def _waiting(connection: Connection) -> list[Officer]:
    rows = connection.execute(
        select(escrow_officer).where(escrow_officer.c.pair.is_(None)).order_by(escrow_officer.c.made_at)
    )
    return [Officer(row.name, bytes(row.public_key)) for row in rows]


def _publish(hub: Hub, connection: Connection, pair: EscrowPair) -> None:
    name = "-".join(officer[:16] for officer in pair.officers)
    connection.execute(update(escrow_officer).where(escrow_officer.c.key_id.in_(pair.officers)).values(pair=name))
    publish(hub, connection, [Item(ItemType.ESCROW, PAIR_ID, pair.to_json())])
