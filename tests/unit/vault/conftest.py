"""A vault for every test: a copy of one profile, opened without the slow key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import HeldClock
from fieldnotes.vault.open_vault import OpenVault
from vault_samples import HubVoice, Profiles


@pytest.fixture(scope="session")
def profiles(tmp_path_factory) -> Profiles:
    return Profiles(tmp_path_factory.mktemp("made") / "profile", HeldClock())


@pytest.fixture
def folder(profiles: Profiles, tmp_path: Path) -> Path:
    return profiles.copy(tmp_path / "profile")


@pytest.fixture
def vault(profiles: Profiles, folder: Path) -> Iterator[OpenVault]:
    opened = profiles.open(folder)
    yield opened
    opened.lock()


@pytest.fixture
def hub(vault: OpenVault) -> HubVoice:
    voice = HubVoice()
    voice.welcome(vault)
    return voice
