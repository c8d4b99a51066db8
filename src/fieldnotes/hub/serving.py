"""Runs the hub over HTTP until it is told to stop: one socket, optional TLS 1.3, a graceful end. Prints nothing."""

import errno
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.app import build_app
from fieldnotes.hub.certificates import Tls, TlsFiles
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.limits import NONE, Rates
from fieldnotes.hub.running import Running

_CONNECTIONS: Final = 2000
"""So many lines are held at once; most of them rest between two requests (`running.MOST_AT_ONCE`)."""
_SECONDS_TO_FINISH: Final = 10.0
_SECONDS_TO_CLOSE: Final = 2
_TAKEN: Final = frozenset({errno.EADDRINUSE, errno.EACCES})
_STOPPED_BY: Final = (signal.SIGINT, signal.SIGTERM)
_AT_ONCE: Final = 130
"""The exit status after a second signal."""
_TICKS: Final = 10
_LOOKS: Final = 300
"""Of a tenth of a second each: how often a process notes how it is doing, and looks for a new certificate."""


@dataclass(frozen=True, slots=True)
class How:
    """How to serve.

    `tls`: None = plain HTTP. `proxies`: addresses whose word is taken for where a request comes from, comma-separated.
    `rates`: who asks more often is told to wait. `parent`: the process to end with. `running`: its counts and log.
    """

    tls: TlsFiles | None = None
    proxies: str | None = None
    rates: Rates = NONE
    parent: int | None = None
    running: Running = field(default_factory=Running)


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
    """uvicorn that says when it listens, turns away who comes while it ends, and takes up a renewed certificate."""

    def __init__(self, hub: Hub, how: How, listening: socket.socket, ready: Callable[[], None]) -> None:
        hub.limits.rates = how.rates
        config = _config(hub, how)
        config.load()
        self.tls = None if how.tls is None else Tls(how.tls)
        if self.tls is not None:
            config.ssl = self.tls.context
        super().__init__(config)
        self._listening = listening
        self._ready = ready
        self._how = how
        self._look_now = False
        self._until = 0.0

    def serve_here(self) -> None:
        """Serve on this thread until stopped: by a signal on the main thread, by `stop` elsewhere."""
        self.run(sockets=[self._listening])

    def stop(self) -> None:
        """Finish what is under way, turn away what comes, and end."""
        if not self._how.running.ending:
            self._until = time.monotonic() + _SECONDS_TO_FINISH
            self._how.running.ending = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that the hub listens, once it does."""
        await super().startup(sockets=sockets)
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Note how things stand, look for a new certificate now and then, and end when nothing is under way."""
        running, how = self._how.running, self._how
        if how.parent is not None and os.getppid() != how.parent:
            self.stop()  # whoever started this process is gone, and nobody would ever end it
        if counter % _TICKS == 0:
            running.look()
        if self._look_now or counter % _LOOKS == _LOOKS - 1:
            self._look_at_files()
        if running.ending and (running.under_way == 0 or time.monotonic() > self._until):
            self.should_exit = True
        return await super().on_tick(counter)

    def _look_at_files(self) -> None:
        self._look_now = False
        renewed = self.tls is not None and self.tls.renew()
        if renewed:
            self._ready()
        if self._how.running.log is not None:
            self._how.running.log.open_again()
            if renewed:
                self._how.running.log.write(what="certificate renewed")

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals stop the server, and put things back as they were."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {name: signal.signal(name, self._stop) for name in _STOPPED_BY}
        if hasattr(signal, "SIGHUP"):
            before[signal.SIGHUP] = signal.signal(signal.SIGHUP, self._look)
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        if self._how.running.ending:
            os._exit(_AT_ONCE)  # nothing half-done is ever kept: each act is one transaction
        self.stop()

    def _look(self, _signal: int, _frame: FrameType | None) -> None:
        self._look_now = True


def prepare(
    hub: Hub,
    host: str,
    port: int,
    cert: Path | None,
    key: Path | None,
    ready: Callable[[str], None],
    how: How | None = None,
) -> Server:
    """Bind the socket and load the certificate, without serving yet; arguments and errors as `serve`."""
    how = how or How(tls=None if cert is None else TlsFiles(cert, key))
    return prepare_on(hub, listen(host, port), host, how, ready)


def prepare_on(hub: Hub, listening: socket.socket, host: str, how: How, ready: Callable[[str], None]) -> Server:
    """Get ready to serve on a socket that listens, perhaps for other processes too; errors as `serve`."""
    url = address(listening, host, how)

    def say() -> None:
        hub.home.serving_at(url, None if server.tls is None else server.tls.fingerprint)
        ready(url)

    try:
        server = Server(hub, how, listening, say)
    except Refused:
        listening.close()
        raise
    return server


def _config(hub: Hub, how: How) -> uvicorn.Config:
    return uvicorn.Config(
        build_app(hub, how.running),
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        proxy_headers=how.proxies is not None,
        forwarded_allow_ips=how.proxies or [],
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_CLOSE,
    )


def listen(host: str, port: int) -> socket.socket:
    """Bind a socket and listen.

    Raises:
        Refused: PORT_TAKEN.
        Unavailable: HUB_UNREACHABLE for an address this computer does not have.
    """
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


def address(listening: socket.socket, host: str, how: How) -> str:
    """Name where devices reach it."""
    return f"{'http' if how.tls is None else 'https'}://{_name(host)}:{listening.getsockname()[1]}"


def _name(host: str) -> str:
    """How devices call this address: a name instead of "every address", brackets around IPv6."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return socket.getfqdn()
    return f"[{host}]" if ":" in host else host
