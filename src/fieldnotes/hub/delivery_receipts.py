"""What of a case lies in which case system, as it is told with the case's card. Reads only."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from fieldnotes.domain.json_value import Json
from fieldnotes.hub.delivery_tables import delivery


def told_of(connection: Connection, cases: Collection[str]) -> Mapping[str, list[Json]]:
    """Say of each case which texts lie in which system, since when, and under which receipt."""
    rows = connection.execute(
        select(delivery)
        .where(delivery.c.state == "delivered", delivery.c.card_id.in_(sorted(cases)))
        .order_by(delivery.c.card_id, delivery.c.done_at, delivery.c.note)
    )
    found: dict[str, list[Json]] = {}
    for row in rows:
        found.setdefault(row.card_id, []).append(
            {
                "note": row.note, "revision": row.revision, "what": row.what, "to": row.connector, "at": row.done_at,
                "receipt": row.receipt or "",
            }
        )  # fmt: skip
    return found
