"""Stands outermost: whoever speaks a protocol this hub does not is told which ones it does, before anything is read.

`hello` answers everybody, so that both sides can say who has to be updated. Knows no route's meaning.
"""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from fieldnotes.hub.problems import version_problem
from fieldnotes.wire.messages import PROTOCOL, PROTOCOL_HEADER

SPOKEN: Final = (PROTOCOL, PROTOCOL)
"""The least and the most protocol this hub speaks."""

_HEADER: Final = PROTOCOL_HEADER.lower().encode("ascii")
_FOR_EVERYBODY: Final = frozenset({"/v1/hello", "/v1/openapi.json"})


class ProtocolGate:
    """ASGI middleware; a request that names no protocol passes (a person looking with a browser)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass what is spoken here; answer 426 to the rest."""
        if scope["type"] == "http" and scope["path"] not in _FOR_EVERYBODY and not _is_spoken(scope):
            await version_problem(SPOKEN)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_spoken(scope: Scope) -> bool:
    named: bytes | None = next((value for name, value in scope["headers"] if name == _HEADER), None)
    if named is None:
        return True
    least, most = SPOKEN
    return named.isdigit() and len(named) < len(str(2**53)) and least <= int(named) <= most
