"""A vault for what the exchange writes into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import HeldClock
from fieldnotes.vault.open_vault import OpenVault
from vault_samples import Profiles


@pytest.fixture(scope="session")
def profiles(tmp_path_factory) -> Profiles:
    return Profiles(tmp_path_factory.mktemp("made") / "profile", HeldClock())


@pytest.fixture
def vault(profiles: Profiles, tmp_path: Path) -> Iterator[OpenVault]:
    opened = profiles.open(profiles.copy(tmp_path / "profile"))
    yield opened
    opened.lock()
