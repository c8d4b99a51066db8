"""HTTP as a simulated device speaks it: one connection, one request at a time, every answer timed by its route.

A plain reader and writer instead of a library, so that what is measured is the hub and not who asks.
"""

import asyncio
import json
import time
from typing import Self
from urllib.parse import urlsplit

from fieldnotes.wire.messages import PROTOCOL, PROTOCOL_HEADER
from load_figures import Figures

PATIENCE = 60.0
_COMMON = f"Host: hub\r\nAccept-Encoding: identity\r\nUser-Agent: fieldnotes\r\n{PROTOCOL_HEADER}: {PROTOCOL}\r\n"


class Refusal(Exception):  # noqa: N818 - it is an answer
    """The hub said no: its status and its code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class Line:
    """A connection to the hub at an address; use it in an `async with`."""

    def __init__(self, url: str, figures: Figures) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname, parts.port
        self._figures = figures
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self.token = ""

    async def __aenter__(self) -> Self:
        async with asyncio.timeout(10):
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def get(self, path: str) -> dict:
        """Ask with GET."""
        return json.loads(await self._ask("GET", path, b"", ""))

    async def post(self, path: str, body: object) -> dict:
        """Ask with POST and JSON."""
        return json.loads(await self.post_bytes(path, json.dumps(body).encode(), "application/json"))

    async def post_bytes(self, path: str, body: bytes, kind: str) -> bytes:
        """Ask with POST and any bytes."""
        return await self._ask("POST", path, body, kind)

    async def _ask(self, method: str, path: str, body: bytes, kind: str) -> bytes:
        head = f"{method} {path} HTTP/1.1\r\n{_COMMON}"
        if self.token:
            head += f"Authorization: Bearer {self.token}\r\n"
        if kind:
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        begun = time.perf_counter()
        self._writer.write(f"{head}\r\n".encode() + body)
        async with asyncio.timeout(PATIENCE):
            status, found = await self._answer()
        if status != 200:
            raise Refusal(status, _code(found))
        self._figures.took[path.partition("?")[0]].append(time.perf_counter() - begun)
        return found

    async def _answer(self) -> tuple[int, bytes]:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        lengths = [int(one.partition(":")[2]) for one in head if one.lower().startswith("content-length:")]
        return status, await (self._reader.readexactly(lengths[0]) if lengths else self._reader.read())


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["code"])
    except (ValueError, KeyError, TypeError):
        return body[:40].decode("ascii", "replace")
