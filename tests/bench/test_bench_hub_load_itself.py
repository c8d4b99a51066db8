"""That the load of `hub_load.py` is one: everybody hands in and fetches, nothing is lost, and what is lost is found."""

import asyncio

import pytest

from fieldnotes.hub.hub import make_hub
from load_device import lost
from load_figures import Figures, percentile
from load_hubs import kept_in
from load_run import EXCHANGE, Run, a_day, devices_of, settle
from load_town import found_town, write_notes
from running_hub import running
from vault_writer import RealClock

WORKERS, NOTES = 2, 4


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A small town after its day: the devices, what the hub keeps, what its check says."""
    folder = tmp_path_factory.mktemp("load") / "hub"
    figures = Figures()
    with make_hub(folder, RealClock()) as hub:
        town = found_town(hub, WORKERS)
        write_notes(town, NOTES, 2)
        devices = devices_of(town, hub.key.public, figures)
        with running(hub) as url:
            asyncio.run(Run(lambda: [url], figures).live(a_day(devices, 1e-3, 2), 2))
            asyncio.run(settle(devices, lambda: [url]))
    return devices, figures, *kept_in(folder)


def test_everything_handed_in_is_acknowledged_kept_and_with_everybody(lived):
    devices, figures, kept, found = lived
    assert not figures.failed
    assert sum(len(one.acknowledged) for one in devices) == 2 * WORKERS * NOTES == len(kept) == found["entries"]
    assert found["ok"]
    assert lost(devices, kept) == []
    assert len(figures.took[EXCHANGE]) == sum(len(one.owner.parcels or [0, 0]) + 1 for one in devices)
    assert figures.took["/v1/push"]


def test_what_is_missing_is_found(lived):
    devices, _, kept, _ = lived
    digest, place = next(iter(kept.items()))
    assert len(lost(devices, {**kept, digest: (place[0], place[1] + 1)})) == 1
    other = next(one for one in devices if digest not in one.acknowledged and digest in one.held[place[0]].hashes)
    position = other.held[place[0]].hashes.pop(digest)
    assert len(lost(devices, kept)) == 1
    other.held[place[0]].hashes[digest] = position


def test_a_percentile_is_a_value_that_was_measured():
    assert [percentile(range(1, 101), share) for share in (0, 50, 99, 100)] == [1, 51, 100, 100]
    assert percentile([], 50) == 0
