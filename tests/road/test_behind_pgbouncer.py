"""All the hub promises on PostgreSQL it promises behind PgBouncer in transaction mode.

    apt-get install pgbouncer; pytest -m slow -s tests/road/test_behind_pgbouncer.py

The contract's tests run once more, with four connections behind the pool for everybody: what needs a connection of
its own between two transactions (prepared statements, settings, advisory locks, temporary tables) would fail there.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from pooled_postgres import pooled

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
CONTRACT = Path(__file__).parents[1] / "contract"


@pytest.fixture(scope="module")
def address():
    with pooled() as found:
        yield found


def test_a_setting_of_a_session_is_somebody_elses_here(address):
    """That the pool does what it is here for: two clients, one connection behind them."""
    with psycopg.connect(address, autocommit=True) as one, psycopg.connect(address, autocommit=True) as other:
        one.execute("SET lock_timeout = '1234ms'")
        assert other.execute("SHOW lock_timeout").fetchone() == ("1234ms",)


def test_the_contract_holds_behind_the_pool(address):
    line = [sys.executable, "-m", "pytest", "-q", "-k", "postgres", "--timeout", "600", str(CONTRACT)]
    environ = {**os.environ, "FIELDNOTES_TEST_PG": address}
    done = subprocess.run(line, env=environ, capture_output=True, text=True, check=False)
    print(done.stdout[-600:])  # noqa: T201 - the figures, read with -s
    assert done.returncode == 0, done.stdout[-4000:]
