"""Runs the hub over HTTP until it is told to stop: one socket, optional TLS 1.3, a graceful end. Prints nothing."""

import errno
import hashlib
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.app import build_app
from fieldnotes.hub.hub import Hub

_AT_ONCE: Final = 200
_SECONDS_TO_FINISH: Final = 10
_TAKEN: Final = frozenset({errno.EADDRINUSE, errno.EACCES})
_STOPPED_BY: Final = (signal.SIGINT, signal.SIGTERM)


def serve(
    hub: Hub,
    host: str,
    port: int,
    cert: Path | None = None,
    key: Path | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until a signal (SIGINT, SIGTERM) says stop; requests under way are finished first.

    Args:
        hub: the open hub.
        host: the address to listen on.
        port: 0 for a free one.
        cert: PEM file with the certificate (and its chain); without it plain HTTP.
        key: PEM file with its key.
        ready: called with the URL once the hub listens; later invitations name that URL.

    Raises:
        Refused: PORT_TAKEN; FILE_MISSING or WRONG_FILE for a certificate that cannot be used.
        Unavailable: HUB_UNREACHABLE for an address this computer does not have.
    """
    prepare(hub, host, port, cert, key, ready or (lambda _: None)).serve_here()


class Server(uvicorn.Server):
    """uvicorn that says when it listens, and ends without raising the signal once more."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening
        self._ready = ready

    def serve_here(self) -> None:
        """Serve on this thread until stopped: by a signal on the main thread, by `stop` elsewhere."""
        self.run(sockets=[self._listening])

    def stop(self) -> None:
        """Finish what is under way and end."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that the hub listens, once it does."""
        await super().startup(sockets=sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals stop the server, and put things back as they were."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {name: signal.signal(name, self._stop) for name in _STOPPED_BY}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop()


def prepare(
    hub: Hub, host: str, port: int, cert: Path | None, key: Path | None, ready: Callable[[str], None]
) -> Server:
    """Bind the socket and load the certificate, without serving yet; arguments and errors as `serve`."""
    config = uvicorn.Config(
        build_app(hub),
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        ssl_certfile=cert,
        ssl_keyfile=key,
    )
    ca = None if cert is None else _load_certificate(config, cert, key)
    listening = _listen(host, port)
    url = f"{'http' if cert is None else 'https'}://{_name(host)}:{listening.getsockname()[1]}"

    def say() -> None:
        hub.home.serving_at(url, ca)
        ready(url)

    return Server(config, listening, say)


def _load_certificate(config: uvicorn.Config, cert: Path, key: Path | None) -> str:
    """Load the certificate; the fingerprint (SHA-256, hex) of the last in its chain goes into invitations."""
    for file in (cert, key):
        if file is not None and not file.is_file():
            raise Refused(Code.FILE_MISSING, file=file.name)
    try:
        config.load()
        blocks = cert.read_text("ascii").split("-----BEGIN CERTIFICATE-----")
        last = "-----BEGIN CERTIFICATE-----" + blocks[-1]
        fingerprint = hashlib.sha256(ssl.PEM_cert_to_DER_cert(last.strip())).hexdigest()
    except (ssl.SSLError, ValueError, OSError):
        raise Refused(Code.WRONG_FILE, file=cert.name, expected="a PEM certificate with its key") from None
    if isinstance(config.ssl, ssl.SSLContext):
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
    return fingerprint


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sets TCP_NODELAY only then
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OverflowError:
        listening.close()
        raise Refused(Code.PORT_TAKEN, port=port) from None
    except OSError as problem:
        listening.close()
        if problem.errno in _TAKEN:
            raise Refused(Code.PORT_TAKEN, port=port) from None
        raise Unavailable(Code.HUB_UNREACHABLE, url=host) from None
    listening.listen()
    return listening


def _name(host: str) -> str:
    """How devices call this address: a name instead of "every address", brackets around IPv6."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return socket.getfqdn()
    return f"[{host}]" if ":" in host else host
