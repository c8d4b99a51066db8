"""The machine over I1–I12 on the pure code (no disk, no network): a few runs every day, thousands when asked.

`pytest -m slow tests/road/machine/test_machine_pure.py -s` walks 8,000 runs of 40 steps and prints what it met.
"""

import pytest

from machine_pure_world import PureWorld
from machine_rules import Exchanging
from machine_runs import explore

MET = {"runs", "fork", "device_revoked", "own_work", "unknown_revision", "conflicts", "approved"}


class InMemory(Exchanging):
    def make_world(self):
        return PureWorld()


def test_a_few_runs_in_memory():
    """rules: DOC-2, SEC-6"""
    assert explore(InMemory, 30, begin=20261121)["runs"] >= 30


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_eight_thousand_runs_in_memory(capsys):
    """rules: DOC-2, SEC-6"""
    seen = explore(InMemory, 8_000)
    with capsys.disabled():
        print(dict(seen))  # noqa: T201 - the figures are what one runs it for
    assert seen["runs"] >= 8_000
    assert {met for met in MET if not seen[met]} == set()
