"""The hub over HTTP: every route under /v1, and how a refusal becomes a problem. Decides nothing itself."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.address_gate import AddressGate
from fieldnotes.hub.body_cap import BodyCap
from fieldnotes.hub.described import DescribedApi
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.problems import problem, problem_of
from fieldnotes.hub.protocol_gate import ProtocolGate
from fieldnotes.hub.routes import routes
from fieldnotes.hub.routes_operating import SIGN_IN, SIGN_OUT, operating_routes
from fieldnotes.hub.running import Running, Watch
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
    SIGN_IN: _STRANGERS,
    SIGN_OUT: _STRANGERS,
}


def build_app(hub: Hub, running: Running | None = None) -> FastAPI:
    """Build the HTTP side of an open hub, as one process serves it."""
    running = running or Running()
    described = "/v1/openapi.json"
    app = DescribedApi(title="FieldNotes hub", version="1", openapi_url=described, docs_url=None, redoc_url=None)
    app.router.routes += [*routes(hub).routes, *operating_routes(hub, running).routes]
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Unavailable, _refused)
    app.add_exception_handler(RequestValidationError, _request_wrong)
    app.add_exception_handler(HTTPException, _not_here)
    app.add_middleware(BodyCap, caps=_CAPS)
    app.add_middleware(SessionGate, hub=hub)
    app.add_middleware(ProtocolGate)
    app.add_middleware(AddressGate, hub=hub)
    app.add_middleware(Watch, running=running)
    running.begin(_templates(app))
    return app


def _templates(app: FastAPI) -> dict[tuple[str, object], str]:
    """Each route's own words for its address, by method and function: what figures and log call it."""
    found = [one for one in iter_route_contexts(app.routes) if one.path and one.endpoint and one.methods]
    return {(method, one.endpoint): str(one.path) for one in found for method in one.methods or ()}


def _refused(_: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette hands in any exception
    return problem_of(error)


def _request_wrong(_: Request, _error: Exception) -> Response:
    return problem(Code.REQUEST_WRONG)


def _not_here(_: Request, error: Any) -> Response:  # noqa: ANN401 - see above
    if error.status_code == _METHOD_NOT_ALLOWED:
        return problem(Code.NOT_ALLOWED)
    return problem(Code.NOT_FOUND if error.status_code == 404 else Code.REQUEST_WRONG)  # noqa: PLR2004 - HTTP's own
