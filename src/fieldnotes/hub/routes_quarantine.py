"""The routes by which a supervisor sees what lies aside in their cases, and decides about it."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Hash
from fieldnotes.hub.supervising import set_aside_for, settle_set_aside
from fieldnotes.hub.who_asks import Bearer, reader

RELEASE = "release"


class QuarantineBody(BaseModel):
    """Body of POST /v1/quarantine."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    hash: Hash
    decision: Annotated[str, StringConstraints(pattern=r"^(release|refuse)$")]


def quarantine_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/quarantine")

    @router.get("", response_model=None)
    def aside(bearer: Bearer) -> JsonObject:
        """List what lies aside in one's cases."""
        return set_aside_for(hub, reader(hub, bearer))

    @router.post("", response_model=None)
    def settle(bearer: Bearer, body: QuarantineBody) -> JsonObject:
        """Let one in, or keep it out for good."""
        return settle_set_aside(hub, reader(hub, bearer), body.hash, release=body.decision == RELEASE)

    return router
