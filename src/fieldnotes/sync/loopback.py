"""Where the browser comes back to after a log-in: one address of this computer, for one person, for a few minutes.

Listens on the loopback interface only (RFC 8252, 7.3) and answers nothing but its own address with the right state.
Knows neither hub nor provider.
"""

import html
import secrets
import socket
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

from fieldnotes.domain.errors import Code, Refused, Unavailable

_TURN: Final = 0.5
_TURNS: Final = 1200
"""Ten minutes of half seconds: as long as the hub remembers what was begun."""
_LONGEST: Final = 16 * 1024
_LINE_END: Final = b"\r\n\r\n"


class Loopback:
    """The open address; close it, or use it in a `with`. `page`: what the browser shows in the end, plain text."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._path = f"/{secrets.token_urlsafe(16)}"
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=4)
        self._socket.settimeout(_TURN)
        self.redirect = f"http://127.0.0.1:{self._socket.getsockname()[1]}{self._path}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def wait(self, state: str, cancelled: Callable[[], bool]) -> str:
        """Wait for the browser to bring a code with this state; whatever else knocks is sent away.

        Raises:
            Refused: LOGIN_FAILED when the provider says no, or nobody came for ten minutes.
            Unavailable: CANCELLED.
        """
        for _ in range(_TURNS):
            if cancelled():
                raise Unavailable(Code.CANCELLED)
            try:
                line, _peer = self._socket.accept()
            except TimeoutError:
                continue
            with line:
                line.settimeout(_TURN)
                brought = self._read(line, state)
            if brought is not None:
                return brought
        raise Refused(Code.LOGIN_FAILED)

    def _read(self, line: socket.socket, state: str) -> str | None:
        asked = _request_line(line)
        parts = urlsplit(asked)
        said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path != self._path or not secrets.compare_digest(said.get("state", "").encode(), state.encode()):
            _answer(line, "404 Not Found", "")
            return None
        _answer(line, "200 OK", self._page)
        if not said.get("code"):
            raise Refused(Code.LOGIN_FAILED)
        return said["code"]


def _request_line(line: socket.socket) -> str:
    """The address asked for; empty when it is no GET, or the line breaks."""
    found = b""
    try:
        while _LINE_END not in found and len(found) < _LONGEST:
            more = line.recv(4096)
            if not more:
                break
            found += more
    except OSError:
        return ""
    words = found.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    return words[1] if len(words) == 3 and words[0] == "GET" else ""  # noqa: PLR2004 - method, address, version


def _answer(line: socket.socket, status: str, text: str) -> None:
    body = f'<!doctype html><meta charset="utf-8"><title>FieldNotes</title><p>{html.escape(text)}</p>'.encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
        "Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n"
    )
    try:
        line.sendall(head.encode("ascii") + body)
    except OSError:
        return
