"""The only threads of the windows: blocking casework runs on lanes, answers come home by one queued signal.

Use: `tasks.run(Lane.READ, lambda job: cases(desk), owner=self.view, done=self.show, failed=self.explain)`.
`done`, `failed` and `report` are always called on the window's thread, and never once `owner` (a QObject,
or any other object that lives as long as it is wanted) is gone or the job was cancelled.
Jobs of one lane run one at a time, in order. A result that is, or carries as `.changed`, a value with
`kinds` and `ids` makes `Tasks.changed` fire once, before `done`. Knows no case and no note.

What a job holds (its work, who asked, the outcome) is let go on the window's thread alone: a lane knows it by number
and holds nothing of it once home has heard. A lane that let go last would take a window apart on its own thread, and
Qt would end the program.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from fieldnotes.ui.collecting import Collector
from fieldnotes.ui.lanes import Job, Lane, Runner

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["Job", "Lane", "Runner", "Tasks"]

T = TypeVar("T")
TURN: Final = 0.0005
"""Seconds a lane keeps the interpreter while the window waits for it. Every call into Qt lets go of it and must have it
back: at Python's own 5 ms, drawing a page beside a lane that computes took half a second longer."""


class LaneJob:
    """A job on one of our lanes."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._stop = Event()
        self._tell = tell

    @property
    def cancelled(self) -> bool:
        """Tell the work whether anybody still wants the answer."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; nothing of it comes home any more."""
        self._stop.set()

    def report(self, value: object) -> None:
        """Send an intermediate value to the window's thread; cheap, may be called often."""
        self._tell(_Reported(value))


@dataclass(frozen=True, slots=True)
class _Reported:
    value: object


@dataclass(slots=True, eq=False)
class _Asked(Generic[T]):
    """A job with everything it holds; stays at home until it has been answered."""

    job: LaneJob
    work: Callable[[Job], T]
    owner: object
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    on_report: Callable[[object], None] | None
    result: T | None = None
    error: BaseException | None = None

    def carry_out(self) -> None:
        """Do the work; runs on the lane."""
        try:
            self.result = self.work(self.job)
        except BaseException as error:  # noqa: BLE001 - it comes home as it was raised
            self.error = error

    @property
    def wanted(self) -> bool:
        """Whether whoever asked is still there and has not cancelled."""
        gone = isinstance(self.owner, QObject) and not shiboken6.isValid(self.owner)
        return not gone and not self.job.cancelled


class Tasks(QObject):
    """The lanes; one object as long as the application lives."""

    changed = Signal(object)
    """What an act changed (`kinds` and `ids`); every presenter decides for itself whether to reload."""
    _told = Signal(int, object)
    """A job's number, and what it reports; None: its work has ended."""

    def __init__(self) -> None:
        super().__init__()
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._asked: dict[int, _Asked[Any]] = {}
        self._numbers = count()
        self._closed = False
        self._collector: Collector | None = None

    def run(
        self,
        lane: Lane,
        work: Callable[[Job], T],
        *,
        owner: object,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        report: Callable[[object], None] | None = None,
    ) -> LaneJob:
        """Run `work(job)` on `lane`; call `done(result)` or `failed(error)` at home while `owner` lives."""
        number = next(self._numbers)
        job = LaneJob(lambda value: self._told.emit(number, value))
        if self._closed:
            job.cancel()
            return job
        self._asked[number] = _Asked(job, work, owner, done, failed, report)
        self._open()
        self._lanes[lane].submit(self._carry_out, number)
        return job

    def idle(self) -> bool:
        """Tell whether every job has come home."""
        return not self._asked

    def close(self) -> None:
        """Cancel what waits, let what runs end, join every thread; nobody is called after this."""
        self._closed = True
        for asked in tuple(self._asked.values()):
            asked.job.cancel()
        for executor in self._lanes.values():
            executor.shutdown(wait=True, cancel_futures=True)
        self._asked.clear()
        if self._collector is not None:
            self._collector.close()

    def _open(self) -> None:
        """Open the lanes at the first job: nothing runs before the first paint, and what they need is large."""
        if self._lanes:
            return
        from concurrent.futures import ThreadPoolExecutor

        from PySide6.QtCore import Qt

        sys.setswitchinterval(TURN)
        self._collector = Collector(self)
        self._lanes = {lane: ThreadPoolExecutor(1, f"lane-{lane.value}") for lane in Lane}
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def _carry_out(self, number: int) -> None:
        """Do a job's work and tell home that it has ended; runs on the lane."""
        self._asked[number].carry_out()
        self._told.emit(number, None)

    @Slot(int, object)
    def _hear(self, number: int, told: object) -> None:
        asked = self._asked.get(number)
        if self._closed or asked is None:
            return
        if isinstance(told, _Reported):
            if asked.on_report is not None and asked.wanted:
                asked.on_report(told.value)
            return
        try:
            self._answer(asked)
        finally:
            self._asked.pop(number, None)

    def _answer(self, asked: _Asked[Any]) -> None:
        error, asked.error = asked.error, None
        if error is None:
            change = _change_of(asked.result)
            if change is not None:
                self.changed.emit(change)
            if asked.wanted:
                asked.done(asked.result)
        elif isinstance(error, Exception) and asked.wanted:
            asked.failed(error)


def _change_of(result: object) -> object | None:
    """Find what a result says it changed."""
    for candidate in (result, getattr(result, "changed", None)):
        if candidate is not None and hasattr(candidate, "kinds") and hasattr(candidate, "ids"):
            return candidate
    return None
