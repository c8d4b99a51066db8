"""What one serving process knows of itself: what is under way, whether it is ending, what it counts, where it logs.

Stands outermost before every route. Who comes while it ends, or when too much is under way, is asked to come again.
Knows no route's meaning.
"""

import secrets
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub.body_cap import answer_unread
from fieldnotes.hub.request_log import RequestLog, Value, where
from fieldnotes.hub.tallies import UNMATCHED, Tallies

MOST_AT_ONCE: Final = 200
"""So many requests are worked on by one process; more are asked to come again."""
_METHODS: Final = frozenset({"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
_FAILED: Final = 500


@dataclass(slots=True)
class Running:
    """One serving process. `languages`: how the status page says a msgid, by language."""

    log: RequestLog | None = None
    languages: Mapping[str, Callable[[str], str]] = field(default_factory=lambda: {"en": str})
    cells: object = field(default=None, repr=False)
    row: int = 0
    tallies: Tallies = field(init=False, repr=False)
    templates: Mapping[tuple[str, object], str] = field(init=False, repr=False)
    ending: bool = False
    under_way: int = 0

    def begin(self, templates: Mapping[tuple[str, object], str]) -> None:
        """Get ready to count these routes: their templates, by method and function."""
        self.templates = templates
        self.tallies = Tallies([f"{method} {path}" for (method, _), path in templates.items()], self.cells, self.row)
        self.tallies.begin(time.time())

    def look(self) -> None:
        """Note how things stand; called now and then on the server's thread."""
        self.tallies.look(self.under_way, time.time())


class Watch:
    """ASGI middleware: counts, times and logs every request, and turns away who cannot be served now."""

    def __init__(self, app: ASGIApp, running: Running) -> None:
        self._app = app
        self._running = running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        running, told = self._running, _Told(send)
        begun = time.perf_counter()
        turned_away = running.ending or running.under_way >= MOST_AT_ONCE
        running.under_way += 1
        try:
            if turned_away:
                await answer_unread(Unavailable(Code.HUB_BUSY), scope, receive, told.send)
            else:
                await self._app(scope, receive, told.send)
        finally:
            running.under_way -= 1
            self._note(scope, told, time.perf_counter() - begun)

    def _note(self, scope: Scope, told: "_Told", seconds: float) -> None:
        problem = sys.exception()
        method = scope["method"] if scope["method"] in _METHODS else UNMATCHED
        route = self._running.templates.get((method, scope.get("endpoint")), UNMATCHED)
        status = told.status or (_FAILED if problem else 0)
        self._running.tallies.count(f"{method} {route}" if route != UNMATCHED else UNMATCHED, status, seconds)
        if self._running.log is not None:
            about: dict[str, Value] = {} if problem is None else where(problem, problem.__traceback__)
            milliseconds = round(seconds * 1000, 1)
            said: dict[str, Value] = {"route": route, "method": method, "status": status, "ms": milliseconds, **about}
            self._running.log.write(request=told.id, **said)


class _Told:
    """Hands on what is answered with an id of the request, and remembers the status (0 = the line was cut)."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.id = secrets.token_hex(8)
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], (b"x-request-id", self.id.encode())]}
        await self._send(message)
