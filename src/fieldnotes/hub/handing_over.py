"""A worker leaves, a colleague takes over: the assignments move, the drafts do not; nothing is lost on the way.

Knows of a draft only what safe-keeping knows: its case and since when it waits (DOC-2).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.area_rules import require_near
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import items, publish
from fieldnotes.hub.tables import kept_draft
from fieldnotes.wire.reference import Item, ItemType


def hand_over(hub: Hub, leaving: str, taking: str, case: str | None, drafts_stay: bool = False) -> JsonObject:  # noqa: FBT001, FBT002 - called by position from the command line's table
    """Move assignments from one worker to another: all of them, or one case.

    Args:
        hub: the open hub.
        leaving: who has the cases.
        taking: who gets them.
        case: one case; None = every case of `leaving`.
        drafts_stay: move although unsigned drafts are left; they stay with their author, readable and unsigned.

    Returns:
        `{"from", "to", "cases": [id], "drafts": [{"case", "note", "since"}], "version"}`; `drafts` are the unsigned
        ones of `leaving` that lie in safe-keeping.

    Refused: UNKNOWN_USER, UNKNOWN_CASE, NOT_ASSIGNED when `leaving` has not got it, DRAFTS_LEFT(count),
    NOT_IN_AREA for somebody of another board: nothing moves.
    """

    def job(connection: Connection) -> JsonObject:
        require_two(connection, leaving, taking)
        moving = cases_of(connection, leaving, case)
        return move(hub, connection, Handing(leaving, taking, leaving, drafts_stay), moving)

    return hub.database.write(job)


@dataclass(frozen=True, slots=True)
class Handing:
    """From whom to whom, who says so, and whether unsigned drafts may stay behind."""

    leaving: str
    taking: str
    by: str
    drafts_stay: bool


def require_two(connection: Connection, leaving: str, taking: str) -> None:
    """Refuse unless they are two people the hub knows. Refused: UNKNOWN_USER."""
    known = items(connection, ItemType.USER, {leaving, taking})
    for user in (leaving, taking):
        if user not in known or leaving == taking:
            raise Refused(Code.UNKNOWN_USER, user=user)


def move(hub: Hub, connection: Connection, handing: Handing, moving: Mapping[str, JsonObject]) -> JsonObject:
    """Move these cases inside a transaction; gives what `hand_over` does. Refused: DRAFTS_LEFT, NOT_IN_AREA."""
    leaving, taking = handing.leaving, handing.taking
    require_near(connection, taking, *moving.values())
    left = drafts_in(connection, leaving, list(moving))
    if left and not handing.drafts_stay:
        raise Refused(Code.DRAFTS_LEFT, count=len(left))
    at = moment(hub.clock)
    things = [Item(ItemType.CASE, name, _moved(value, leaving, taking, at)) for name, value in moving.items()]
    done = publish(hub, connection, things)
    for name in moving:
        record(connection, hub.clock, "handed_over", handing.by, name)
    return {"from": leaving, "to": taking, "cases": [*moving], "drafts": left, "version": done.version}


def cases_of(connection: Connection, leaving: str, case: str | None) -> dict[str, JsonObject]:
    """Find the cases somebody has, or the one named. Refused: UNKNOWN_CASE, NOT_ASSIGNED."""
    every = items(connection, ItemType.CASE, None if case is None else {case})
    if case is not None and case not in every:
        raise Refused(Code.UNKNOWN_CASE, case=case)
    found = {name: value for name, value in every.items() if leaving in _assigned(value)}
    if case is not None and not found:
        raise Refused(Code.NOT_ASSIGNED, case=case)
    return found


def drafts_in(connection: Connection, leaving: str, cases: list[str]) -> list[Json]:
    """List the unsigned drafts of a person that lie in safe-keeping, in these cases: case, note, since when."""
    rows = connection.execute(
        select(kept_draft.c.case_id, kept_draft.c.note, kept_draft.c.since)
        .where(kept_draft.c.user_id == leaving, kept_draft.c.case_id.in_(cases))
        .order_by(kept_draft.c.since, kept_draft.c.note)
    )
    return [{"case": row.case_id, "note": row.note, "since": row.since} for row in rows]


def _moved(value: JsonObject, leaving: str, taking: str, at: str) -> JsonObject:
    assigned: list[Json] = [taking if one == leaving else one for one in _assigned(value) if one != taking]
    return {**value, "assigned": assigned, "taken_over": {"from": leaving, "to": taking, "at": at}}


def _assigned(value: JsonObject) -> list[str]:
    listed = value.get("assigned")
    return [str(one) for one in listed] if isinstance(listed, list) else []
