"""Who may know a case: those assigned to it, its named supervisor, supervisors of its unit, and deputies (SEC-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.prepared_case import DOES_CASEWORK
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.standing_in import principals_now
from fieldnotes.hub.tables import case_member

SUPERVISOR = "supervisor"
_PLACES = select(case_member).where(
    tuple_(case_member.c.case_id, case_member.c.user_id).in_(bindparam("places", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in a case; neither = they may not know it."""

    assigned: bool = False
    supervises: bool = False

    @property
    def inside(self) -> bool:
        """Whether the person may know the case and file entries in it."""
        return self.assigned or self.supervises


OUTSIDE = Place()


def roles(user: JsonObject) -> frozenset[tuple[str, str]]:
    """Read a person's memberships as (unit, role)."""
    found = {(str(user.get("unit")), str(user.get("role")))}
    memberships = user.get("memberships")
    for one in memberships if isinstance(memberships, list) else []:
        if isinstance(one, Mapping):
            found.add((str(one.get("unit")), str(one.get("role"))))
    return frozenset(found)


def places_in(case: JsonObject, users: Mapping[str, JsonObject], areas: Areas) -> dict[str, Place]:
    """Work out who stands where in a case; whoever only prepares or supports is inside none, even if assigned.

    Nor is anybody without a role in the case's own secrecy area.
    """
    assigned = {str(user) for user in _texts(case.get("assigned")) if _may_hold(users.get(str(user)), case, areas)}
    named = case.get("supervisor")
    supervising = {u for u, value in users.items() if (str(case.get("unit")), SUPERVISOR) in roles(value)}
    if isinstance(named, str) and _is_near(users.get(named), case, areas):
        supervising.add(named)
    return {user: Place(user in assigned, user in supervising) for user in assigned | supervising}


def _may_hold(user: JsonObject | None, case: JsonObject, areas: Areas) -> bool:
    """Tell whether a person may hold a case at all; of one the hub does not know nothing speaks against it."""
    if user is None:
        return True
    return bool({role for _unit, role in roles(user)} & DOES_CASEWORK) and _is_near(user, case, areas)


def _is_near(user: JsonObject | None, case: JsonObject, areas: Areas) -> bool:
    return user is None or areas.hold(case, roles(user))


def settle_members(
    connection: Connection,
    cases: Mapping[str, JsonObject],
    users: Mapping[str, JsonObject],
    areas: Areas,
    version: int,
) -> None:
    """Write who may know which case, marking each place that moved with the version it moved at."""
    stood = {
        (row.case_id, row.user_id): Place(row.assigned, row.supervises)
        for row in connection.execute(select(case_member))
    }
    wanted = {
        (c, u): place for c, value in cases.items() for u, place in places_by_role(value, cases, users, areas).items()
    }
    for case, user in _stood_in_for(wanted, principals_now(connection)):
        if _may_hold(users.get(user), cases[case], areas):
            wanted[case, user] = Place(wanted.get((case, user), OUTSIDE).assigned, supervises=True)
    for key in sorted(stood.keys() | wanted.keys()):
        place = wanted.get(key, OUTSIDE)
        if stood.get(key, OUTSIDE) == place:
            continue
        values = {"assigned": place.assigned, "supervises": place.supervises, "changed": version}
        if key in stood:
            row = (case_member.c.case_id == key[0]) & (case_member.c.user_id == key[1])
            connection.execute(update(case_member).where(row).values(**values))
        else:
            connection.execute(insert(case_member).values(case_id=key[0], user_id=key[1], given=False, **values))


def _stood_in_for(
    wanted: Mapping[tuple[str, str], Place], standing_in: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Deputies stand where their supervisors stand by their own roles; nobody is a deputy's deputy."""
    return [
        (case, deputy)
        for (case, user), place in wanted.items()
        if place.supervises
        for deputy in standing_in.get(user, frozenset())
    ]


def places_by_role(
    case: JsonObject, cases: Mapping[str, JsonObject], users: Mapping[str, JsonObject], areas: Areas
) -> dict[str, Place]:
    """The people of a case; a proposed one that was bound has those of the real case too, for its notes lie there."""
    found = places_in(case, users, areas)
    real = cases.get(str(case.get("bound_to")))
    for user, there in (places_in(real, users, areas) if real is not None else {}).items():
        here = found.get(user, OUTSIDE)
        found[user] = Place(here.assigned or there.assigned, here.supervises or there.supervises)
    return found


def places(connection: Connection, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Place]:
    """Look up where people stand, for pairs of (case, user); a pair that is not there stands outside."""
    if not wanted:
        return {}
    rows = connection.execute(_PLACES, {"places": sorted(set(wanted))})
    return {(row.case_id, row.user_id): Place(row.assigned, row.supervises) for row in rows}


def _texts(value: Json) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
