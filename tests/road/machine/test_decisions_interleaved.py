"""Edits, signatures, exchanges, approvals, returns and withdrawals of five computers, in any order (L10).

`pytest -m slow tests/road/machine/test_decisions_interleaved.py -s` walks 1,000 runs and prints what it met.
"""

from collections import Counter

import pytest

from decision_rules import Deciding
from decision_world import DecisionWorld
from machine_runs import explore

MET = {"opened", "approved", "returned"}
ALL_MET = MET | {
    "edited", "merged", "withdrawn", "asked", "answered", "opposed", "own_work", "never_opened", "not_a_supervisor",
    "not_the_head", "prove_again",
}  # fmt: skip
WORLDS, RUNS = 20, 50


def machine(world):
    class InThisWorld(Deciding):
        def make_world(self):
            return world

    return InThisWorld


def walk(folder, runs, begin):
    world = DecisionWorld(folder)
    try:
        return explore(machine(world), runs, 30, begin, shrink=False)
    finally:
        world.close()


def test_a_few_interleavings_of_decisions(tmp_path):
    """rules: DOC-1. An approval names what its person opened, and nobody's own text."""
    seen = walk(tmp_path, 3, 20261122)
    assert seen["runs"] >= 3
    assert set(seen) >= MET, MET - set(seen)


@pytest.mark.slow
@pytest.mark.timeout(14400)
def test_a_thousand_interleavings_of_decisions(tmp_path, capsys):
    """rules: DOC-1. The same, a thousand times by chance, in fresh towns."""
    seen = sum((walk(tmp_path / str(number), RUNS, None) for number in range(WORLDS)), Counter())
    with capsys.disabled():
        print(dict(seen))  # noqa: T201 - the figures are what one runs it for
    assert seen["runs"] >= WORLDS * RUNS
    assert set(seen) >= ALL_MET, ALL_MET - set(seen)
