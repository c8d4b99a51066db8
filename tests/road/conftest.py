"""A hub over HTTP and devices that may join it: one hub for all tests that do not change its past, or one's own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import HeldClock
from fieldnotes.hub.verifying import verify_hub
from real_postgres import new_database, served
from road_hub import Road, open_road
from vault_samples import Profiles


@pytest.fixture(scope="session")
def road_profiles(tmp_path_factory) -> Profiles:
    return Profiles(tmp_path_factory.mktemp("road") / "profile", HeldClock())


@pytest.fixture(scope="session")
def shared_road(tmp_path_factory, road_profiles: Profiles, resources: Path) -> Iterator[Road]:
    source = resources / "demo" / "import.json"
    with open_road(tmp_path_factory.mktemp("shared"), road_profiles, HeldClock(), source) as opened:
        yield opened
        assert verify_hub(opened.hub)["ok"], "what all tests together left in the hub must hold"


@pytest.fixture
def road(shared_road: Road, tmp_path: Path) -> Iterator[Road]:
    """The shared hub, with devices of this test's own."""
    mine = replace(shared_road, folder=tmp_path, vaults=[])
    yield mine
    mine.close()


@pytest.fixture
def own_road(tmp_path: Path, road_profiles: Profiles, resources: Path) -> Iterator[Road]:
    """A hub nobody else has written to."""
    with open_road(tmp_path, road_profiles, HeldClock(), resources / "demo" / "import.json") as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server."""
    with served() as address:
        yield address


@pytest.fixture
def postgres_database(postgres: str) -> str:
    """An empty database of this test's own."""
    return new_database(postgres)
