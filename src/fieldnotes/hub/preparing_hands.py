"""Who has a case, as an administrator settles it: assigned, taken off, handed over; never to oneself. Knows no note."""

from collections.abc import Mapping

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.handing_over import Handing, cases_of, drafts_in, move, require_two
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.preparing import require_caseworker, require_open, require_prepares, units_prepared_by
from fieldnotes.hub.registers import reassigned
from fieldnotes.hub.sessions import Caller


def settle_assigned(hub: Hub, who: Caller, case_id: str, user: str, *, there: bool, drafts_stay: bool) -> JsonObject:
    """Assign a person to a case or take them off: `{"case", "assigned", "version"}`; twice changes nothing.

    Refused: NOT_AN_ADMINISTRATOR; PROTECTED_CASE and NOT_A_WORKER when somebody is to come in; DRAFTS_LEFT when
    somebody is to leave whose unsigned drafts would stay behind.
    """

    def job(connection: Connection) -> JsonObject:
        case = require_prepares(connection, who.user, case_id)
        if there and user not in _assigned(case):
            require_open(case)
            require_caseworker(connection, who.user, user, case)
        left = [] if there else drafts_in(connection, user, [case_id])
        if left and not drafts_stay:
            raise Refused(Code.DRAFTS_LEFT, count=len(left))
        done = reassigned(hub, connection, case, user, there=there)
        if done["assigned"] != list(_assigned(case)):
            record(connection, hub.clock, "assigned" if there else "unassigned", who.user, case_id)
        return done

    return hub.database.write(job)


def hand_over_prepared(hub: Hub, who: Caller, handing: Handing, case: str | None) -> JsonObject:
    """Move one case, or all of a worker's in one's units: `{"from", "to", "cases": [id], "drafts": count, "version"}`.

    Refused: NOT_AN_ADMINISTRATOR, UNKNOWN_USER, NOT_ASSIGNED, NOT_A_WORKER, DRAFTS_LEFT; nothing moves.
    """

    def job(connection: Connection) -> JsonObject:
        units = units_prepared_by(connection, who.user)
        if case is not None:
            require_prepares(connection, who.user, case)
        elif not units:
            raise Refused(Code.NOT_AN_ADMINISTRATOR)
        require_two(connection, handing.leaving, handing.taking)
        moving = _moving(connection, units, handing, case)
        for each in moving.values():
            require_caseworker(connection, who.user, handing.taking, each)
        done = move(hub, connection, handing, moving)
        drafts = done["drafts"]
        return {**done, "drafts": len(drafts) if isinstance(drafts, list) else 0}

    return hub.database.write(job)


def _moving(
    connection: Connection, units: frozenset[str], handing: Handing, case: str | None
) -> Mapping[str, JsonObject]:
    """The cases to move; one that was handed over just so before is not asked about again."""
    if case is not None:
        stood = require_prepares(connection, handing.by, case).get("taken_over")
        if isinstance(stood, dict) and (stood.get("from"), stood.get("to")) == (handing.leaving, handing.taking):
            return {}
    found = cases_of(connection, handing.leaving, case)
    return {name: value for name, value in found.items() if value.get("unit") in units}


def _assigned(case: JsonObject) -> tuple[str, ...]:
    listed = case.get("assigned")
    return tuple(str(one) for one in listed) if isinstance(listed, list) else ()
