"""Makes a case's journal to read, print or keep as a file; the making can be stopped. Knows no Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from fieldnotes.casework.views import Exported
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell


class JournalDrawing(Protocol):
    """What the panel can be told."""

    def open_form(self) -> None:
        """Open it."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being made, or no longer."""
        ...

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not made."""
        ...

    def show_pages(self, pdf: bytes) -> None:
        """Show the journal."""
        ...

    def print_pages(self, pdf: bytes) -> bool:
        """Let the person print; tell whether it was sent to a printer."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class JournalPresenter:
    """One case's journal."""

    def __init__(self, shell: Shell, view: JournalDrawing, case: str) -> None:
        self._shell, self._view, self._case = shell, view, case
        self._job: Job | None = None

    def start(self) -> None:
        """Open the panel."""
        self._view.open_form()

    def read(self, *, earlier: bool) -> None:
        """Show the journal on the screen."""
        self._make(lambda job: _drawn(self._shell, self._case, job, earlier=earlier), self._view.show_pages)

    def print_it(self, *, earlier: bool) -> None:
        """Print the journal."""
        self._make(lambda job: _drawn(self._shell, self._case, job, earlier=earlier), self._printed)

    def save(self, path: str, *, earlier: bool) -> None:
        """Keep the journal as a file."""
        from fieldnotes.casework.case_folder import export_journal

        desk, case = self._shell.desk, self._case

        def work(job: Job) -> Exported:
            return export_journal(
                desk, case, Path(path), earlier=earlier,
                progress=lambda done, total: job.report((done, total)), cancelled=lambda: job.cancelled,
            )  # fmt: skip

        def saved(_done: Exported) -> None:
            self._view.close_over()
            self._shell.say(_("The journal is saved. That it was made is written down."))

        self._make(work, saved)

    def stop(self) -> None:
        """Stop the making; nothing is left of it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._view.show_busy(busy=False)

    def _make(self, work: Callable[[Job], object], done: Callable[..., None]) -> None:
        self._view.show_busy(busy=True)

        def home(made: object) -> None:
            self._job = None
            self._view.show_busy(busy=False)
            done(made)

        self._job = self._shell.tasks.run(
            Lane.LONG, work, owner=self._view, done=home, failed=self._failed,
            report=lambda told: self._view.show_progress(*told),  # type: ignore[misc] # what `work` reports
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._view.show_busy(busy=False)
        if not (isinstance(error, FieldNotesError) and error.code is Code.CANCELLED):
            self._view.show_wrong(explain(error).words)

    def _printed(self, pdf: bytes) -> None:
        if self._view.print_pages(pdf):
            self._view.close_over()
            self._shell.say(_("Printed. That it was made is written down."))


def _drawn(shell: Shell, case: str, job: Job, *, earlier: bool) -> bytes:
    from fieldnotes.casework.case_folder import journal

    return journal(
        shell.desk, case, earlier=earlier,
        progress=lambda done, total: job.report((done, total)), cancelled=lambda: job.cancelled,
    )  # fmt: skip
