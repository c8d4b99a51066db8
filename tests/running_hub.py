"""A hub that serves from a thread of the test's own process, while a block runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fieldnotes.hub.hub import Hub
from fieldnotes.hub.serving import How, prepare

SECONDS = 20


@contextmanager
def running(hub: Hub, how: How | None = None) -> Iterator[str]:
    """Serve on a free port; gives the URL."""
    up = threading.Event()
    told = []

    def ready(url):
        told.append(url)
        up.set()

    server = prepare(hub, "127.0.0.1", 0, None, None, ready, how)
    thread = threading.Thread(target=server.serve_here, name="hub", daemon=True)
    thread.start()
    try:
        assert up.wait(SECONDS)
        yield told[0]
    finally:
        server.stop()
        thread.join(SECONDS)
