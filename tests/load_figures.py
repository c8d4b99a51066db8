"""What a run under load measures: how long each kind of request took, what failed and how, and what the machine did."""

import os
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_KILOBYTE, _MEGABYTE = 1024, 1024 * 1024
ROW = "{name:<20}{count:>8}{half:>10.1f}{most:>10.1f}{worst:>10.1f}"
HEAD = f"{'':<20}{'count':>8}{'p50 ms':>10}{'p99 ms':>10}{'max ms':>10}"


@dataclass(slots=True)
class Figures:
    """Seconds per route, and failures by what they were."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)

    def rows(self) -> list[str]:
        """Lay all routes out, one line each."""
        found = []
        for name, seconds in sorted(self.took.items()):
            half, most = percentile(seconds, 50), percentile(seconds, 99)
            values = {"half": 1000 * half, "most": 1000 * most, "worst": 1000 * max(seconds)}
            found.append(ROW.format(name=name, count=len(seconds), **values))
        return found


def percentile(values: Iterable[float], share: float) -> float:
    """Give the value that `share` per cent do not exceed; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))] if ordered else 0.0


@dataclass(slots=True)
class Watch:
    """Memory and processor time of processes, looked at again and again (Linux: /proc)."""

    groups: dict[str, list[int]]
    begun: float = 0.0
    memory: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    spent: dict[str, float] = field(default_factory=dict)
    _first: dict[str, float] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin anew: what was seen before is forgotten."""
        self.begun = time.monotonic()
        self.memory.clear()
        self._first = {name: _spent(ids) for name, ids in self.groups.items()}

    def look(self) -> None:
        """Take one look."""
        for name, ids in self.groups.items():
            family = with_children(ids)
            self.memory[name].append(sum(map(resident_megabytes, family)))
            self.spent[name] = _spent(ids) - self._first[name]

    def rows(self) -> list[str]:
        """Say for each group: memory in the first and the last quarter, and processors busy on average."""
        passed = max(time.monotonic() - self.begun, 1e-9)
        found = []
        for name, seen in self.memory.items():
            quarter = max(1, len(seen) // 4)
            first, last = statistics.mean(seen[:quarter]), statistics.mean(seen[-quarter:])
            share = self.spent.get(name, 0.0) / passed
            found.append(
                f"{name:<20}{first:8.1f} MB -> {last:8.1f} MB, most {max(seen):8.1f} MB; {share:5.2f} processors"
            )
        return found


def with_children(ids: Iterable[int]) -> list[int]:
    """Name processes and the children they have now."""
    found = []
    for process in ids:
        found.append(process)
        try:
            children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found += with_children(int(child) for child in children.split())
    return found


def _spent(processes: Iterable[int]) -> float:
    """Processor time of processes, of their children, and of the children that have ended."""
    return sum(processor_seconds(one, ended_too=True) for one in with_children(processes))


def processor_seconds(process: int, *, ended_too: bool = False) -> float:
    """User and system time of one process; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if ended_too else 13])) / _TICKS


def resident_megabytes(process: int) -> float:
    """Memory that is one process's share: what it shares with others is divided among them; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * _KILOBYTE / _MEGABYTE
