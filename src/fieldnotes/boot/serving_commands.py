"""Runs the hub, as one process or several: duties at the start once for all of them, then the socket, then the serving.

Each process opens the hub for itself; nothing that was opened crosses from one to another.
"""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from fieldnotes.boot.catalogues import Catalogue
from fieldnotes.boot.resources import resources
from fieldnotes.boot.shipped_book import shipped_book
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import access_keeping, disposing, importing, lacking, operators, registers, serving
from fieldnotes.hub.certificates import Tls, TlsFiles
from fieldnotes.hub.duties import START, alone
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.limits import USUAL, Rates
from fieldnotes.hub.processes import Post, Processes
from fieldnotes.hub.request_log import RequestLog
from fieldnotes.hub.running import Running
from fieldnotes.hub.status import status

STANDARD_ERROR: Final = "-"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a hub is to be served, as it was typed; `log`: a file, `-` for standard error, None for none.

    `device_rate`, `address_rate`: requests a minute, 0 = no limit, None = the usual.
    """

    host: str
    port: int
    cert: str | None = None
    key: str | None = None
    client_ca: str | None = None
    processes: int = 1
    log: str | None = None
    proxies: str | None = None
    device_rate: int | None = None
    address_rate: int | None = None

    def how(self) -> serving.How:
        """Say it in the hub's words, without the log."""
        files = (self.key, self.client_ca)
        key, client_ca = (None if file is None else Path(file) for file in files)
        tls = None if self.cert is None else TlsFiles(Path(self.cert), key, client_ca)
        device = USUAL.device if self.device_rate is None else self.device_rate
        address = USUAL.address if self.address_rate is None else self.address_rate
        return serving.How(tls=tls, proxies=self.proxies, rates=Rates(device, address))


def serve(
    folder: Path, host: str, port: int, cert: str | None, key: str | None,
    ready: Callable[[str], None], more: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Run the hub until it is asked to stop; a newer program first publishes its own, and a disposal is finished.

    `more`: the other fields of a `Wish`, by name.
    """
    wish = Wish(host, port, cert, key, **(more or {}))
    how = wish.how()
    if how.tls is not None:
        Tls(how.tls)  # said at once, not by a process that cannot begin
    with Hub.open(folder, SystemClock()) as hub:
        alone(hub, START, partial(_begin, hub))
        if wish.processes == 1:
            _serve_here(hub, wish, how, ready)
            return
        home = hub.home
    listening = serving.listen(host, port)
    url, log = serving.address(listening, host, how), _log(wish)
    fingerprint = None if how.tls is None else Tls(how.tls).fingerprint

    def say() -> None:
        home.serving_at(url, fingerprint)
        ready(url)

    Processes(listening, wish.processes, partial(_work, folder, wish), log).serve(say)


def _begin(hub: Hub) -> None:
    """What is to be done before anybody is served; safe to do twice, and done by one process at a time."""
    publish_own(hub)
    lacking.after_an_update(hub)
    disposing.finish(hub)
    access_keeping.let_old_rows_go(hub)


def publish_own(hub: Hub) -> None:
    """Publish which templates this program has, and its limits."""
    book = shipped_book()
    importing.publish_templates(hub, [book.reference(name) for name in book.templates])
    registers.publish_policy(hub)


def _serve_here(hub: Hub, wish: Wish, how: serving.How, ready: Callable[[str], None]) -> None:
    listening = serving.listen(wish.host, wish.port)
    how = replace(how, running=Running(_log(wish, everything=True), _languages()))
    serving.prepare_on(hub, listening, wish.host, how, ready).serve_here()


def _work(folder: Path, wish: Wish, post: Post) -> None:
    """Serve beside others in a process of its own; a Ctrl+C is its parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running = Running(_log(wish, everything=True), _languages(), post.cells, post.row)
    how = replace(wish.how(), parent=post.parent, running=running)
    with Hub.open(folder, SystemClock()) as hub:
        server = serving.prepare_on(hub, post.listening, wish.host, how, lambda _: _say_up(post))
        server.serve_here()


def _say_up(post: Post) -> None:
    if not post.up.closed:
        post.up.send(True)  # noqa: FBT003 - one bit is the message
        post.up.close()


def _log(wish: Wish, *, everything: bool = False) -> RequestLog | None:
    if wish.log is None:
        return None
    log = RequestLog(None if wish.log == STANDARD_ERROR else Path(wish.log))
    if everything:
        log.take_over()
    return log


def _languages() -> dict[str, Callable[[str], str]]:
    """How the status page speaks; Swedish first."""
    swedish = Catalogue((resources() / "locale" / "sv" / "fieldnotes.mo").read_bytes())
    return {"sv": swedish.gettext, "en": str}


def _with(act: Callable[..., JsonObject]) -> Callable[..., JsonObject]:
    def opened(folder: Path, *values: str) -> JsonObject:
        with Hub.open(folder, SystemClock()) as hub:
            return act(hub, *values)

    return opened


def operator_add(folder: Path, name: str, by: str) -> JsonObject:
    """Make an operator's key: `{"operator", "key"}`."""
    with Hub.open(folder, SystemClock()) as hub:
        return {"operator": name, "key": operators.add_operator(hub, name, by)}


SERVING_COMMANDS: Final[Mapping[str, Callable[..., JsonObject | None]]] = {
    "serve": serve,
    "status": _with(status),
    "operator_add": operator_add,
    "operator_list": _with(operators.operators),
    "operator_remove": _with(operators.remove_operator),
}
