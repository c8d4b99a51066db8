"""The routes for who runs the hub: health for anybody, figures and the status page for an operator. Decides nothing."""

from collections.abc import Callable
from typing import Annotated, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Cookie, Depends, Header, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import operators
from fieldnotes.hub.health import health
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.metrics import CONTENT_TYPE, metrics
from fieldnotes.hub.running import Running
from fieldnotes.hub.status import status
from fieldnotes.hub.status_page import sign_in_page, status_page, unreachable_page
from fieldnotes.hub.who_asks import Bearer

SIGN_IN: Final = "/status/sign-in"
SIGN_OUT: Final = "/status/sign-out"
_COOKIE: Final = "fieldnotes-operator"
_NOT_READY: Final = 503
_NOBODY: Final = 401
_FIELDS: Final = 4
_SAFE: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_Shown = Annotated[str | None, Cookie(alias=_COOKIE)]


async def _form(request: Request) -> dict[str, str]:
    """A small form as a browser sends it; more fields than any page here has are refused (REQUEST_WRONG)."""
    text = (await request.body()).decode("latin-1")
    try:
        return {name: values[0] for name, values in parse_qs(text, max_num_fields=_FIELDS).items()}
    except ValueError:
        raise Refused(Code.REQUEST_WRONG) from None


def _language(running: Running, chosen: str | None, accepted: str | None) -> tuple[str, Callable[[str], str]]:
    """The language asked for in the address, else the first the browser names that is spoken here, else Swedish."""
    named = [each.split(";")[0].strip()[:2].lower() for each in (accepted or "").split(",")]
    wished = [chosen or "", *named, "sv", "en"]
    found = next(each for each in wished if each in running.languages)
    return found, running.languages[found]


def operating_routes(hub: Hub, running: Running) -> APIRouter:
    """Bind the routes to an open hub and the process that serves it."""
    router = APIRouter()
    _health(router, hub, running)

    @router.get("/metrics", response_model=None)
    def figures(bearer: Bearer) -> Response:
        """Give the hub's figures to a program that shows an operator's key."""
        if bearer is None or operators.whose_key(hub, bearer.credentials) is None:
            raise Refused(Code.OPERATOR_UNKNOWN)
        return Response(metrics(_found(hub), running.tallies), media_type=CONTENT_TYPE)

    _page(router, hub, running)
    return router


def _health(router: APIRouter, hub: Hub, running: Running) -> None:
    @router.get("/health", response_model=None)
    def whole() -> JSONResponse:
        """Tell how this process is: as `/health/ready`."""
        return _told(health(hub, running))

    @router.get("/health/ready", response_model=None)
    def ready() -> JSONResponse:
        """Tell whether this process may be sent requests: 200, or 503 and which of its checks says no."""
        return _told(health(hub, running))

    @router.get("/health/live", response_model=None)
    async def live() -> JsonObject:
        """Tell that this process answers at all."""
        return {"live": True}


def _page(router: APIRouter, hub: Hub, running: Running) -> None:
    @router.get("/status", response_model=None, include_in_schema=False)
    def page(
        shown: _Shown = None,
        language: Annotated[str | None, Query()] = None,
        accept_language: Annotated[str | None, Header()] = None,
    ) -> HTMLResponse:
        """Show an operator how the hub is doing; anybody else is asked for a key."""
        spoken, words = _language(running, language, accept_language)
        try:
            who = None if shown is None else operators.signed_in(hub, shown)
            if who is None:
                return HTMLResponse(sign_in_page(spoken, words, wrong=False), _NOBODY, _SAFE)
            return HTMLResponse(status_page(status(hub), running.tallies.processes(), who, spoken, words), 200, _SAFE)
        except Unavailable:
            return HTMLResponse(unreachable_page(spoken, words), _NOT_READY, _SAFE)

    _doors(router, hub, running)


def _doors(router: APIRouter, hub: Hub, running: Running) -> None:
    @router.post(SIGN_IN, response_model=None, include_in_schema=False)
    def enter(
        request: Request,
        form: Annotated[dict[str, str], Depends(_form)],
        accept_language: Annotated[str | None, Header()] = None,
    ) -> Response:
        """Sign a browser in by an operator's key."""
        spoken, words = _language(running, None, accept_language)
        try:
            token = operators.sign_in(hub, form.get("key", "").strip())
        except Refused:
            return HTMLResponse(sign_in_page(spoken, words, wrong=True), _NOBODY, _SAFE)
        answer = RedirectResponse("/status", 303, _SAFE)
        seconds, secure = int(operators.SIGNED_IN.total_seconds()), request.url.scheme == "https"
        answer.set_cookie(
            _COOKIE, token, seconds, path="/status", secure=secure, httponly=True, samesite="strict"
        )  # fmt: skip
        return answer

    @router.post(SIGN_OUT, response_model=None, include_in_schema=False)
    def leave(shown: _Shown = None) -> Response:
        """Sign a browser out."""
        if shown is not None:
            operators.sign_out(hub, shown)
        answer = RedirectResponse("/status", 303, _SAFE)
        answer.delete_cookie(_COOKIE, path="/status")
        return answer


def _told(found: JsonObject) -> JSONResponse:
    return JSONResponse(found, 200 if found["ready"] else _NOT_READY, {"Cache-Control": "no-store"})


def _found(hub: Hub) -> JsonObject | None:
    try:
        return status(hub)
    except Unavailable:
        return None
