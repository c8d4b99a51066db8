"""The routes of attachments' bytes: only who may read the case; a revoked device hands in and fetches nothing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub import attachments
from fieldnotes.hub.attachments import Place
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.requests import Id
from fieldnotes.hub.who_asks import Bearer, caller, reader
from fieldnotes.wire.attachments import PIECE_TYPE, AttachmentHeld, AttachmentInfo
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.ids import is_id
from fieldnotes.wire.sealed_container import KEY_BYTES, MOST_PIECES

_Number = Annotated[int, Path(ge=0, lt=MOST_PIECES)]
_KEY_LENGTH = (KEY_BYTES + 2) // 3 * 4


class BeginBody(BaseModel):
    """Body of POST /v1/attachments/{case}/{id}."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    chunks: int = Field(ge=1, le=MOST_PIECES)
    key: Annotated[str, StringConstraints(min_length=_KEY_LENGTH, max_length=_KEY_LENGTH)] = Field(repr=False)


async def _raw_body(request: Request) -> bytes:
    """The bytes as the body cap let them through."""
    return await request.body()


_Raw = Annotated[bytes, Depends(_raw_body)]


def _place(case: Annotated[Id, Path()], attachment: Annotated[Id, Path()]) -> Place:
    """Which attachment is meant; nobody's has another kind of id."""
    if not is_id(attachment):
        raise Refused(Code.NOT_FOUND)
    return Place(case, attachment)


_Place = Annotated[Place, Depends(_place)]


def attachment_routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1/attachments/{case}/{attachment}")

    @router.post("", response_model=None)
    def begin(bearer: Bearer, at: _Place, body: BeginBody) -> AttachmentHeld:
        """Begin or go on handing in a file."""
        key = from_base64(body.key)
        if len(key) != KEY_BYTES:
            raise Refused(Code.REQUEST_WRONG)
        return attachments.begin(hub, caller(hub, bearer), at, body.chunks, key)

    @router.put("/{number}", response_model=None)
    def put(bearer: Bearer, at: _Place, number: _Number, raw: _Raw) -> dict[str, str]:
        """Take one piece in."""
        attachments.put_piece(hub, caller(hub, bearer), at, number, raw)
        return {"epoch": hub.epoch}

    @router.get("", response_model=None)
    def info(bearer: Bearer, at: _Place) -> AttachmentInfo:
        """Tell what can be fetched."""
        return attachments.info(hub, reader(hub, bearer), at)

    @router.get("/{number}", response_model=None)
    def give(bearer: Bearer, at: _Place, number: _Number) -> Response:
        """Give one piece."""
        return Response(attachments.give_piece(hub, reader(hub, bearer), at, number), media_type=PIECE_TYPE)

    return router
