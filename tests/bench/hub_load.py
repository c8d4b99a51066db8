"""A hub under load: real processes over HTTP on a real PostgreSQL, simulated devices with real keys and sealed bytes.

    python tests/bench/hub_load.py                                  # 500 devices, 20 notes each, ten minutes
    python tests/bench/hub_load.py --processes 2
    python tests/bench/hub_load.py --minutes 0 --at-once 16         # as fast as it goes
    python tests/bench/hub_load.py --ramp 500 1000 2000 --minutes 1 # how many it holds, and what breaks first

A device joins by a first exchange, then hands in its notes in exchanges of five at times of its own, and fetches what
its colleague and its supervisor wrote; supervisors approve what they fetch. In the end every acknowledged entry is read
back from the database, verified, and looked for in the feeds of all other computers of its case. The exit status is 1
when anything is missing. Latency is measured where the devices stand.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

NOTES_AT_ONCE = 5
RATE_OF = 600.0
"""Seconds in which a device makes its exchanges when the number of devices is tried."""
HELD_WITHIN = 5.0
"""Seconds: the 99th of a hundred exchanges may take no longer, or the hub does not hold its devices."""


def main(arguments: list[str]) -> int:
    """Measure, and say it."""
    parser = argparse.ArgumentParser(description="A hub under load.")
    parser.add_argument("--devices", type=int, default=500, help="workers; a supervisor comes with every ten")
    parser.add_argument("--notes", type=int, default=20, help="what each worker hands in")
    parser.add_argument("--processes", type=int, default=1, help="of the hub, on one database")
    parser.add_argument("--minutes", type=float, default=10.0, help="0: as fast as it goes")
    parser.add_argument("--at-once", type=int, default=16, help="devices at the same time, as fast as it goes")
    parser.add_argument("--ramp", type=int, nargs="+", help="numbers of devices, each tried for --minutes")
    parser.add_argument("--disk", type=Path, help="where the database lies; default: the folder for temporary files")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="fieldnotes-load-") as folder:
        return measure(chosen, Path(folder))


def measure(chosen: argparse.Namespace, folder: Path) -> int:
    """Found the town, serve it, load it, look whether all is there."""
    from fieldnotes.hub.hub import make_hub
    from load_figures import Watch
    from load_hubs import hubs
    from load_run import settle
    from load_town import found_town
    from real_postgres import new_database, own_server
    from vault_writer import RealClock

    say(f"load of the machine before: {load()}; {os.cpu_count()} processors")
    with own_server(chosen.disk) as database:
        begun = time.monotonic()
        database.make_haste(haste=True)
        with make_hub(folder / "hub", RealClock(), new_database(database.address)) as hub:
            town = found_town(hub, max([*(chosen.ramp or []), chosen.devices if not chosen.ramp else 0]))
            key = hub.key.public
        database.make_haste(haste=False)
        say(f"{len(town)} computers have joined ({time.monotonic() - begun:.0f} s)")
        say(f"a commit that waits for the disk takes {1000 * commit_seconds(database.address):.1f} ms")
        with hubs(folder / "hub", chosen.processes) as served:
            groups = {"hub": [one.process.pid for one in served], "postgresql": [database.process]}
            watch = Watch({**groups, "devices": [os.getpid()]})
            urls = [one.url for one in served]
            job = ramp(chosen, town, key, urls, watch) if chosen.ramp else one_day(chosen, town, key, urls, watch)
            devices = asyncio.run(job)
            if not chosen.ramp:
                asyncio.run(settle(devices, lambda: urls))
        say(f"load of the machine after: {load()}")
        return judge(folder / "hub", devices, feeds=not chosen.ramp)


async def one_day(chosen, town, key, urls, watch) -> list:
    """Let everybody join and live one day; give their devices."""
    from load_figures import Figures
    from load_run import EXCHANGE, Run, a_day, devices_of
    from load_town import write_notes

    write_notes(town, chosen.notes, NOTES_AT_ONCE)
    say(f"{chosen.notes * chosen.devices} notes are written and packed")
    devices = devices_of(town, key, Figures())
    await first_exchange(devices, urls, chosen.at_once)
    figures, seconds = Figures(), 60 * chosen.minutes
    for device in devices:
        device.figures = figures
    run, before = Run(lambda: urls, figures), sum(len(one.acknowledged) for one in devices)
    visits = a_day(devices, seconds or 1e-3, max(1, chosen.notes // NOTES_AT_ONCE))
    passed = await watched(run, visits, watch, None if seconds else chosen.at_once)
    stored = sum(len(one.acknowledged) for one in devices) - before
    report(figures, watch, run)
    say(f"{stored} entries acknowledged in {passed:.0f} s: {stored / passed:.1f} a second")
    say(f"{len(figures.took[EXCHANGE])} exchanges, {len(figures.took[EXCHANGE]) / passed:.1f} a second")
    return devices


async def ramp(chosen, town, key, urls, watch) -> list:
    """Try growing numbers of devices at the pace of four exchanges in ten minutes; stop where it does not hold."""
    import random

    from load_figures import Figures, percentile
    from load_run import EXCHANGE, Run, Visit, devices_of
    from load_town import write_notes

    devices = devices_of(town, key, Figures())
    workers = [one for one in devices if not one.owner.supervises]
    bosses = [one for one in devices if one.owner.supervises]
    await first_exchange(bosses, urls, chosen.at_once)
    for one in devices:
        one.trusts = True
    for one in workers:  # as if they had fetched everything on the day they joined
        one.version, one.cases = bosses[0].version, set(one.owner.cases)
    seconds, chance = 60 * chosen.minutes, random.Random(11)  # noqa: S311 - no secret
    for count in chosen.ramp:
        figures = Figures()
        some = [*workers[:count], *bosses[: -(-count // 10)]]
        exchanges = round(len(some) * (chosen.notes / NOTES_AT_ONCE) * seconds / RATE_OF)
        comers = [some[n % len(some)] for n in chance.sample(range(len(some) * -(-exchanges // len(some))), exchanges)]
        times = sorted(chance.uniform(0, seconds) for _ in comers)
        for device in devices:
            device.figures = figures
        visits = []
        for when, one in zip(times, comers, strict=True):
            write_notes([one.owner], NOTES_AT_ONCE, NOTES_AT_ONCE, len(visits))
            visits.append(Visit(when, one, *one.owner.parcels))
        run = Run(lambda: urls, figures)
        passed = await watched(run, visits, watch, None)
        slowest = percentile(figures.took[EXCHANGE], 99)
        holds = slowest <= HELD_WITHIN and not figures.failed and passed < seconds + HELD_WITHIN
        say(f"\n{count} devices: {len(visits)} exchanges in {passed:.0f} s, {'held' if holds else 'NOT HELD'}")
        report(figures, watch, run)
        if not holds:
            break
    return devices


async def first_exchange(devices, urls, at_once) -> None:
    """Let every device fetch the whole reference feed once, and say what that costs."""
    from load_figures import Figures
    from load_run import Run, Visit

    figures = Figures()
    for device in devices:
        device.figures = figures
    begun = time.monotonic()
    await Run(lambda: urls, figures).live([Visit(0.0, device) for device in devices], at_once)
    say(f"\nFirst exchange of everybody, {at_once} at once ({time.monotonic() - begun:.0f} s):")
    say_rows(figures)


async def watched(run, visits, watch, at_once) -> float:
    """Make all visits while memory and processors are looked at; give the seconds it took."""
    watch.begin()
    done = asyncio.Event()

    async def look() -> None:
        while not done.is_set():
            watch.look()
            try:
                await asyncio.wait_for(done.wait(), 5)
            except TimeoutError:
                continue

    looking = asyncio.create_task(look())
    await run.live(visits, at_once)
    passed = time.monotonic() - watch.begun
    watch.look()
    done.set()
    await looking
    return passed


def commit_seconds(address: str) -> float:
    """How long the disk takes to keep one small commit: the median of thirty."""
    import statistics

    import psycopg

    took = []
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        for number in range(30):
            begun = time.perf_counter()
            connection.execute("INSERT INTO kept VALUES (%s)", (number,))
            took.append(time.perf_counter() - begun)
        connection.execute("DROP TABLE kept")
    return statistics.median(took)


def report(figures, watch, run) -> None:
    """Say what was measured."""
    say_rows(figures)
    say("\n".join(watch.rows()))
    exchanges = len(figures.took["exchange"]) or 1
    spent = ", ".join(f"{name} {1000 * watch.spent[name] / exchanges:.1f}" for name in watch.groups)
    say(f"processor time for one exchange, milliseconds: {spent}")
    say(f"devices at the hub at the same time: {run.most_under_way} at most; load of the machine {load()}")


def say_rows(figures) -> None:
    """Say how long each route took, and what failed."""
    from load_figures import HEAD

    say("\n".join([HEAD, *figures.rows()]))
    say(f"failed: {dict(figures.failed) or 'nothing'}")


def judge(folder: Path, devices, *, feeds: bool) -> int:
    """Look for every acknowledged entry in the database, and with the others of its case where all have settled."""
    from load_device import lost
    from load_hubs import kept_in

    kept, found = kept_in(folder)
    acknowledged = sum(len(one.acknowledged) for one in devices)
    missing = lost(devices, kept) if feeds else [line for one in devices for line in lost([one], kept)]
    say(f"{acknowledged} acknowledged, {len(kept)} in the database, {len(missing)} missing; verify: {found['ok']}")
    for line in [*missing[:20], *map(str, found["faults"][:20])]:
        say(line)
    return 1 if missing or not found["ok"] or (feeds and len(kept) != acknowledged) else 0


def load() -> str:
    """The machine's load averages."""
    return " ".join(f"{one:.2f}" for one in os.getloadavg())


def say(line: str) -> None:
    """Tell a person at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
