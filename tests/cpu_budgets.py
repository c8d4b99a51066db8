"""How much processor time each folder of tests may take; the clock on the wall depends on who else is running.

Counted: this process and those it waited for. A folder is held to its budget when all of it was asked for and ran.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

NARROWED_BY = ("keyword", "lf", "failedfirst", "stepwise", "deselect", "ignore", "ignore_glob", "collectonly")
TABLE = "{name:<12}{spent:>8.1f}{budget:>8.0f}  {word}"


def cpu_seconds() -> float:
    """User and system time of this process and of its ended children."""
    return sum(os.times()[:4])


def read_budgets(path: Path) -> dict[str, float]:
    """Folder under `tests` -> seconds."""
    return {
        name: float(seconds) for name, seconds in tomllib.loads(path.read_text(encoding="utf-8"))["seconds"].items()
    }


def over_budget(spent: Mapping[str, float], budgets: Mapping[str, float], whole: Iterable[str]) -> list[str]:
    """The folders that ran as a whole and took more than they may; one without a budget may take nothing."""
    return sorted(name for name in whole if spent.get(name, 0) > budgets.get(name, 0))


class Budgets:
    """Adds up while the tests run; a plugin of one run."""

    def __init__(self, config: pytest.Config, tests: Path) -> None:
        self._config = config
        self._tests = tests
        self._budgets = read_budgets(tests / "house" / "budgets.toml")
        self._over: list[str] = []
        self._whole: set[str] = set()
        self.spent: dict[str, float] = {}

    def folder_of(self, path: Path) -> str | None:
        """The folder under `tests` in which a test lies."""
        return path.relative_to(self._tests).parts[0] if path.is_relative_to(self._tests) else None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> object:
        """Add what one test took, its fixtures included."""
        begun = cpu_seconds()
        try:
            return (yield)
        finally:
            folder = self.folder_of(item.path) or "elsewhere"
            self.spent[folder] = self.spent.get(folder, 0) + cpu_seconds() - begun

    def asked_for(self) -> set[str]:
        """The folders that were asked for as a whole."""
        if any(getattr(self._config.option, name, None) for name in NARROWED_BY):
            return set()
        usual = self._config.getini("addopts")
        if self._config.option.markexpr != usual[usual.index("-m") + 1]:
            return set()
        asked = [self._config.invocation_params.dir / argument for argument in self._config.args]
        return {name for name in self.spent if any((self._tests / name).is_relative_to(path) for path in asked)}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Let the run fail when a folder took too much."""
        if not session.shouldstop and not session.shouldfail:
            self._whole = self.asked_for()
        self._over = over_budget(self.spent, self._budgets, self._whole)
        if self._over and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell it in a small table, when a whole folder was run."""
        if not self._whole:
            return
        terminalreporter.section("seconds of processor time, and the budget")
        for name in sorted(self._whole):
            word = "OVER ITS BUDGET (tests/house/budgets.toml)" if name in self._over else ""
            line = TABLE.format(name=name, spent=self.spent[name], budget=self._budgets.get(name, 0), word=word)
            terminalreporter.write_line(line.rstrip(), red=name in self._over)
