"""The hub over HTTP: every route under /v1, and how a refusal becomes a problem. Decides nothing itself."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.body_cap import BodyCap
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.problems import problem, problem_of
from fieldnotes.hub.protocol_gate import ProtocolGate
from fieldnotes.hub.routes import routes
from fieldnotes.hub.session_gate import SessionGate
from fieldnotes.wire.attachments import PATH as ATTACHMENTS
from fieldnotes.wire.parcel import MAX_BYTES
from fieldnotes.wire.safe_keeping import MOST_ASKED
from fieldnotes.wire.sealed_container import LARGEST_PIECE

_METHOD_NOT_ALLOWED = 405
_STRANGERS = 16 * 1024
"""Cap of what somebody without a session may send, in bytes."""

_CAPS = {
    "/v1/push": MAX_BYTES,
    "/v1/drafts": MOST_ASKED,
    ATTACHMENTS: LARGEST_PIECE,
    "/v1/enrol": _STRANGERS,
    "/v1/session": _STRANGERS,
}


def build_app(hub: Hub) -> FastAPI:
    """Build the HTTP side of an open hub."""
    app = FastAPI(title="FieldNotes hub", version="1", openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None)
    app.include_router(routes(hub))
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Unavailable, _refused)
    app.add_exception_handler(RequestValidationError, _request_wrong)
    app.add_exception_handler(HTTPException, _not_here)
    app.add_middleware(BodyCap, caps=_CAPS)
    app.add_middleware(SessionGate, hub=hub)
    app.add_middleware(ProtocolGate)
    return app


def _refused(_: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette hands in any exception
    return problem_of(error)


def _request_wrong(_: Request, _error: Exception) -> Response:
    return problem(Code.REQUEST_WRONG)


def _not_here(_: Request, error: Any) -> Response:  # noqa: ANN401 - see above
    if error.status_code == _METHOD_NOT_ALLOWED:
        return problem(Code.NOT_ALLOWED)
    return problem(Code.NOT_FOUND if error.status_code == 404 else Code.REQUEST_WRONG)  # noqa: PLR2004 - HTTP's own
