"""A supervisor's deputies: named for some days over the network, shown to both, ended early or by themselves."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.view import View
from fieldnotes.domain.deputies import OVER, Deputy
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import does_casework
from fieldnotes.domain.private import Private
from fieldnotes.sync import one_question
from fieldnotes.vault.deputies import deputies as told
from fieldnotes.wire.ids import new_id

_SHOWN_FOR: Final = timedelta(days=90)
"""So long a deputy whose time is over is still listed."""


@dataclass(frozen=True, slots=True)
class DeputyView(View):
    """Who stands in for whom, from when until just before when; `state` is `coming`, `active` or `over`.

    `may_end`: it is about the person here, or they named it.
    """

    id: str
    deputy: str
    deputy_name: Private
    principal: str
    principal_name: Private
    begins: datetime
    ends: datetime
    state: str
    may_end: bool


def deputies(desk: Desk) -> tuple[DeputyView, ...]:
    """List deputies as the hub last told: those to come and those of now first, by their first day."""
    now, people = desk.hub_now(), people_at(desk)
    rows = [_view(people, each, now) for each in told(desk.vault) if each.ends > now - _SHOWN_FOR]
    return tuple(sorted(rows, key=lambda row: (row.state == OVER, row.begins, row.id)))


def standing_in(desk: Desk) -> tuple[DeputyView, ...]:
    """Say for whom the person here decides now."""
    now, people = desk.hub_now(), people_at(desk)
    mine = (each for each in told(desk.vault) if each.user == people.me.id and each.covers(now))
    return tuple(_view(people, each, now) for each in mine)


def may_be_named(desk: Desk) -> tuple[tuple[str, Private], ...]:
    """List the colleagues who could stand in, by name: id and name."""
    people = people_at(desk)
    found = [user for user in people.users.values() if user.id != people.me.id and does_casework(user)]
    return tuple((user.id, user.name) for user in sorted(found, key=lambda user: (user.name.casefold(), user.id)))


def name(desk: Desk, user: str, first: date, last: date) -> tuple[str, Changed]:
    """Name a deputy for oneself from the first day until the end of the last; gives the naming's id.

    Refused: NOT_JOINED, NOT_A_SUPERVISOR, NO_DEPUTY, UNKNOWN_USER, DEPUTY_DAYS.
    Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING; nobody is named then.
    """
    made = new_id(desk.clock)
    body: JsonObject = {
        "id": made, "deputy": user, "from": _begins(first), "until": _begins(last + timedelta(days=1)),
    }  # fmt: skip
    one_question.post(desk.vault, desk.clock, "/v1/deputies", body)
    return made, changed("profile cases")


def end(desk: Desk, deputy: str) -> Changed:
    """End a naming now.

    Refused: NOT_JOINED, UNKNOWN_DEPUTY, NOT_A_SUPERVISOR. Unavailable: as `name`.
    """
    one_question.delete(desk.vault, desk.clock, f"/v1/deputies?{urlencode({'deputy': deputy})}")
    return changed("profile cases")


def _begins(day: date) -> str:
    """A day begins at midnight where this computer is."""
    return datetime.combine(day, time()).astimezone().isoformat()


def _view(people: People, each: Deputy, now: datetime) -> DeputyView:
    return DeputyView(
        id=each.id,
        deputy=each.user,
        deputy_name=people.user_name(each.user),
        principal=each.principal,
        principal_name=people.user_name(each.principal),
        begins=each.begins,
        ends=each.ends,
        state=each.state(now),
        may_end=people.me.id in (each.user, each.principal, each.named_by) and each.state(now) != OVER,
    )
