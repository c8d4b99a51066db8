"""A way to the hub whose cable is pulled at a byte: of a push on its way there, or of the answer on its way back."""

import socket

import httpx2

ENOUGH = 65536


class CutWay(httpx2.BaseTransport):
    """Carries requests to a real hub over a plain socket; `there` or `back` is the byte at which a push is cut.

    After a cut it waits until the hub has closed its side, so that what the hub does with half a request is done.
    """

    def __init__(self) -> None:
        self._inner = httpx2.HTTPTransport()
        self.there: int | None = None
        self.back: int | None = None
        self.sent = self.answered = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Carry it; a push is written byte by byte as HTTP/1.1 has it."""
        if request.url.path != "/v1/push":
            return self._inner.handle_request(request)
        raw = _raw(request)
        self.sent = len(raw)
        with socket.create_connection((request.url.host, request.url.port), timeout=20) as line:
            line.sendall(raw[: self.there])
            if self.there is not None:
                line.shutdown(socket.SHUT_WR)
                _read(line, None)
                raise httpx2.WriteError("the cable was pulled", request=request)
            answer = _read(line, self.back)
        if self.back is not None:
            raise httpx2.ReadError("the cable was pulled", request=request)
        self.answered = len(answer)
        head, _, body = answer.partition(b"\r\n\r\n")
        return httpx2.Response(int(head.split(b" ")[1]), stream=httpx2.ByteStream(body))

    def close(self) -> None:
        """Close the connections for all else."""
        self._inner.close()


def _raw(request: httpx2.Request) -> bytes:
    named = [(name, value) for name, value in request.headers.items() if name.lower() != "connection"]
    lines = [f"POST {request.url.path} HTTP/1.1", *(f"{name}: {value}" for name, value in named), "Connection: close"]
    return "\r\n".join([*lines, "", ""]).encode() + request.read()


def _read(line: socket.socket, most: int | None) -> bytes:
    found = b""
    while most is None or len(found) < most:
        try:
            piece = line.recv(ENOUGH if most is None else most - len(found))
        except ConnectionResetError:
            break
        if not piece:
            break
        found += piece
    return found
