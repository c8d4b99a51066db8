"""The words presenters use for slow work: lanes, jobs and who runs them; knows neither Qt nor threads."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol, TypeVar

T = TypeVar("T")
PARTS = 1000
"""Steps of progress that are told: more than a bar has pixels to show."""


class Lane(Enum):
    """One thread each; jobs of one lane run in the order they were asked for."""

    WRITE = "write"
    """Jobs of at most 20 ms: autosave, signing, filing."""
    READ = "read"
    """Lists, one note, one case, finding."""
    HUB = "hub"
    """Everything that talks to the hub."""
    VOICE = "voice"
    """Dictation."""
    LONG = "long"
    """PDF, verification, bulk work, unlocking."""
    FETCH = "fetch"
    """A speech model on its way: minutes to hours, and nobody else's work waits behind it."""


class Job(Protocol):
    """A piece of work under way; the work itself gets it as its only argument."""

    @property
    def cancelled(self) -> bool:
        """Tell the work whether anybody still wants the answer."""
        ...

    def cancel(self) -> None:
        """Ask the work to stop; it looks when it can."""
        ...

    def report(self, value: object) -> None:
        """Send an intermediate value home, to the window's thread."""
        ...


class Runner(Protocol):
    """What a presenter needs of `Tasks`; tests hand in one that runs at once."""

    def run(
        self,
        lane: Lane,
        work: Callable[[Job], T],
        *,
        owner: object,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        report: Callable[[object], None] | None = None,
    ) -> Job:
        """Run `work` on `lane`; bring the answer home unless `owner` is gone by then."""
        ...


def in_steps(job: Job) -> Callable[[int, int], None]:
    """Report only steps that can be seen."""
    told = [-1]

    def tell(done: int, total: int) -> None:
        step = done * PARTS // total if total else PARTS
        if step != told[0]:
            told[0] = step
            job.report((done, total))

    return tell
