"""Which cases have been disposed of, and what the reference feed says of them then. Knows nothing else of them."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from fieldnotes.hub.disposal_tables import disposal
from fieldnotes.hub.tables import case_member
from fieldnotes.wire.reference import Item, ItemType

_DISPOSED = select(disposal.c.case_id).where(disposal.c.case_id.in_(bindparam("cases", expanding=True)))


def is_disposed(connection: Connection, cases: Collection[str]) -> frozenset[str]:
    """Name those of these cases that were disposed of."""
    return frozenset(connection.execute(_DISPOSED, {"cases": sorted(set(cases))}).scalars())


def tombstones(connection: Connection, user: str, after: int, now: int) -> list[Item]:
    """Say of cases a person knew that they are gone, for what was disposed of between two versions of the feed."""
    if after == 0:
        return []
    wanted = (
        select(disposal.c.case_id)
        .join(case_member, case_member.c.case_id == disposal.c.case_id)
        .where(case_member.c.user_id == user, case_member.c.changed > after, case_member.c.changed <= now)
        .order_by(disposal.c.case_id)
    )
    return [Item(ItemType.CASE, case, None) for case in connection.execute(wanted).scalars()]
