"""What to do now: reads the working day, and opens what is chosen. Knows no Qt and no store."""

from collections.abc import Mapping
from typing import Protocol

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.visit_views import VisitView
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.names import listed
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.promises import Promises
from fieldnotes.ui.worker.today_rows import TodayPage, today_page

PAGES = 1
"""Pages of older notes looked through before the day is shown; the rest follows while it is read."""
BETWEEN = 10
"""Pages looked through before the day is read again."""


class TodayDrawing(Protocol):
    """What the view can be told."""

    def show_today(self, page: TodayPage) -> None:
        """Show the page."""
        ...


class TodayPresenter:
    """Reads the working day and opens what is chosen."""

    def __init__(self, shell: Shell, view: TodayDrawing) -> None:
        self._shell = shell
        self._view = view
        self._job: Job | None = None
        self._visits: Mapping[str, VisitView] = {}
        self.promises = Promises(shell, view)

    def load(self) -> None:
        """Read the day anew; an older reading that is still under way is not shown."""
        from fieldnotes.casework.read_cases import cases, today
        from fieldnotes.casework.waiting_notes import queue

        if self._job is not None:
            self._job.cancel()
        desk = self._shell.desk

        def read(_job: Job) -> TodayPage:
            found = cases(desk)
            protected = {case.id for case in found if case.child.protected}
            seen, waiting = today(desk, PAGES), queue(desk)
            return today_page(
                seen,
                desk.clock.now(),
                protected,
                _labels(desk),
                no_cases=not found,
                waiting=waiting,
                children={case.number: listed(case.child) for case in found},
            )

        self._job = self._shell.tasks.run(
            Lane.READ, read, owner=self._view, done=self._show, failed=self._shell.explain
        )

    def _show(self, page: TodayPage) -> None:
        """Show the day; while older notes are looked through, read it again a piece further."""
        self._job = None
        self._visits = page.visits
        self.promises.take(page.planned)
        self._view.show_today(page)
        if page.unread:
            self._look_on(BETWEEN)

    def _look_on(self, pages: int) -> None:
        """Look through older notes, a page at a time so that whatever is asked for meanwhile need not wait."""
        from fieldnotes.casework.near_notes import look_through

        self._job = self._shell.tasks.run(
            Lane.READ,
            lambda _job: look_through(self._shell.desk, 1),
            owner=self._view,
            done=lambda left: self._look_on(pages - 1) if left and pages > 1 else self.load(),
            failed=self._shell.explain,
        )

    def choose(self, key: str) -> None:
        """Open what a row is about; what is planned begins its note, the likely template ready to be taken.

        A visit that was planned with its template begins its note at once.
        """
        agreed, visit = self.promises.find(key), self._visits.get(key)
        if visit is not None:
            self._shell.begin_note(visit.case, visit.template, visit=visit.visit)
            return
        if agreed is not None and agreed.leads_to is not None:
            self._shell.new_note(agreed.case, agreed.leads_to)
            return
        if agreed is not None:
            key = f"case:{agreed.case}"
        screen, _colon, subject = key.partition(":")
        self._shell.go(Place(screen, subject))

    def speak(self, key: str) -> None:
        """Open what a row is about and listen: the note of a planned visit, or a draft. L14: one act from the door."""
        agreed = self.promises.find(key)
        visit = self._visits.get(key)
        kind, _colon, subject = key.partition(":")
        if visit is not None:
            self._shell.begin_note(visit.case, visit.template, speaking=True, visit=visit.visit)
        elif agreed is not None and agreed.leads_to is not None:
            self._shell.begin_note(agreed.case, agreed.leads_to, speaking=True)
        elif kind == "note":
            self._shell.go(Place("note", subject, speaking=True))

    def join(self) -> None:
        """Open the page where an invitation is taken."""
        self._shell.go(Place("join"))

    def new_note(self) -> None:
        """Begin a note."""
        self._shell.new_note()


def _labels(desk: Desk) -> Mapping[str, str]:
    return {each.id: each.label(desk.language) for each in desk.book.templates.values()}
