"""What the rig's tests share: a display of their own. The rig is made of Linux programs; other systems have none."""

import sys

import pytest

from virtual_display import virtual_display

collect_ignore_glob = [] if sys.platform.startswith("linux") else ["test_*.py"]


@pytest.fixture(scope="session")
def display():
    with virtual_display() as name:
        yield name
