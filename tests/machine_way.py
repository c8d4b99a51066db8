"""The way of the real machine: HTTP to wherever the hub serves now, with the fault of one exchange in it."""

import socket
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
import zstandard

from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import pack, unpack

TAMPERINGS = ("flip", "forge")
DEEP = ("/v1/push", "/v1/lacking")
"""After these the hub may hold something new."""


@dataclass
class HeldUp:
    """A push that is still on its way when its sender has given up."""

    headers: httpx2.Headers
    body: bytes


class TroubledWay(httpx2.BaseTransport):
    """Carries requests to a port that may change; the next exchange's fault befalls requests of one path.

    `delivered` hears what has reached the hub (the entries of a push, nothing else of a question about entries).
    """

    def __init__(self, delivered: Callable[[list[Sealed]], None]) -> None:
        self._inner = httpx2.HTTPTransport()
        self._delivered = delivered
        self._stale: bytes | None = None
        self.port = 0
        self.fault = ("", "")
        self.late: list[HeldUp] = []
        self.pushed: list[bytes] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Deliver a request, or not."""
        what = self.fault[1] if f"/v1/{self.fault[0]}" == request.url.path else ""
        body = request.read()
        if what == "late" and request.url.path == "/v1/push":
            self.late.append(HeldUp(request.headers, body))
        if what in ("lost", "late"):
            raise httpx2.ConnectError("the cable is out", request=request)
        if what == "cut" and request.url.path != "/v1/pull":
            self._send_half(request, body)
            raise httpx2.WriteError("the cable was pulled", request=request)
        changed = _flipped(body, what) if what in TAMPERINGS and request.url.path == "/v1/push" else body
        answer = self._deliver(request, changed)
        if what == "twice":
            self._deliver(request, body)
        if what == "answer_lost":
            raise httpx2.ReadError("the cable was pulled", request=request)
        return self._meddled(answer, what) if request.url.path == "/v1/pull" else answer

    def deliver_late(self, pick: int) -> None:
        """A held up push arrives; its session may have ended meanwhile."""
        one = self.late.pop(pick)
        self._deliver(httpx2.Request("POST", "http://127.0.0.1/v1/push", headers=one.headers), one.body)

    def close(self) -> None:
        """Nothing: the client of each exchange closes its transport, and this one goes on."""

    def end(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _deliver(self, request: httpx2.Request, body: bytes) -> httpx2.Response:
        url = request.url.copy_with(host="127.0.0.1", port=self.port)
        headers = [(name, value) for name, value in request.headers.items() if name not in ("content-length", "host")]
        answer = self._inner.handle_request(httpx2.Request(request.method, url, headers=headers, content=body))
        data = answer.read()
        answer.close()
        if answer.status_code == httpx2.codes.OK and url.path in DEEP:
            entries = unpack(zstandard.decompress(body, max_output_size=1 << 26))[1] if url.path == DEEP[0] else []
            self.pushed += [body] if url.path == DEEP[0] else []
            self._delivered(entries)
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=httpx2.ByteStream(data))

    def _send_half(self, request: httpx2.Request, body: bytes) -> None:
        head = f"{request.method} {request.url.raw_path.decode()} HTTP/1.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in request.headers.items()) + "\r\n"
        data = head.encode() + body
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(data[: len(head) + len(body) // 2])

    def _meddled(self, answer: httpx2.Response, what: str) -> httpx2.Response:
        data = answer.read()
        self._stale, stale = data, self._stale
        changed = {"cut": data[:-7], "stale": stale or data}.get(what, data)
        changed = _flipped(data, "flip") if what in TAMPERINGS else changed
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
        return httpx2.Response(answer.status_code, headers=headers, stream=httpx2.ByteStream(changed))


def _flipped(packed: bytes, what: str) -> bytes:
    """What is packed, tampered with."""
    plain = zstandard.ZstdDecompressor().stream_reader(packed).read()
    return zstandard.ZstdCompressor().compress(tampered(plain, what))


def tampered(parcel: bytes, what: str) -> bytes:
    """One bit of a parcel changed: of the last entry's signature (`forge`), or of its bytes (`flip`)."""
    head, sealed = unpack(parcel)
    if not sealed:
        return parcel[:4] + bytes([parcel[4] ^ 1]) + parcel[5:]
    last = sealed[-1]
    if what == "forge":
        changed = Sealed(last.data, last.hash, bytes([last.signature[0] ^ 1]) + last.signature[1:])
    else:
        at = len(last.data) // 2
        changed = Sealed(last.data[:at] + bytes([last.data[at] ^ 1]) + last.data[at + 1 :], "", last.signature)
    return pack(head, [*sealed[:-1], changed])
