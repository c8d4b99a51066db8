"""A real hub over real HTTP, on SQLite and on a real PostgreSQL that is started once for all tests."""

import pytest

from copied_hub import copied_hub
from hub_samples import Laptop, Line, fill, supervisor
from portable_sql import faults_of, watched
from real_postgres import new_database, served
from running_hub import running


@pytest.fixture(scope="session")
def postgres():
    """Address of a PostgreSQL server."""
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def said_to_postgres():
    """Everything that was said to a server, by whichever test."""
    with watched() as seen:
        yield seen


@pytest.fixture
def server(request):
    """Where a hub's database lies: None (the embedded file), unless a test asks for `BOTH`.

    What is said to a server is what all servers have.
    """
    if getattr(request, "param", "sqlite") == "sqlite":
        yield None
        return
    said = request.getfixturevalue("said_to_postgres")
    yield request.getfixturevalue("postgres")
    assert faults_of(said) == []
    said.clear()


@pytest.fixture
def database(server):
    """The address of an empty database there."""
    return None if server is None else new_database(server)


@pytest.fixture
def second_database(postgres):
    """An empty database on a server, for a test that moves a hub."""
    return new_database(postgres)


@pytest.fixture
def hub(tmp_path, held_clock, server):
    with copied_hub(tmp_path / "hub", held_clock, fill, server) as open_hub:
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
