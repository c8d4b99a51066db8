"""The routes of deputies: a supervisor names one for themselves, and ends it; everybody reads them in the feed."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.deputies import Wish, end_deputy, name_deputy
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Id, Text
from fieldnotes.hub.who_asks import Bearer, reader


class DeputyBody(BaseModel):
    """Body of POST /v1/deputies; moments as RFC 3339 with offset."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True)

    id: Id
    deputy: Id
    begins: Text = Field(alias="from")
    until: Text


def deputy_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/deputies")

    @router.post("", response_model=None)
    def name(bearer: Bearer, body: DeputyBody) -> JsonObject:
        """Name a deputy for oneself."""
        who = reader(hub, bearer)
        return name_deputy(hub, Wish(body.id, who.user, body.deputy, body.begins, body.until), who.user)

    @router.delete("", response_model=None)
    def end(bearer: Bearer, deputy: Annotated[Id, Query()]) -> JsonObject:
        """End a naming now."""
        return end_deputy(hub, deputy, reader(hub, bearer).user)

    return router
