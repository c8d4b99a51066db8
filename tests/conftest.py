"""What all tests share: a held clock, a budget, known passphrases, where the shipped resources and test data lie."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import settings

from cpu_budgets import Budgets
from garbage import Garbage
from known_passphrases import remember

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("everyday", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("everyday")
"""The daily run tries the same examples each time; `--hypothesis-profile=explore` looks for new ones."""


def pytest_configure(config: pytest.Config) -> None:
    """Hold each folder to its budget, and garbage to the main thread; a passphrase's slow key is worked out once."""
    config.pluginmanager.register(Budgets(config, ROOT / "tests"), "budgets")
    config.pluginmanager.register(Garbage(), "garbage")
    remember()


class HeldClock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 3, 12, 16, 0, tzinfo=timezone(timedelta(hours=1)))
        self.passed = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.passed

    def move(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.passed += seconds


@pytest.fixture
def held_clock() -> HeldClock:
    return HeldClock()


@pytest.fixture(scope="session")
def resources() -> Path:
    return ROOT / "resources"


@pytest.fixture(scope="session")
def data() -> Path:
    return ROOT / "tests" / "data"
