"""Hub processes as an operator starts them, several on one database, that may be killed and started again."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from fieldnotes.hub.hub import Hub
from fieldnotes.hub.tables import entry
from fieldnotes.hub.verifying import verify_hub
from vault_writer import RealClock


@dataclass(slots=True)
class HubProcess:
    """One `fieldnotes hub serve`, at a port of its own that it keeps."""

    folder: Path
    port: int
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it listens; what it complains of goes to a file beside its data."""
        line = [sys.executable, "-m", "fieldnotes", "hub", "serve", "--json"]
        line += ["--data", str(self.folder), "--port", str(self.port)]
        with (self.folder.parent / f"hub-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                line, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True
            )
        assert json.loads(self.process.stdout.readline())["listening"]

    def kill(self) -> None:
        """Strike it down: it finishes nothing."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def complaints(self) -> str:
        """Everything it has written where errors go."""
        return (self.folder.parent / f"hub-{self.port}.log").read_text("utf-8")

    def _end(self, by: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(by)
            self.process.wait(60)
            self.process.stdout.close()
            self.process = None


@contextmanager
def hubs(folder: Path, processes: int) -> Iterator[list[HubProcess]]:
    """Serve one hub's data from several processes."""
    started: list[HubProcess] = []
    try:
        for _ in range(processes):
            started.append(HubProcess(folder, free_port()))
            started[-1].start()
        yield started
    finally:
        for one in started:
            one.stop()


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def kept_in(folder: Path) -> tuple[dict[str, tuple[str, int]], dict]:
    """Give what a hub keeps, by hash (case, position), and what `verify` says of every byte of it."""
    with Hub.open(folder, RealClock()) as hub:
        found = verify_hub(hub)
        with hub.database.reading() as connection:
            rows = connection.execute(select(entry.c.hash, entry.c.case_id, entry.c.position)).all()
    return {row.hash: (row.case_id, row.position) for row in rows}, found
