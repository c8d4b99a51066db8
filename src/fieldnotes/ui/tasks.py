"""The only threads of the windows: blocking casework runs on lanes, answers come home by one queued signal.

Use: `tasks.run(Lane.READ, lambda job: cases(desk), owner=self.view, done=self.show, failed=self.explain)`.
`done`, `failed` and `report` are always called on the window's thread, and never once `owner` (a QObject,
or any other object that lives as long as it is wanted) is gone or the job was cancelled.
Jobs of one lane run one at a time, in order. A result that is, or carries as `.changed`, a value with
`kinds` and `ids` makes `Tasks.changed` fire once, before `done`. Knows no case and no note.
"""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from fieldnotes.ui.collecting import Collector
from fieldnotes.ui.lanes import Job, Lane, Runner

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

__all__ = ["Job", "Lane", "Runner", "Tasks"]

T = TypeVar("T")
Call = Callable[[], None]


class LaneJob:
    """A job on one of our lanes."""

    def __init__(self, post: Callable[[Call], None], on_report: Callable[[object], None] | None) -> None:
        self._stop = Event()
        self._post = post
        self._on_report = on_report

    @property
    def cancelled(self) -> bool:
        """Tell the work whether anybody still wants the answer."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; nothing of it comes home any more."""
        self._stop.set()

    def report(self, value: object) -> None:
        """Send an intermediate value to the window's thread; cheap, may be called often."""
        if self._on_report is not None:
            self._post(partial(self._on_report, value))


class Tasks(QObject):
    """The lanes; one object as long as the application lives."""

    changed = Signal(object)
    """What an act changed (`kinds` and `ids`); every presenter decides for itself whether to reload."""
    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._jobs: set[LaneJob] = set()
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

        def post(call: Call) -> None:
            self._posted.emit(partial(_call_if_wanted, owner, job, call))

        job = LaneJob(post, report)
        if self._closed:
            job.cancel()
            return job
        self._jobs.add(job)
        self._open()
        future = self._lanes[lane].submit(work, job)
        future.add_done_callback(partial(self._finish, job, post, done, failed))
        return job

    def idle(self) -> bool:
        """Tell whether every job has come home."""
        return not self._jobs

    def close(self) -> None:
        """Cancel what waits, let what runs end, join every thread; nobody is called after this."""
        self._closed = True
        for job in tuple(self._jobs):
            job.cancel()
        for executor in self._lanes.values():
            executor.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()
        if self._collector is not None:
            self._collector.close()

    def _open(self) -> None:
        """Open the lanes at the first job: nothing runs before the first paint, and what they need is large."""
        if self._lanes:
            return
        from concurrent.futures import ThreadPoolExecutor

        from PySide6.QtCore import Qt

        self._collector = Collector(self)
        self._lanes = {lane: ThreadPoolExecutor(1, f"lane-{lane.value}") for lane in Lane}
        self._posted.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def _finish(
        self,
        job: LaneJob,
        post: Callable[[Call], None],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        future: "Future[Any]",
    ) -> None:
        """Carry the outcome home; runs on the lane's thread."""
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if error is None:
            result = future.result()
            change = _change_of(result)
            if change is not None:
                self._posted.emit(partial(self.changed.emit, change))
            post(partial(done, result))
        elif isinstance(error, Exception):
            post(partial(failed, error))
        self._posted.emit(partial(self._jobs.discard, job))

    @Slot(object)
    def _answer(self, call: Call) -> None:
        if not self._closed:
            call()


def _call_if_wanted(owner: object, job: LaneJob, call: Call) -> None:
    """Call home unless the asking window is gone or the job was cancelled; runs on the window's thread."""
    gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
    if not gone and not job.cancelled:
        call()


def _change_of(result: object) -> object | None:
    """Find what a result says it changed."""
    for candidate in (result, getattr(result, "changed", None)):
        if candidate is not None and hasattr(candidate, "kinds") and hasattr(candidate, "ids"):
            return candidate
    return None
