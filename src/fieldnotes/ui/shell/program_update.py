"""A newer version of the program on its way: one at a time, outliving the page it was asked on and the lock. No Qt.

It looks by itself once a day at most, says nothing when that fails, and never changes the program that runs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from functools import cache
from typing import Final

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.update_views import UpdateView
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.ui.lanes import Job, Lane, Runner, in_steps
from fieldnotes.ui.shell.explaining import explain

EVERY: Final = timedelta(hours=20)
"""Between two looks by itself: once on each working day, whenever that begins."""


class Phase(Enum):
    """What goes on."""

    QUIET = "quiet"
    LOOKING = "looking"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Standing:
    """What goes on, what the last look found, how far a package has come in bytes, and what went wrong in words."""

    phase: Phase = Phase.QUIET
    seen: UpdateView | None = None
    done: int = 0
    total: int = 0
    trouble: str = ""


Seeing = Callable[[Standing], None]


class ProgramUpdate:
    """Looks and fetches on the lane of what takes long, and tells whoever watches."""

    def __init__(self) -> None:
        self.now = Standing()
        self._job: Job | None = None
        self._watchers: list[Seeing] = []

    def watch(self, seen: Seeing) -> None:
        """Be told of every step from now on, and how it stands."""
        if seen not in self._watchers:
            self._watchers.append(seen)
        seen(self.now)

    def unwatch(self, seen: Seeing) -> None:
        """Be told no more."""
        if seen in self._watchers:
            self._watchers.remove(seen)

    def look(self, tasks: Runner, workshop: Workshop) -> None:
        """Look now, because a person asked."""

        def work(_job: Job) -> UpdateView:
            from fieldnotes.casework.updates import look

            return look(workshop)

        self._begin(tasks, Phase.LOOKING, work, self._failed)

    def look_by_itself(self, tasks: Runner, workshop: Workshop) -> None:
        """Look when it is time to; a network that is away today is there tomorrow."""
        if workshop.program is None or not workshop.program.source:
            return

        def work(_job: Job) -> UpdateView:
            from fieldnotes.casework.updates import last_look, look

            last, known = last_look(workshop), self.now.seen
            due = last is None or known is None or abs(workshop.clock.now() - last) >= EVERY
            return look(workshop) if known is None or due else known

        self._begin(tasks, Phase.LOOKING, work, lambda _error: self._turn(replace(self.now, phase=Phase.QUIET)))

    def install(self, tasks: Runner, workshop: Workshop) -> None:
        """Put the newest version beside this one."""

        def work(job: Job) -> UpdateView:
            from fieldnotes.casework.updates import stage

            return stage(workshop, "", in_steps(job), lambda: job.cancelled)

        self._begin(tasks, Phase.COMING, work, self._failed)

    def stop(self) -> None:
        """Stop what goes on; nothing half is used."""
        if self._job is not None and self.now.phase is not Phase.QUIET:
            self._job.cancel()
            self._turn(replace(self.now, phase=Phase.QUIET))

    def _begin(
        self, tasks: Runner, phase: Phase, work: Callable[[Job], UpdateView | None], failed: Callable[[Exception], None]
    ) -> None:
        if self.now.phase is not Phase.QUIET:
            return
        self._turn(Standing(phase, self.now.seen))
        self._job = tasks.run(Lane.FETCH, work, owner=self, done=self._found, failed=failed, report=self._come)

    def _come(self, counted: object) -> None:
        if isinstance(counted, tuple) and self.now.phase is Phase.COMING:
            done, total = counted
            self._turn(replace(self.now, done=done, total=total))

    def _found(self, seen: UpdateView | None) -> None:
        self._turn(Standing(seen=seen))

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, FieldNotesError) and error.code is Code.CANCELLED
        self._turn(Standing(seen=self.now.seen, trouble="" if stopped else explain(error).words))

    def _turn(self, now: Standing) -> None:
        self.now = now
        for seen in tuple(self._watchers):
            seen(now)


@cache
def program_update() -> ProgramUpdate:
    """Give the program's one update."""
    return ProgramUpdate()
