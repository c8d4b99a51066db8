"""The route by which a person tells, from their own device, that they have copied a text into a case system."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.delivered import Copied, copied_by
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Hash, Id, Text
from fieldnotes.hub.who_asks import Bearer, reader


class CopiedBody(BaseModel):
    """Body of POST /v1/by-hand: which text, into which system, and the receipt from there."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    case: Id
    note: Id
    revision: Hash
    to: Id
    receipt: Text = Field(repr=False)


def by_hand_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/by-hand")

    @router.post("", response_model=None)
    def copied(bearer: Bearer, body: CopiedBody) -> JsonObject:
        """Write a receipt down."""
        who = reader(hub, bearer)
        return copied_by(hub, who, Copied(body.case, body.note, body.revision, body.to, body.receipt))

    return router
