"""Stands before the body cap: whoever has no session is told so before a byte of what they send is kept.

A request without a token is nobody's: its connection ends with the answer, and nothing more is read. One whose token
has run out may be a device in the middle of a push: what it still sends is thrown away, so that it hears the answer.
Knows no route.
"""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.hub.body_cap import answer_unread
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.problems import problem_of
from fieldnotes.hub.routes_operating import SIGN_IN, SIGN_OUT
from fieldnotes.hub.secret_text import kept
from fieldnotes.hub.sessions import is_open

_FOR_EVERYBODY: Final = frozenset(
    {"/v1/hello", "/v1/enrol", "/v1/session", "/v1/session/nonce", "/v1/openapi.json", SIGN_IN, SIGN_OUT}
)
_BEARER: Final = b"bearer "
_OF_A_STRANGER: Final = 0
"""Bytes that are thrown away of what nobody's request still sends."""

_A_MOMENT: Final = 20.0
"""Seconds: a session that was open so lately need not be looked up before a body is read."""
_MOST_SEEN: Final = 10_000


class SessionGate:
    """ASGI middleware; the route asks again who it is, and whether they may."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub
        self._seen: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass what brings no body, is for everybody, or has a session; answer 401 to the rest."""
        if scope["type"] != "http" or scope["path"] in _FOR_EVERYBODY or not _brings_a_body(scope):
            await self._app(scope, receive, send)
            return
        token = _token(scope)
        if token is None:
            await answer_unread(Code.SESSION_EXPIRED, scope, receive, send, _OF_A_STRANGER)
            return
        if self._was_open(token):
            await self._app(scope, receive, send)
            return
        try:
            known = await run_in_threadpool(is_open, self._hub, token)
        except FieldNotesError as error:
            await problem_of(error)(scope, receive, send)
            return
        if known:
            self._seen[kept(token)] = self._hub.clock.monotonic()
            await self._app(scope, receive, send)
        else:
            await answer_unread(Code.SESSION_EXPIRED, scope, receive, send)

    def _was_open(self, token: str) -> bool:
        """Whether the session was open a moment ago: enough to let a body in; the route asks whether it still is."""
        now = self._hub.clock.monotonic()
        if len(self._seen) > _MOST_SEEN:
            self._seen = {name: at for name, at in self._seen.items() if now - at < _A_MOMENT}
        return now - self._seen.get(kept(token), -_A_MOMENT) < _A_MOMENT


def _brings_a_body(scope: Scope) -> bool:
    said = {name: value for name, value in scope["headers"] if name in (b"content-length", b"transfer-encoding")}
    return b"transfer-encoding" in said or said.get(b"content-length", b"0") != b"0"


def _token(scope: Scope) -> str | None:
    named: bytes = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    return named[len(_BEARER) :].decode("latin-1") if named.lower().startswith(_BEARER) else None
