"""What of a case lies in which case system, and what a person has to copy there, as told with its card. Reads only."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Row, select

from fieldnotes.delivery.connectors import BY_HAND
from fieldnotes.domain.json_value import Json
from fieldnotes.hub.delivery_tables import connector, delivery
from fieldnotes.wire.reference import DELIVERED, TO_COPY


def told_of(connection: Connection, cases: Collection[str]) -> Mapping[str, Mapping[str, list[Json]]]:
    """Say of each case which texts lie in which system under which receipt, and which wait for a person to copy them.

    Returns:
        By case, what is laid beside its card: `delivered` and `to_copy`, each where there is any.
    """
    by_hand = select(connector.c.name).where(connector.c.kind == BY_HAND)
    waits = (delivery.c.state == "waiting") & delivery.c.connector.in_(by_hand)
    rows = connection.execute(
        select(delivery)
        .where(delivery.c.card_id.in_(sorted(cases)), (delivery.c.state == "delivered") | waits)
        .order_by(delivery.c.card_id, delivery.c.done_at, delivery.c.queued_at, delivery.c.note)
    )
    found: dict[str, dict[str, list[Json]]] = {}
    for row in rows:
        there = row.state == "delivered"
        said = {"at": row.done_at, "receipt": row.receipt or ""} if there else {"since": row.queued_at}
        key = DELIVERED if there else TO_COPY
        found.setdefault(row.card_id, {}).setdefault(key, []).append({**_about(row), **said})
    return found


def _about(row: Row[str, str, str, str, str, str]) -> dict[str, Json]:
    return {"note": row.note, "revision": row.revision, "what": row.what, "to": row.connector}
