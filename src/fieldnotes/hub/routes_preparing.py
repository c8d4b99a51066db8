"""The routes of an administrator: the table of what there is to prepare, and the acts that prepare it."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import preparing
from fieldnotes.hub.handing_over import Handing
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.preparing_acts import Added, Planned, add_person, cancel_visit, plan_visit
from fieldnotes.hub.preparing_hands import hand_over_prepared, settle_assigned
from fieldnotes.hub.requests import Count, Id
from fieldnotes.hub.who_asks import Bearer, reader

_MOST = 50
_Named = Annotated[Id, Query()]
_Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
_Moment = Annotated[str, StringConstraints(min_length=16, max_length=40, pattern=r"^[0-9T:.+Z-]+$")]


class _Asked(BaseModel):
    """Nothing is guessed: other types and unknown keys are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class VisitBody(_Asked):
    """Body of POST /v1/preparing/visits."""

    case: Id
    visit: Id
    start: _Moment
    template: Id
    workers: list[Id] = Field(max_length=_MOST)
    people: list[Id] = Field(max_length=_MOST)


class PersonBody(_Asked):
    """Body of POST /v1/preparing/people."""

    case: Id
    person: Id
    role: Id
    name: _Short = Field(repr=False)
    language: _Language | None = None
    title: _Short | None = Field(default=None, repr=False)
    protected: bool = False


class AssignedBody(_Asked):
    """Body of POST /v1/preparing/assigned: `there` false takes off."""

    case: Id
    user: Id
    there: bool
    drafts_stay: bool = False


class HandoverBody(_Asked):
    """Body of POST /v1/preparing/handovers: without a case, all of them in one's units."""

    case: Id | None = None
    leaving: Id
    taking: Id
    drafts_stay: bool = False


def preparing_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/preparing")

    @router.get("", response_model=None)
    def table(bearer: Bearer, after: Annotated[Count, Query()] = 0) -> JsonObject:
        """Give an administrator's table."""
        return preparing.table(hub, reader(hub, bearer).user, after).to_json()

    _visits_and_people(router, hub)
    _hands(router, hub)
    return router


def _visits_and_people(router: APIRouter, hub: Hub) -> None:
    @router.post("/visits", response_model=None)
    def plan(bearer: Bearer, body: VisitBody) -> JsonObject:
        """Plan or move a visit."""
        planned = Planned(body.case, body.visit, body.start, body.template, body.workers, body.people)
        return plan_visit(hub, reader(hub, bearer), planned)

    @router.delete("/visits", response_model=None)
    def cancel(bearer: Bearer, case: _Named, visit: _Named) -> JsonObject:
        """Take a planned visit away."""
        return cancel_visit(hub, reader(hub, bearer), case, visit)

    @router.post("/people", response_model=None)
    def add(bearer: Bearer, body: PersonBody) -> JsonObject:
        """Add a person to a case."""
        added = Added(body.case, body.person, body.role, body.name, body.language, body.title, body.protected)
        return add_person(hub, reader(hub, bearer), added)


def _hands(router: APIRouter, hub: Hub) -> None:
    @router.post("/assigned", response_model=None)
    def assigned(bearer: Bearer, body: AssignedBody) -> JsonObject:
        """Assign a person, or take them off."""
        who = reader(hub, bearer)
        return settle_assigned(hub, who, body.case, body.user, there=body.there, drafts_stay=body.drafts_stay)

    @router.post("/handovers", response_model=None)
    def handover(bearer: Bearer, body: HandoverBody) -> JsonObject:
        """Hand cases over."""
        who = reader(hub, bearer)
        return hand_over_prepared(hub, who, Handing(body.leaving, body.taking, who.user, body.drafts_stay), body.case)
