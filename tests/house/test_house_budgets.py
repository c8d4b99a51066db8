"""The tests stay quick: each folder has a budget of processor time, and a run that takes more fails."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cpu_budgets import over_budget, read_budgets

TESTS = Path(__file__).parents[1]
BURN = """
import time


def test_burns():
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass
"""
CHILD = f"""
import subprocess, sys


def test_lets_burn():
    subprocess.run([sys.executable, "-c", {BURN + "test_burns()"!r}], check=True)
"""
UNUSED = ("-p", "no:cacheprovider", "-p", "no:schemathesis", "-p", "no:anyio")
"""Parts of pytest that a run here needs not and that take a third of its time."""


def test_all_that_runs_side_by_side_is_eight_and_a_half_minutes_of_two_cores():
    """The longest group, which runs beside the others, takes no more than half of it."""
    bootstrap = ast.parse((TESTS.parent / "installers" / "bootstrap.py").read_text(encoding="utf-8"))
    groups = next(
        ast.literal_eval(node.value)
        for node in bootstrap.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "GROUPS"
    )
    budgets = read_budgets(TESTS / "house" / "budgets.toml")
    named = [sum(budgets[name] for name in group) for group in groups]
    assert sum(budgets.values()) <= 1020
    assert max(*named, sum(budgets.values()) - sum(named)) <= 360


def test_every_folder_with_tests_has_a_budget():
    folders = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")}
    assert folders <= read_budgets(TESTS / "house" / "budgets.toml").keys()


def test_over_is_what_ran_as_a_whole_and_took_more():
    spent = {"unit": 5.0, "road": 5.0, "new": 0.1}
    assert over_budget(spent, {"unit": 4, "road": 4}, ["unit"]) == ["unit"]
    assert over_budget(spent, {"unit": 5, "road": 6}, ["unit", "road"]) == []
    assert over_budget(spent, {"unit": 9}, ["unit", "new"]) == ["new"]


@pytest.fixture
def small(tmp_path):
    """A project with our hook, one folder that burns 0.4 s itself and one whose child does."""
    shutil.copy(TESTS.parent / "pyproject.toml", tmp_path)
    tests = tmp_path / "tests"
    for name, code in (("unit", BURN), ("road", CHILD)):
        (tests / name).mkdir(parents=True)
        (tests / name / f"test_{name}.py").write_text(code, encoding="utf-8")
    for name in ("conftest.py", "cpu_budgets.py", "garbage.py", "known_passphrases.py"):
        shutil.copy(TESTS / name, tests)
    (tests / "house").mkdir()

    def run(budgets, *argv):
        lines = [f"{name} = {seconds}" for name, seconds in budgets.items()]
        (tests / "house" / "budgets.toml").write_text("\n".join(["[seconds]", *lines]), encoding="utf-8")
        line = [sys.executable, "-m", "pytest", "-q", *UNUSED, *argv]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout

    return run


def test_a_run_over_its_budget_fails_and_says_where_and_the_time_of_children_counts(small):
    status, told = small({"unit": 0.1, "road": 0.2})
    assert status == 1
    assert "2 passed" in told
    over = [line for line in told.splitlines() if "OVER" in line]
    assert [line.split()[0] for line in over] == ["road", "unit"]


def test_within_the_budget_or_in_part_a_run_holds(small):
    assert small({"unit": 20, "road": 20})[0] == 0
    status, told = small({"unit": 0.1, "road": 0.1}, "tests/unit/test_unit.py")
    assert (status, "OVER" in told) == (0, False)
    assert small({"unit": 0.1, "road": 0.1}, "-k", "burns")[0] == 0
