"""What a serving process counts about itself: answers by route and status, how long they took, what is under way.

The numbers lie in memory that all processes of one `hub serve` share, a row for each, so that whoever is asked can tell
of all of them. Knows routes by their template only; no address, no id, no content.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

STATUSES: Final = (200, 303, 400, 401, 403, 404, 405, 409, 410, 413, 422, 426, 429, 500, 503, 0)
"""The last stands for every other."""
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
"""Upper bounds in seconds."""
_ROUTES: Final = 256
_WIDTH: Final = len(STATUSES) + len(BUCKETS) + 1
_HEAD: Final = ("process", "started", "under_way", "resident", "looked")
CELLS: Final = len(_HEAD) + _ROUTES * _WIDTH
"""How many numbers one process has."""
UNMATCHED: Final = "other"
_STATM: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class RouteCount:
    """One route's numbers, of all processes together; `buckets` not summed up; `seconds` in all."""

    method: str
    route: str
    statuses: dict[int, int]
    buckets: tuple[int, ...]
    seconds: float


def shared_cells(processes: int) -> Any:  # noqa: ANN401 - ctypes has no public name for its arrays
    """Make memory for the numbers of so many processes; handed to each as it starts."""
    return multiprocessing.get_context("spawn").RawArray("d", CELLS * processes)


class Tallies:
    """One process's numbers, and a look at everybody's. Written on the server's own thread only."""

    def __init__(self, routes: Sequence[str], cells: Any = None, row: int = 0) -> None:  # noqa: ANN401 - see above
        self._places = {name: at for at, name in enumerate(sorted({*routes, UNMATCHED})[:_ROUTES])}
        self._cells = shared_cells(1) if cells is None else cells
        self._base = row * CELLS

    def begin(self, now: float) -> None:
        """Say who writes in this row from now on; a successor's numbers go on where the former's ended."""
        self._set("process", os.getpid())
        self._set("started", now)
        self._set("under_way", 0)

    def look(self, under_way: int, now: float) -> None:
        """Note what is under way, how much memory this process has, and when this was."""
        self._set("under_way", under_way)
        self._set("resident", _resident())
        self._set("looked", now)

    def count(self, name: str, status: int, seconds: float) -> None:
        """Count one answer of a route (`POST /v1/push`); a name that is none counts as `other`."""
        at = self._base + len(_HEAD) + self._places.get(name, self._places[UNMATCHED]) * _WIDTH
        self._cells[at + STATUSES.index(status if status in STATUSES else 0)] += 1
        bucket = next(number for number, bound in enumerate(BUCKETS) if seconds <= bound)
        self._cells[at + len(STATUSES) + bucket] += 1
        self._cells[at + _WIDTH - 1] += seconds

    def processes(self) -> Iterator[dict[str, float]]:
        """Tell of each process that has begun: `process` (its number), `started`, `under_way`, `resident`, `looked`."""
        for base in range(0, len(self._cells), CELLS):
            if self._cells[base]:
                yield {name: float(self._cells[base + at]) for at, name in enumerate(_HEAD)}

    def routes(self) -> Iterator[RouteCount]:
        """Tell of each route that was asked, all processes together."""
        for name, place in sorted(self._places.items()):
            at = len(_HEAD) + place * _WIDTH
            rows = [self._cells[b + at : b + at + _WIDTH] for b in range(0, len(self._cells), CELLS)]
            cells = [sum(column) for column in zip(*rows, strict=True)]
            if any(cells):
                method, _, route = name.partition(" ")
                statuses = {code: int(n) for code, n in zip(STATUSES, cells, strict=False) if n}
                buckets = tuple(int(n) for n in cells[len(STATUSES) : -1])
                yield RouteCount(method, route or method, statuses, buckets, float(cells[-1]))

    def _set(self, name: str, value: float) -> None:
        self._cells[self._base + _HEAD.index(name)] = value


def _resident() -> int:
    """Bytes of memory this process holds; 0 where the system does not say."""
    try:
        return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
