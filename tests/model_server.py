"""A server of one file, over real HTTP on this computer, that can do what servers and lines do to a download."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

PIECE = 64 * 1024


@dataclass
class ModelServer:
    """Serves `data` at `/model.zip`; each request is remembered with its Range.

    cuts: after how many bytes the next answers break off, one for each request.
    ranges: whether it knows Range. moved: answers with a redirect to this address. status: refuses with this.
    pauses: an event each answer waits for after its first piece.
    """

    data: bytes
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    moved: str = ""
    status: int = 0
    pauses: threading.Event | None = None
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/model.zip"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.pauses is not None:
            self.pauses.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                served.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        asked = request.headers.get("Range", "")
        self.asked.append(asked)
        request.close_connection = True
        if self.moved or self.status:
            request.send_response(self.status or 302)
            request.send_header("Location", self.moved)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.ranges else 0
        if begin >= len(self.data):
            request.send_error(416)
            return
        rest = self.data[begin:]
        request.send_response(206 if begin else 200)
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(self.data) - 1}/{len(self.data)}")
        request.send_header("Content-Length", str(len(rest)))
        request.end_headers()
        self._send(request, rest[: self.cuts.pop(0)] if self.cuts else rest)

    def _send(self, request: BaseHTTPRequestHandler, data: bytes) -> None:
        with suppress(ConnectionError):  # who asked has gone
            for at in range(0, len(data), PIECE):
                request.wfile.write(data[at : at + PIECE])
                if self.pauses is not None:
                    self.pauses.wait(10)
