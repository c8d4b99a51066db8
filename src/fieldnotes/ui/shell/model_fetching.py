"""A speech model on its way: one at a time, outliving the page it was asked on and the lock. No Qt, no record.

What has come stays on the disk; pausing, closing and a lost network are the same to it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.views import ModelView
from fieldnotes.ui.lanes import Job, Lane, Runner, in_steps
from fieldnotes.ui.shell.explaining import explain


class Phase(Enum):
    """What goes on."""

    QUIET = "quiet"
    COMING = "coming"
    INSTALLING = "installing"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Fetching:
    """The model and how far it has come, in bytes; `words`: why it failed."""

    phase: Phase = Phase.QUIET
    model: str = ""
    done: int = 0
    total: int = 0
    words: str = ""

    @property
    def busy(self) -> bool:
        """Tell whether something goes on just now."""
        return self.phase in (Phase.COMING, Phase.INSTALLING)


class ModelFetching:
    """Fetches and installs on a lane of its own and tells whoever watches."""

    def __init__(self) -> None:
        self.now = Fetching()
        self._job: Job | None = None
        self._watchers: list[Callable[[Fetching], None]] = []

    def watch(self, seen: Callable[[Fetching], None]) -> None:
        """Be told of every step from now on, and how it stands."""
        if seen not in self._watchers:
            self._watchers.append(seen)
        seen(self.now)

    def unwatch(self, seen: Callable[[Fetching], None]) -> None:
        """Be told no more."""
        if seen in self._watchers:
            self._watchers.remove(seen)

    def fetch(self, tasks: Runner, workshop: Workshop, model: str) -> None:
        """Begin, or go on with, a model of the list."""
        from fieldnotes.casework.speech_models import fetch

        def work(job: Job) -> ModelView:
            return fetch(workshop, model, in_steps(job), lambda: job.cancelled)

        self._begin(tasks, Fetching(Phase.COMING, model), work)

    def install(self, tasks: Runner, workshop: Workshop, source: Path) -> None:
        """Install from a file or a folder."""
        from fieldnotes.casework.speech_models import install

        def work(job: Job) -> ModelView:
            return install(workshop, source, in_steps(job), lambda: job.cancelled)

        self._begin(tasks, Fetching(Phase.INSTALLING, source.name), work)

    def pause(self) -> None:
        """Stop what goes on; what has come stays."""
        if self._job is not None and self.now.busy:
            self._job.cancel()
            self._turn(replace(self.now, phase=Phase.PAUSED if self.now.phase is Phase.COMING else Phase.QUIET))

    def forget(self, tasks: Runner, workshop: Workshop, model: str) -> None:
        """Stop, and throw away what has come."""
        from fieldnotes.casework.speech_models import forget

        self.pause()
        tasks.run(
            Lane.FETCH,
            lambda _job: forget(workshop, model),
            owner=self,
            done=lambda _none: self._turn(Fetching()),
            failed=self._failed,
        )

    def _begin(self, tasks: Runner, begun: Fetching, work: Callable[[Job], ModelView]) -> None:
        if self.now.busy:
            return
        self._turn(begun)
        self._job = tasks.run(
            Lane.FETCH, work, owner=self, done=self._installed, failed=self._failed, report=self._come
        )

    def _come(self, counted: object) -> None:
        if not isinstance(counted, tuple) or not self.now.busy:
            return
        done, total = counted
        whole = done == total and self.now.phase is Phase.COMING
        self._turn(replace(self.now, done=done, total=total, phase=Phase.INSTALLING if whole else self.now.phase))

    def _installed(self, model: ModelView) -> None:
        self._turn(Fetching(Phase.DONE, model.name))

    def _failed(self, error: Exception) -> None:
        self._turn(replace(self.now, phase=Phase.FAILED, words=explain(error).words))

    def _turn(self, now: Fetching) -> None:
        self.now = now
        for seen in tuple(self._watchers):
            seen(now)


@cache
def model_fetching() -> ModelFetching:
    """Give the program's one download."""
    return ModelFetching()
