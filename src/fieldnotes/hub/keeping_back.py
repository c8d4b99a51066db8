"""Cases that stay here although somebody supervises them: told in outline, and no word of a note (SEC-4, SEC-6, SEC-8).

Whoever is assigned to a case has it. Which of the others a supervisor is given is `giving.py`'s affair.
"""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from fieldnotes.domain.cases import PROTECTIONS
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.tables import case_member
from fieldnotes.wire.reference import KEPT_BACK

_TOLD: Final = (
    "id", "number", "phase", "unit", "supervisor", "received", "opened", "placed", "next_review", "decision_deadline",
    "closed", "bound_to",
)  # fmt: skip
_FOUND_BY: Final = ("person_id", "name", "personnummer", "born", "role")
"""By what a case may be searched (SEC-7)."""


def is_protected(case: JsonObject) -> bool:
    """Tell whether anybody of a case has a protected identity (SEC-4)."""
    people = case.get("people")
    everybody = [case.get("child"), *(people if isinstance(people, list) else [])]
    return any(
        isinstance(each, Mapping) and (each.get("protected") is True or each.get("protection") in PROTECTIONS)
        for each in everybody
    )


def outline(case: JsonObject) -> JsonObject:
    """Give what may be known of a case that stays here: number and days, and the child it is found by.

    Nobody of the family when anybody in it has a protected identity.
    """
    told: dict[str, Json] = {key: case[key] for key in _TOLD if key in case}
    child = case.get("child")
    shown: dict[str, Json] = {"person_id": KEPT_BACK, "role": "barn"}
    if isinstance(child, Mapping) and not is_protected(case):
        shown = {key: child[key] for key in _FOUND_BY if key in child}
    return {**told, "child": shown, "people": [], KEPT_BACK: True}


def only_supervises(user: str) -> ColumnElement[bool]:
    """Say which memberships are of cases a person supervises and is not assigned to."""
    return (case_member.c.user_id == user) & case_member.c.supervises & ~case_member.c.assigned


def kept_back(connection: Connection, user: str, among: Collection[str] | None = None) -> frozenset[str]:
    """Name the cases a person supervises that stay here; `among`: only of these."""
    given = case_member.c.given.is_not(False)
    wanted = select(case_member.c.case_id).where(only_supervises(user), ~given)
    rows = connection.execute(wanted if among is None else wanted.where(case_member.c.case_id.in_(sorted(among))))
    return frozenset(rows.scalars())


def waiting_there(hub: Hub, connection: Connection, user: str) -> list[Json]:
    """Say of each case kept back in which notes wait: which, how many, and since when the first."""
    turns = hub.turns.of(connection, kept_back(connection, user))
    since = {case: [t.since for t in found if t.since and user not in t.authors] for case, found in turns.items()}
    return [{"case": case, "notes": len(found), "since": min(found)} for case, found in sorted(since.items()) if found]
