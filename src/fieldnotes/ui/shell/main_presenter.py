"""Moves between screens, says what must be said and begins notes: the frame's decisions. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from fieldnotes.casework.act_views import WhoView
from fieldnotes.casework.desk import Begun, Desk
from fieldnotes.ui.lanes import Job, Lane, Runner
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Place

TODAY, PREPARE = Place("today"), Place("prepare")
UP = ("note", "case")
"""Whoever leaves a note for its case is out of the note: the way back from there does not lead into it again."""
LONGEST_WAY_BACK = 50


class MainDrawing(Protocol):
    """What the frame can be told."""

    def show_place(self, place: Place) -> None:
        """Show the screen of a place; the one before is told that it is left."""
        ...

    def show_who(self, name: str, *, supervisor: bool) -> None:
        """Show who works here, and the supervisor's way if there is one."""
        ...

    def show_preparing(self, *, only: bool) -> None:
        """Show the way to what an administrator prepares; `only`: and none to cases of one's own."""
        ...

    def show_toast(self, text: str, *, wrong: bool, undo: Callable[[], None] | None = None) -> None:
        """Show a short message, perhaps with a way to take back what it tells of."""
        ...

    def show_bug(self, text: str) -> None:
        """Show a calm dialog that stops nothing."""
        ...

    def show_new_note(self, case: str, likely: str = "") -> None:
        """Ask for case and template, the likely one first."""
        ...

    def show_syncing(self) -> None:
        """Exchange now."""
        ...


class MainPresenter:
    """Is the `Shell` every screen gets."""

    def __init__(self, desk: Desk, tasks: Runner, view: MainDrawing) -> None:
        self._desk = desk
        self._tasks = tasks
        self._view = view
        self._here = self._home = TODAY
        self._way: list[Place] = []

    @property
    def desk(self) -> Desk:
        """Give the unlocked desk."""
        return self._desk

    @property
    def tasks(self) -> Runner:
        """Give the lanes."""
        return self._tasks

    @property
    def here(self) -> Place:
        """Give the place that is open."""
        return self._here

    def begin(self) -> None:
        """Open Today and find out who works here."""
        self._view.show_place(TODAY)
        self.refresh_who()

    def refresh_who(self) -> None:
        """Ask again who works here, for instance after joining."""
        from fieldnotes.casework.profile import whoami

        self._tasks.run(
            Lane.READ, lambda _job: whoami(self._desk), owner=self._view, done=self._show_who, failed=self.explain
        )

    def go(self, place: Place) -> None:
        """Open a place and remember the way."""
        if place != self._here:
            if (self._here.screen, place.screen) != UP:
                self._way = [*self._way, self._here][-LONGEST_WAY_BACK:]
            elif self._way and self._way[-1] == place:
                self._way.pop()
            self._here = replace(place, speaking=False)  # who comes back later does not speak again
            self._view.show_place(place)

    def back(self) -> None:
        """Return along the way, at last to Today, or to what an administrator prepares."""
        self._here = self._way.pop() if self._way else self._home
        self._view.show_place(self._here)

    def say(self, text: str, *, wrong: bool = False, undo: Callable[[], None] | None = None) -> None:
        """Show a short message, perhaps with a way to take back what it tells of."""
        self._view.show_toast(text, wrong=wrong, undo=undo)

    def explain(self, error: Exception) -> None:
        """Say a problem."""
        problem = explain(error)
        if problem.kind == "bug":
            self._view.show_bug(problem.words)
        else:
            self._view.show_toast(problem.words, wrong=True)

    def new_note(self, case: str = "", likely: str = "") -> None:
        """Begin a note; on the screen of a case it is a note of that case. Who only prepares plans a visit instead."""
        if self._home == PREPARE:
            self.go(PREPARE)
            return
        self._view.show_new_note(case or (self._here.subject if self._here.screen == "case" else ""), likely)

    def sync_now(self) -> None:
        """Exchange with the hub."""
        self._view.show_syncing()

    def begin_note(self, case: str, template: str, *, speaking: bool = False, visit: str = "") -> None:
        """Make the draft and open it; that of a planned visit has its template and time."""
        from fieldnotes.casework.planned_visits import begin_visit
        from fieldnotes.casework.write_note import add

        def begin(_job: Job) -> Begun:
            return begin_visit(self._desk, case, visit) if visit else add(self._desk, case, template)

        self._tasks.run(
            Lane.WRITE,
            begin,
            owner=self._view,
            done=lambda begun: self.go(Place("note", begun.note, speaking=speaking)),
            failed=self.explain,
        )

    def _show_who(self, who: WhoView) -> None:
        self._view.show_who(who.name, supervisor=who.decides)
        if who.prepares:
            self._view.show_preparing(only=who.only_prepares)
        if who.only_prepares and self._home != PREPARE:
            self._home = PREPARE
            if self._here == TODAY and not self._way:
                self._here = PREPARE
                self._view.show_place(PREPARE)
