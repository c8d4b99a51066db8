"""What a supervisor sees and decides of quarantine: entries set aside in the cases they supervise, and nothing else.

Who did what and when, and why it lies there; never what a note says (SEC-6). Letting in is judged as at the hub.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.judging import Arrived, judge
from fieldnotes.hub.moments import moment
from fieldnotes.hub.quarantining import JUDGED_AGAIN, WAITING, Held, all_held, find_held
from fieldnotes.hub.releasing import WAIVABLE, quarantine_refuse, quarantine_release
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import case_member

_SHOWN_FOR: Final = timedelta(days=30)
"""So long what was decided is still listed."""


def set_aside_for(hub: Hub, who: Caller) -> JsonObject:
    """List what lies aside in the cases a person supervises: `{"aside": [row]}`, in the order it came.

    A row is `{"hash", "id", "case", "kind", "note", "author", "at", "received_at", "reason", "state", "decided_at",
    "decided_by", "may_release", "settles_itself"}`; the last: what it lacks may still come, and nobody need decide.
    """
    since = moment(hub.clock, -_SHOWN_FOR)
    with hub.database.reading() as connection:
        mine = _supervised(connection, who.user)
        held = [
            one
            for one in all_held(connection)
            if one.case in mine and (one.state == WAITING or (one.decided_at or "") >= since)
        ]
    rows: list[Json] = [
        _row(one, arrived, who.user) for one, arrived in zip(held, judge(hub, [h.sealed for h in held]), strict=True)
    ]
    return {"aside": rows}


def settle_set_aside(hub: Hub, who: Caller, digest: str, *, release: bool) -> JsonObject:
    """Let an entry into the record, or keep it out for good, as its case's supervisor; gives the list anew.

    Refused: UNKNOWN_ENTRY when it lies in no case of theirs; OWN_WORK for an entry of one's own; CANNOT_RELEASE when
    nobody may let it in; NOT_ALLOWED when it was decided already.
    """
    with hub.database.reading() as connection:
        held = find_held(connection, digest)
        if held.case not in _supervised(connection, who.user):
            raise Refused(Code.UNKNOWN_ENTRY, entry=digest)
    one = judge(hub, [held.sealed])[0]
    if one.entry is not None and one.entry.author == who.user:
        raise Refused(Code.OWN_WORK)
    if release and held.state == WAITING and not _may_release(held, one, who.user):
        raise Refused(Code.CANNOT_RELEASE, reason=held.reason.value)
    act = quarantine_release if release else quarantine_refuse
    act(hub, digest, who.user)
    return set_aside_for(hub, who)


def _supervised(connection: Connection, user: str) -> Collection[str]:
    mine = select(case_member.c.case_id).where(case_member.c.user_id == user, case_member.c.supervises)
    return frozenset(connection.execute(mine).scalars())


def _may_release(held: Held, one: Arrived, user: str) -> bool:
    """Only reasons about standing at the time may be waived, and never for one's own entry."""
    own = one.entry is None or one.entry.author == user
    return held.state == WAITING and not own and set(one.reasons) <= WAIVABLE and held.reason in WAIVABLE


def _row(held: Held, one: Arrived, user: str) -> JsonObject:
    act = one.entry
    return {
        "hash": held.sealed.hash,
        "id": held.id,
        "case": held.case,
        "kind": None if act is None else act.kind.value,
        "note": None if act is None else act.note,
        "author": None if act is None else act.author,
        "at": None if act is None else act.at,
        "received_at": held.received_at,
        "reason": held.reason.value,
        "state": held.state,
        "decided_at": held.decided_at,
        "decided_by": held.decided_by,
        "may_release": _may_release(held, one, user),
        "settles_itself": held.state == WAITING and held.reason in JUDGED_AGAIN,
    }
