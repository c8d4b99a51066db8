"""Hub processes, their database and its disk are struck while devices hand in: what was acknowledged is there, whole.

    pytest -m slow tests/road/test_hub_struck_under_load.py -s

Two real processes of the hub on a PostgreSQL that keeps what it commits; thirty workers and three supervisors, with
real keys and bytes, who come again until they are served. Each strike falls when so much has been acknowledged.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.restoring import restore
from load_device import Device, lost
from load_figures import Figures
from load_hubs import HubProcess, hubs, kept_in
from load_run import Run, a_day, devices_of, settle
from load_town import found_town, write_notes
from real_postgres import OwnServer, new_database, own_server
from small_disk import Mounted, small_disk
from vault_writer import RealClock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
WORKERS, NOTES, AT_ONCE, SECONDS = 30, 20, 2, 25
PATIENCE, DISK = 180.0, 400
STRIKES = (0.2, 0.45, 0.7)
"""At which shares of all notes acknowledged something is struck."""


@dataclass
class Loaded:
    """A hub of two processes, its database, and everybody's computers."""

    folder: Path
    database: OwnServer
    served: list[HubProcess] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    data: Path | None = None

    def urls(self) -> list[str]:
        return [one.url for one in self.served]

    def acknowledged(self) -> int:
        return sum(len(one.acknowledged) for one in self.devices)

    async def live(self, strike: Callable[[], Awaitable[None]]) -> None:
        """Let everybody hand in while `strike` is at work, and settle in the end."""
        run = Run(self.urls, self.figures, PATIENCE)
        async with asyncio.TaskGroup() as all_:
            all_.create_task(run.live(a_day(self.devices, SECONDS, 10)))
            all_.create_task(strike())
        await settle(self.devices, self.urls)

    async def until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not reached():  # noqa: ASYNC110 - the world outside is watched
                await asyncio.sleep(0.02)

    async def acknowledged_share(self, share: float) -> None:
        await self.until(lambda: self.acknowledged() >= share * WORKERS * NOTES)

    def judge(self) -> None:
        """Everything that was made is acknowledged, in the database, whole, and with everybody of its case."""
        sys.stderr.write(f"\n{self.acknowledged()} acknowledged; failed on the way: {dict(self.figures.failed)}\n")
        assert all(set(one.made) == set(one.acknowledged) for one in self.devices)
        assert self.acknowledged() == 2 * WORKERS * NOTES, "every note, and an approval of each"
        kept, found = kept_in(self.data or self.folder / "hub")
        assert (found["ok"], found["faults"]) == (True, [])
        assert lost(self.devices, kept) == []
        assert len(kept) == self.acknowledged(), "and nothing twice"
        assert "Traceback" not in "".join(one.complaints() for one in self.served)


@contextmanager
def loaded(folder: Path, database: OwnServer) -> Iterator[Loaded]:
    with make_hub(folder / "hub", RealClock(), new_database(database.address)) as hub:
        town = found_town(hub, WORKERS)
        write_notes(town, NOTES, AT_ONCE)
        key = hub.key.public
    with hubs(folder / "hub", 2) as served:
        found = Loaded(folder, database, served)
        found.devices = devices_of(town, key, found.figures)
        yield found


@pytest.fixture
def under_load(tmp_path: Path) -> Iterator[Loaded]:
    with own_server() as database, loaded(tmp_path, database) as found:
        yield found


def test_a_hub_process_is_killed_and_started_again(under_load: Loaded):
    """rules: SEC-12"""

    async def strike() -> None:
        for number, share in enumerate(STRIKES):
            await under_load.acknowledged_share(share)
            one = under_load.served[number % 2]
            await asyncio.to_thread(one.kill)
            failed = under_load.figures.failed.total()
            await under_load.until(lambda failed=failed: under_load.figures.failed.total() > failed)
            await asyncio.to_thread(one.start)

    asyncio.run(under_load.live(strike))
    under_load.judge()


def test_the_database_is_struck_down_and_started_again(under_load: Loaded):
    """rules: SEC-12"""

    async def strike() -> None:
        for share in STRIKES:
            await under_load.acknowledged_share(share)
            await asyncio.to_thread(under_load.database.strike)
            failed = under_load.figures.failed.total()
            await under_load.until(lambda failed=failed: under_load.figures.failed.total() > failed)
            await asyncio.to_thread(under_load.database.start)

    asyncio.run(under_load.live(strike))
    assert under_load.figures.failed.total(), "somebody noticed"
    under_load.judge()


def test_the_database_s_disk_is_full_for_a_while(tmp_path: Path):
    """rules: SEC-12. Root on Linux alone may mount a disk to fill."""
    aside = Path(tempfile.mkdtemp(prefix="fieldnotes-small-"))  # the server's own user must reach it
    aside.chmod(0o755)
    with small_disk("mounted", aside / "disk", DISK) as disk, own_server(disk.folder) as database:
        assert isinstance(disk, Mounted)
        with loaded(tmp_path, database) as under_load:

            async def strike() -> None:
                for share in STRIKES[:2]:
                    await under_load.acknowledged_share(share)
                    await asyncio.to_thread(disk.fill, 0)
                    failed = under_load.figures.failed.total()
                    await under_load.until(lambda failed=failed: under_load.figures.failed.total() > failed + 5)
                    await asyncio.to_thread(disk.make_room)
                    await asyncio.to_thread(database.start)  # where it had to give up meanwhile

            asyncio.run(under_load.live(strike))
            assert under_load.figures.failed.total(), "somebody noticed"
            under_load.judge()
    shutil.rmtree(aside)


def test_a_backup_is_made_and_becomes_the_hub_in_the_middle(under_load: Loaded, tmp_path: Path):
    """rules: SEC-12. What was acknowledged after the backup comes back from those who made it."""
    clock = RealClock()

    def make_backup() -> None:
        with Hub.open(tmp_path / "hub", clock) as hub:
            back_up(hub, tmp_path / "backup", LongAct())

    def take_back() -> None:
        for one in under_load.served:
            one.stop()
        under_load.data = tmp_path / "again"
        restore(tmp_path / "backup", under_load.data, new_database(under_load.database.address), clock, LongAct())
        for one in under_load.served:
            one.folder = under_load.data
            one.start()

    async def strike() -> None:
        await under_load.acknowledged_share(STRIKES[0])
        await asyncio.to_thread(make_backup)
        await under_load.acknowledged_share(STRIKES[2])
        await asyncio.to_thread(take_back)

    asyncio.run(under_load.live(strike))
    under_load.judge()
