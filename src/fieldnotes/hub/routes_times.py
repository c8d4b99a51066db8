"""The routes of teams' medians: a person's month comes in, or is taken back. What a team is told goes with the feed."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Id
from fieldnotes.hub.team_times import hand_in, take_back
from fieldnotes.hub.who_asks import Bearer, reader

_Seconds = Annotated[int, Field(ge=0, le=366 * 24 * 3600)]
_PerCent = Annotated[int, Field(ge=0, le=100)]
_Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class _Told(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class MonthBody(_Told):
    """One person's medians: seconds, and per cent of notes shown and answered in."""

    to_signed: _Seconds | None = None
    to_read: _Seconds | None = None
    to_approved: _Seconds | None = None
    typed: _Seconds | None = None
    spoken: _Seconds | None = None
    work: _Seconds | None = None
    shown: _PerCent | None = None
    together: _PerCent | None = None


class TimesBody(_Told):
    """Body of POST /v1/times."""

    period: _Month
    unit: Id
    value: MonthBody


def time_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/times")

    @router.post("", response_model=None)
    def tell(bearer: Bearer, body: TimesBody) -> JsonObject:
        """Hand in one's own month."""
        who = reader(hub, bearer)
        return hand_in(hub, who, body.period, body.unit, body.value.model_dump(exclude_none=True))

    @router.delete("", response_model=None)
    def forget(bearer: Bearer) -> JsonObject:
        """Take back what is not told yet."""
        return take_back(hub, reader(hub, bearer))

    return router
