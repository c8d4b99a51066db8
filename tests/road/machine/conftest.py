"""What the machine's worlds of real parts begin with, made once."""

from pathlib import Path

import pytest

from machine_kit import Kit


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    folder: Path = tmp_path_factory.mktemp("kit")
    return Kit.make(folder)
