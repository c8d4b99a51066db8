"""The routes of kept examples: a supervisor hands one in or takes one away; everybody reads them in the feed."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.examples import Kept, keep_example, take_example_away
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Id
from fieldnotes.hub.who_asks import Bearer, reader
from fieldnotes.wire.examples import MOST_TEXT, MOST_WHY

_Short = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w.:-]+$")]
_Named = Annotated[_Short, Query()]


class ExampleBody(BaseModel):
    """Body of POST /v1/examples."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    id: _Short
    unit: _Short
    template: Id
    section: Id
    field: Id | None
    text: str = Field(repr=False, min_length=1, max_length=MOST_TEXT)
    why: str = Field(repr=False, max_length=MOST_WHY)


def example_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/examples")

    @router.post("", response_model=None)
    def keep(bearer: Bearer, body: ExampleBody) -> JsonObject:
        """Publish an example to a unit."""
        kept = Kept(body.id, body.unit, body.template, body.section, body.field, body.text, body.why)
        return keep_example(hub, reader(hub, bearer), kept)

    @router.delete("", response_model=None)
    def take_away(bearer: Bearer, unit: _Named, example: _Named) -> JsonObject:
        """Take an example away."""
        return take_example_away(hub, reader(hub, bearer), unit, example)

    return router
