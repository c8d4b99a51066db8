"""The machine over I1–I12 with a hub on a real PostgreSQL: a run every day, more when asked.

`pytest -m slow tests/contract/test_machine_postgres.py -s`
"""

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from machine_kit import Kit
from machine_real_world import RealWorld
from machine_rules import Exchanging
from machine_runs import explore
from real_postgres import new_database


@pytest.fixture
def on_postgres(postgres, tmp_path):
    kit = replace(Kit.make(tmp_path), new_database=partial(new_database, postgres))

    class OnPostgres(Exchanging):
        def make_world(self):
            return RealWorld(kit, Path(tempfile.mkdtemp(prefix="fieldnotes-machine-")))

    return OnPostgres


def test_a_run_on_postgresql(on_postgres):
    """rules: DOC-2, SEC-6"""
    assert explore(on_postgres, 1, 25, begin=7, shrink=False)["runs"] >= 1


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_more_runs_on_postgresql(on_postgres, capsys):
    """rules: DOC-2, SEC-6"""
    seen = explore(on_postgres, 40, shrink=False)
    with capsys.disabled():
        print(dict(seen))  # noqa: T201 - the figures are what one runs it for
    assert seen["runs"] >= 40
