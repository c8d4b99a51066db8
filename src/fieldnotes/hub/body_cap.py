"""Stands before every route and counts a request's bytes while they stream in; too many never reach a route.

What is kept of one request is at most its cap. What comes after the refusal is thrown away unread up to a small
limit, so that an honest client sees the answer, and then the connection is closed.
"""

from asyncio import timeout
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.hub.problems import problem, problem_of

SMALL: Final = 1024 * 1024
"""Cap of requests that carry JSON, in bytes."""

_THROWN_AWAY: Final = 8 * 1024 * 1024
_SECONDS_MORE: Final = 20
"""Who has announced a body and does not send it is not waited for longer than this."""
_SECONDS_SILENT: Final = 30
"""Nor who falls silent in the middle of one: they would keep others from being served."""


class BodyCap:
    """ASGI middleware: hands the whole body to the route at once, or answers TOO_LARGE.

    `caps`: bytes by the path's first two parts, such as `/v1/push`; all others have `SMALL`.
    """

    def __init__(self, app: ASGIApp, caps: Mapping[str, int]) -> None:
        self._app = app
        self._caps = caps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cap = self._caps.get("/".join(scope["path"].split("/", 3)[:3]), SMALL)
        if _declared(scope) > cap:
            await answer_unread(Code.TOO_LARGE, scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            try:
                async with timeout(_SECONDS_SILENT):
                    message = await receive()
            except TimeoutError:
                await answer_unread(Code.REQUEST_WRONG, scope, receive, send, 0)
                return
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > cap:
                body.clear()
                await answer_unread(Code.TOO_LARGE, scope, receive, send)
                return
        await self._app(scope, _replay(bytes(body), receive), send)


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def answer_unread(
    code: Code | FieldNotesError, scope: Scope, receive: Receive, send: Send, most: int = _THROWN_AWAY
) -> None:
    """Answer first, then throw away up to `most` bytes that still come, then close.

    Closing at once could destroy the answer for who is still sending.
    """
    last: list[Message] = []

    async def hold_back_the_end(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        else:
            last.append({**message, "body": b""})
            message = {**message, "more_body": True}
        await send(message)

    said = problem(code) if isinstance(code, Code) else problem_of(code)
    await said(scope, receive, hold_back_the_end)
    with suppress(TimeoutError):
        async with timeout(_SECONDS_MORE):
            await _throw_away(receive, most)
    for message in last:
        await send(message)


async def _throw_away(receive: Receive, most: int) -> None:
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b"")) or 1
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
