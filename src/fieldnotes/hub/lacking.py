"""What became of entries a device asks about by hash, so that their bytes need not travel again.

Changes nothing but what was judged too early and may stand now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from fieldnotes.domain.errors import Code
from fieldnotes.domain.json_value import Json
from fieldnotes.hub.feed import STORED, judge_again, quarantined
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.quarantining import JUDGED_AGAIN, WAITING, Held, held_of
from fieldnotes.hub.tables import case_head
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.messages import LackingAnswer, LackingAsked, PushResult
from fieldnotes.wire.running_head import sign_receipt

_AT_ONCE = 500


@dataclass(slots=True)
class _Found:
    results: dict[str, PushResult] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    receipts: list[Json] = field(default_factory=list)


def what_is_lacking(hub: Hub, asked: Sequence[LackingAsked]) -> LackingAnswer:
    """Tell of each entry whether it is stored, in quarantine and why, or lacking.

    Raises:
        Unavailable: DATABASE_UNREACHABLE.
    """
    found = _look(hub, asked)
    early = {one.case for one in found.held.values() if one.reason in JUDGED_AGAIN and one.state == WAITING}
    if early and judge_again(hub, JUDGED_AGAIN, early):
        found = _look(hub, asked)
    results = {**{digest: quarantined(held) for digest, held in found.held.items()}, **found.results}
    wanted = {digest: None for one in asked for digest in one["hashes"]}
    return LackingAnswer(
        epoch=hub.epoch,
        results=[results[digest] for digest in wanted if digest in results],
        lacking=[digest for digest in wanted if digest not in results],
        receipts=found.receipts,
    )


def _look(hub: Hub, asked: Sequence[LackingAsked]) -> _Found:
    found = _Found()
    with hub.database.reading() as connection:
        for one in asked:
            stored: dict[str, PushResult] = {}
            for at in range(0, len(one["hashes"]), _AT_ONCE):
                some = one["hashes"][at : at + _AT_ONCE]
                stored.update(_stored(connection, one["case"], some))
                found.held.update(held_of(connection, one["case"], some))
            found.results.update(stored)
            if stored:
                found.receipts.append(_receipt(hub, connection, one["case"]))
    return found


def _stored(connection: Connection, case: str, hashes: Sequence[str]) -> Mapping[str, PushResult]:
    rows = connection.execute(
        select(entry_table.c.hash, entry_table.c.entry_id, entry_table.c.position).where(
            entry_table.c.case_id == case, entry_table.c.hash.in_(hashes)
        )
    )
    return {r.hash: PushResult(id=r.entry_id, hash=r.hash, result=STORED, position=r.position) for r in rows}


def _receipt(hub: Hub, connection: Connection, case: str) -> Json:
    head = connection.execute(select(case_head).where(case_head.c.case_id == case)).one()
    return sign_receipt(hub.key, hub.epoch, case, head.position, head.log_head).to_json()


def after_an_update(hub: Hub) -> None:
    """Read once more what an older program could not read, and judge it."""
    judge_again(hub, {Code.VERSION_UNSUPPORTED, *JUDGED_AGAIN})
