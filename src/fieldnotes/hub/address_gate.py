"""Stands before the protocol gate: who has no session is counted by address, and told to wait when they ask too often.

Whoever brings a token is counted by device once it is known (`who_asks`); a token that is nobody's counts for the
address it came from. Knows no route.
"""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.body_cap import answer_unread
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.limits import Asker

_NOBODY: Final = 401


class AddressGate:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass who may ask; answer 429 to the rest."""
        if scope["type"] != "http" or scope.get("client") is None:
            await self._app(scope, receive, send)
            return
        address = str(scope["client"][0])
        if any(name == b"authorization" for name, _ in scope["headers"]):
            await self._app(scope, receive, self._counting(address, send))
            return
        wait = self._take(address)
        if wait:
            await answer_unread(Refused(Code.TOO_MANY, seconds=wait), scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _take(self, address: str) -> int:
        return self._hub.limits.take(Asker.ADDRESS, address, self._hub.clock.monotonic())

    def _counting(self, address: str, send: Send) -> Send:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == _NOBODY:
                self._take(address)
            await send(message)

        return counted
