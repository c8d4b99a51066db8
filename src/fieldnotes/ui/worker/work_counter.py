"""Counts the work on one note: keys and words that come are signs of it, pauses are not. Reads no word; knows no Qt."""

from collections.abc import Callable
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.time_given_back import keep_work
from fieldnotes.domain.active_time import ActiveTime
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.ui.lanes import Lane, Runner

AT_LEAST: Final = 20
"""Seconds of work that are kept at a time; a kill takes no more of them."""


class WorkCounter:
    """Hears signs of work and keeps seconds with the note; whether they are kept is casework's to know."""

    def __init__(self, desk: Desk, tasks: Runner, note: str, explain: Callable[[Exception], None]) -> None:
        self._desk = desk
        self._tasks = tasks
        self._note = note
        self._explain = explain
        self._active = ActiveTime()

    def typed(self) -> None:
        """Hear that something was written by hand."""
        self._sign(spoken=False)

    def spoke(self) -> None:
        """Hear that words came by voice."""
        self._sign(spoken=True)

    def keep(self) -> None:
        """Hand over what is counted."""
        typed, spoken = self._active.take()
        if not typed + spoken:
            return
        desk, note = self._desk, self._note
        self._tasks.run(
            Lane.WRITE,
            lambda _job: keep_work(desk, note, typed, spoken),
            owner=self,
            done=lambda _changed: None,
            failed=self._not_kept,
        )

    def _sign(self, *, spoken: bool) -> None:
        self._active.sign(self._desk.clock.monotonic(), spoken=spoken)
        if self._active.typed + self._active.spoken >= AT_LEAST:
            self.keep()

    def _not_kept(self, error: Exception) -> None:
        """Let seconds go rather than disturb who writes; what is no foreseen problem is told as any bug."""
        if not isinstance(error, FieldNotesError):
            self._explain(error)
