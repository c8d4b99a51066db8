"""What the seal of every case costs the hub: pushes and pulls as they are, and the seal's own share of them.

    python -m pytest -m bench tests/bench/test_bench_hub_sealing.py -s

The figures are processor time of this process, embedded database, no HTTP. On one machine and one day, best of each:
before cases were sealed 51 ms for a push of a hundred entries in twenty cases, 3.2 ms for a push of one, 5.6 ms for a
pull of five hundred; sealed 57, 3.6 and 8.3.
"""

import sys
import time

import pytest

from fieldnotes.hub.feed import push
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.pulling import pull
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.sessions import Caller
from hub_samples import WORKER, Laptop, a_case, new_hub

CASES, TRIES = 20, 20
TEXT = "Elsa väcker mamma. " * 100
pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]


@pytest.fixture
def busy(tmp_path, held_clock):
    with new_hub(tmp_path / "hub", held_clock) as hub:
        import_file(hub, {"cases": [a_case(f"b-{number}", [WORKER]) for number in range(CASES)]})
        yield hub


def best(act, *given):
    took = []
    for one in given:
        begun = time.process_time()
        act(one)
        took.append(1000 * (time.process_time() - begun))
    return min(took)


def test_push_and_pull_under_seal(busy: Hub, held_clock):
    tove = Laptop(clock=held_clock).enrol(busy)
    parcels = [
        [
            tove.signed(case=f"b-{case}", note=f"n-{tried}-{case}-{n}", text=TEXT)
            for case in range(CASES)
            for n in range(5)
        ]
        for tried in range(TRIES)
    ]
    singles = [[tove.signed(case="b-0", note=f"x-{tried}", text=TEXT)] for tried in range(TRIES)]
    hundred = best(lambda sealed: push(busy, tove.id, sealed), *parcels)
    one = best(lambda sealed: push(busy, tove.id, sealed), *singles)
    wishes = [{"case": f"b-{case}", "after": 0} for case in range(5)]
    who = Caller(tove.id, WORKER, revoked=False)
    pulled = best(lambda _: pull(busy, who, wishes), *range(TRIES))
    seal = busy.database.write(lambda connection: cost_of_the_seal(connection, parcels[0]))
    figures = (
        f"push 100: {hundred:.1f} ms, push 1: {one:.1f} ms, pull 500: {pulled:.1f} ms, seal and open: {seal:.1f} µs"
    )
    sys.stderr.write(f"\n{figures}\n")
    assert seal < 100


def cost_of_the_seal(connection, sealed):
    """Microseconds to seal one entry and open it again."""
    keys = CaseKeys(connection)
    begun = time.process_time()
    for one in sealed:
        keys.open("b-0", one.hash, keys.seal("b-0", one.hash, one.data))
    return 1e6 * (time.process_time() - begun) / len(sealed)
