"""The routes of drafts in safe-keeping: a revoked device may hand in, and neither fetch nor remove."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import safe_keeping
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Count, Id
from fieldnotes.hub.safe_keeping import HandedIn
from fieldnotes.hub.who_asks import Bearer, caller, reader
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.safe_keeping import MOST_SEALED, MOST_SLOTS, KeepAnswer, SealedAnswer, ShelvesAnswer

_MOST_DRAFTS = 500
_Moment = Annotated[str, StringConstraints(min_length=20, max_length=40, pattern=r"^[0-9T:.+Z-]+$")]
_Named = Annotated[Id, Query()]


def _in_base64(size: int) -> int:
    return (size + 2) // 3 * 4


class DraftBody(BaseModel):
    """One draft of POST /v1/drafts."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    case: Id
    note: Id
    number: Count
    since: _Moment
    age: Count
    sealed: str = Field(repr=False, min_length=4, max_length=_in_base64(MOST_SEALED))


class KeepBody(BaseModel):
    """Body of POST /v1/drafts."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    shelf: Id
    slots: str | None = Field(default=None, repr=False, max_length=_in_base64(MOST_SLOTS))
    drafts: list[DraftBody] = Field(max_length=_MOST_DRAFTS)


def safe_keeping_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/drafts")
    _handing_in(router, hub)
    _fetching(router, hub)
    return router


def _handing_in(router: APIRouter, hub: Hub) -> None:
    @router.post("", response_model=None)
    def keep(bearer: Bearer, body: KeepBody) -> KeepAnswer:
        """Keep sealed drafts of this device."""
        who = caller(hub, bearer)
        handed = [
            HandedIn(one.case, one.note, one.number, one.since, one.age, from_base64(one.sealed)) for one in body.drafts
        ]
        slots = None if body.slots is None else from_base64(body.slots)
        return safe_keeping.keep(hub, who, body.shelf, slots, handed)


def _fetching(router: APIRouter, hub: Hub) -> None:
    @router.get("", response_model=None)
    def shelves(bearer: Bearer) -> ShelvesAnswer:
        """List what lies here of this person."""
        return safe_keeping.shelves(hub, reader(hub, bearer))

    @router.get("/sealed", response_model=None)
    def sealed(bearer: Bearer, device: _Named, shelf: _Named, note: _Named) -> SealedAnswer:
        """Give one blob to its person."""
        return safe_keeping.give(hub, reader(hub, bearer), (device, shelf, note))

    @router.get("/waiting", response_model=None)
    def waiting(bearer: Bearer) -> JsonObject:
        """Tell a supervisor of old drafts."""
        return safe_keeping.waiting(hub, reader(hub, bearer)).to_json()

    @router.delete("", response_model=None)
    def remove(
        bearer: Bearer, device: _Named, shelf: _Named, note: _Named, up_to: Annotated[Count, Query()]
    ) -> dict[str, int]:
        """Take one draft out, up to a state; what is not there is fine."""
        return {"removed": safe_keeping.remove(hub, reader(hub, bearer), (device, shelf, note), up_to)}
