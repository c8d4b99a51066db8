"""Lets many simulated devices live a stretch of time: who comes when, who tries again, and how long they waited."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from load_device import Device
from load_figures import Figures
from load_line import Refusal
from load_town import Inhabitant, Parcel

EXCHANGE, WAITED = "exchange", "asked until done"
_AGAIN = (2.0, 8.0)
"""Seconds after which a device tries again, as when its program looks for the hub again."""
_CUT = (OSError, EOFError, TimeoutError)


@dataclass(slots=True)
class Visit:
    """One exchange a device means to make: when (seconds from the beginning), and what it hands in."""

    when: float
    device: Device
    parcel: Parcel | None = None


@dataclass(slots=True)
class Run:
    """One stretch of time; `urls` is asked anew at every try, for a hub may move."""

    urls: Callable[[], Sequence[str]]
    figures: Figures
    patience: float = 600.0
    under_way: int = 0
    most_under_way: int = 0
    _busy: dict[int, asyncio.Lock] = field(default_factory=dict, repr=False)
    _chance: random.Random = field(default_factory=lambda: random.Random(7), repr=False)  # noqa: S311 - no secret

    async def live(self, visits: Sequence[Visit], at_once: int | None = None) -> None:
        """Make all visits at their times, or, `at_once` so many, one after the other as fast as they are answered."""
        begun = time.monotonic()
        room = asyncio.Semaphore(at_once or len(visits) + 1)
        async with asyncio.TaskGroup() as all_:
            for visit in sorted(visits, key=lambda one: one.when):
                await asyncio.sleep(max(0.0, begun + visit.when - time.monotonic()))
                await room.acquire()
                all_.create_task(self._visit(visit, room))

    async def _visit(self, visit: Visit, room: asyncio.Semaphore) -> None:
        begun = time.monotonic()
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            async with self._busy.setdefault(id(visit.device), asyncio.Lock()):
                if visit.parcel is not None:
                    visit.device.give(visit.parcel)
                while not await self.try_once(visit.device):
                    assert time.monotonic() - begun < self.patience, "the hub did not come back"
                    await asyncio.sleep(self._chance.uniform(*_AGAIN))
            self.figures.took[WAITED].append(time.monotonic() - begun)
        finally:
            self.under_way -= 1
            room.release()

    async def try_once(self, device: Device) -> bool:
        """Make one exchange; False when the hub could not be reached or said no, which is counted."""
        urls = self.urls()
        begun = time.monotonic()
        try:
            await device.exchange(urls[hash(device.owner.laptop.id) % len(urls)])
        except Refusal as problem:
            self.figures.failed[str(problem)] += 1
            return False
        except _CUT as problem:
            self.figures.failed[type(problem).__name__] += 1
            return False
        self.figures.took[EXCHANGE].append(time.monotonic() - begun)
        return True


def devices_of(town: Sequence[Inhabitant], hub_key: bytes, figures: Figures) -> list[Device]:
    """Give every inhabitant's computer."""
    return [Device(one, hub_key, figures) for one in town]


def a_day(devices: Sequence[Device], seconds: float, looks: int, seed: int = 3) -> list[Visit]:
    """Spread what everybody hands in over nine tenths of a time, and let everybody look once more in the last tenth.

    Who hands in nothing looks in as often as the others (`looks`).
    """
    chance = random.Random(seed)  # noqa: S311 - when, no secret
    found = []
    for device in devices:
        parcels = device.owner.parcels or [None] * looks
        times = sorted(chance.uniform(0, 0.9 * seconds) for _ in parcels)
        found += [Visit(when, device, parcel) for when, parcel in zip(times, parcels, strict=True)]
        found.append(Visit(chance.uniform(0.9 * seconds, seconds), device))
    return found


async def settle(devices: Sequence[Device], urls: Callable[[], Sequence[str]], at_once: int = 16) -> None:
    """Let everybody hand in what is left and decide what waits, then fetch what others handed in; nobody measures."""
    before, made = -1, 0
    while before != made or not all(device.is_done for device in devices):
        await Run(urls, Figures()).live([Visit(0.0, device) for device in devices], at_once)
        before, made = made, sum(len(device.made) for device in devices)
    for device in devices:
        device.decides = False
    await Run(urls, Figures()).live([Visit(0.0, device) for device in devices], at_once)
