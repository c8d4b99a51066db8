"""A real hub over real HTTP, on SQLite and on a real PostgreSQL that is started once for all tests."""

import shutil

import pytest

from fieldnotes.hub.hub import Hub
from hub_samples import FoundingClock, Laptop, Line, new_hub, supervisor
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
def postgres_database(postgres, said_to_postgres):
    """A database of its own for one test, as the hub's address; what is said to it is what all servers have."""
    yield new_database(postgres)
    assert faults_of(said_to_postgres) == []
    said_to_postgres.clear()


@pytest.fixture
def second_database(postgres):
    """Another one, for a test that moves a hub."""
    return new_database(postgres)


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
