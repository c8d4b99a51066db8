"""The cases on this computer, narrowed down as one types. Knows no Qt and no store."""

from collections.abc import Sequence
from typing import Protocol

from fieldnotes.casework.act_views import ThereView
from fieldnotes.casework.case_views import CaseView
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.fetch_case import THERE, fetch_case, there_row
from fieldnotes.ui.shell.find_presenter import case_row
from fieldnotes.ui.shell.places import Place, Shell


class CasesDrawing(Protocol):
    """What the view can be told."""

    def show_cases(self, rows: Sequence[Row], summary: str) -> None:
        """Show the cases."""
        ...


class CasesPresenter:
    """Reads and finds cases."""

    def __init__(self, shell: Shell, view: CasesDrawing) -> None:
        self._shell = shell
        self._view = view
        self._text = ""
        self._job: Job | None = None

    def load(self) -> None:
        """Read the cases that fit what is typed."""
        self.search(self._text)

    def search(self, text: str) -> None:
        """Narrow down by name, personal number or case number (SEC-7)."""
        from fieldnotes.casework.kept_back import find_there
        from fieldnotes.casework.read_cases import cases, find

        self._text = text.strip()
        wanted, desk = self._text, self._shell.desk
        if self._job is not None:
            self._job.cancel()
        self._job = self._shell.tasks.run(
            Lane.READ,
            lambda _job: (find(desk, wanted) if wanted else cases(desk), find_there(desk, wanted)),
            owner=self._view,
            done=self._show,
            failed=self._failed,
        )

    def choose(self, case: str) -> None:
        """Open a case; ask for one that stays at the hub."""
        if case.startswith(THERE):
            fetch_case(self._shell, self._view, case.removeprefix(THERE))
        else:
            self._shell.go(Place("case", case))

    def _show(self, found: tuple[Sequence[CaseView], Sequence[ThereView]]) -> None:
        here, there = found
        summary = _n("{n} case", "{n} cases", len(here)).format(n=len(here))
        if there:
            more = _n("{n} more stays in the case system", "{n} more stay in the case system", len(there))
            summary = f"{summary} · {more.format(n=len(there))}"
        self._view.show_cases([*map(case_row, here), *map(there_row, there)], summary)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError) and error.code is Code.SEARCH_NOT_ALLOWED:
            self._show(((), ()))
            return
        self._shell.explain(error)
