"""The machine over I1–I12 with real vaults, a real hub and real HTTP: a small part every day, the rest when asked.

`pytest -m slow tests/road/machine/test_machine_real.py -s`
"""

import tempfile
from pathlib import Path

import pytest

from machine_real_world import RealWorld
from machine_rules import Exchanging
from machine_runs import explore


@pytest.fixture
def for_real(kit):
    class ForReal(Exchanging):
        def make_world(self):
            return RealWorld(kit, Path(tempfile.mkdtemp(prefix="fieldnotes-machine-")))

    return ForReal


def test_a_few_runs_for_real(for_real):
    """rules: DOC-2, SEC-6"""
    assert explore(for_real, 3, begin=20261121, shrink=False)["runs"] >= 3


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_five_hundred_runs_for_real(for_real, capsys):
    """rules: DOC-2, SEC-6"""
    seen = explore(for_real, 500, shrink=False)
    with capsys.disabled():
        print(dict(seen))  # noqa: T201 - the figures are what one runs it for
    assert seen["runs"] >= 500
