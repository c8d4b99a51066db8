"""Hubs on the embedded database, without HTTP."""

import pytest

from copied_hub import copied_hub
from hub_samples import Laptop, fill, supervisor


@pytest.fixture
def hub(tmp_path, held_clock):
    with copied_hub(tmp_path / "hub", held_clock, fill) as open_hub:
        yield open_hub


@pytest.fixture
def tove(hub, held_clock):
    return Laptop(clock=held_clock).enrol(hub)


@pytest.fixture
def boss(hub, held_clock):
    return supervisor(held_clock).enrol(hub)
