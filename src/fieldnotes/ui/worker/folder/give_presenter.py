"""Gives a party their paper: looked at, printed or on a stick; recorded once it really was given. Knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from fieldnotes.casework.insight_views import Given, InsightView
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.domain.private import Private
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.folder.insight_state import decisions

if TYPE_CHECKING:
    from fieldnotes.casework.insight import DrawnInsight


@dataclass(frozen=True, slots=True)
class GiveChoice:
    """How it is given; `reply_by`: it is communicated before a decision. The passphrase only for a stick."""

    way: str
    reply_by: date | None = None
    passphrase: Private = field(default=Private(""), repr=False)


class GiveDrawing(Protocol):
    """What the panel can be told."""

    def open_form(self, to: str, hidden: Mapping[str, int], words: Mapping[str, str], today: date) -> None:
        """Open it for somebody, with what is left out by reason."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being made, or no longer."""
        ...

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def show_pages(self, pdf: bytes) -> None:
        """Show the paper as it would be."""
        ...

    def print_pages(self, pdf: bytes) -> bool:
        """Let the person print; tell whether it was sent to a printer."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class GivePresenter:
    """One party's paper from the record into their hand."""

    def __init__(self, shell: Shell, view: GiveDrawing, given: Callable[[], None]) -> None:
        self._shell, self._view, self._given_to = shell, view, given
        self._seen: InsightView | None = None
        self._job: Job | None = None

    def start(self, seen: InsightView | None) -> None:
        """Open the form for what was gone through."""
        if seen is not None:
            self._seen = seen
            words = {each.why: f"{each.words} ({each.law})" for each in seen.reasons}
            self._view.open_form(seen.to_name, seen.hidden, words, self._shell.desk.hub_now().date())

    def preview(self, choice: GiveChoice) -> None:
        """Show the paper without giving it to anybody."""
        self._draw(choice, lambda paper: self._view.show_pages(paper.pdf))

    def print_and_give(self, choice: GiveChoice) -> None:
        """Print the paper; it counts as given only when it was sent to a printer."""
        self._draw(choice, lambda paper: self._printed(choice, paper))

    def save_and_give(self, choice: GiveChoice, path: str) -> None:
        """Write the locked file."""
        self._draw(choice, lambda paper: self._save(choice, paper, path))

    def stop(self) -> None:
        """Stop the making; nothing is left of it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._view.show_busy(busy=False)

    def _draw(self, choice: GiveChoice, done: Callable[["DrawnInsight"], None]) -> None:
        from fieldnotes.casework.insight import draw
        from fieldnotes.casework.insight_masks import Decided

        seen, desk = self._seen, self._shell.desk
        if seen is None:
            return
        decided = cast("Decided", decisions(seen))

        def work(job: Job) -> "DrawnInsight":
            return draw(
                desk, seen.case, seen.to, decided, reply_by=choice.reply_by,
                progress=lambda done, total: job.report((done, total)), cancelled=lambda: job.cancelled,
            )  # fmt: skip

        self._run(Lane.LONG, work, done)

    def _printed(self, choice: GiveChoice, paper: "DrawnInsight") -> None:
        from fieldnotes.casework.communicate import given

        if self._view.print_pages(paper.pdf):
            desk = self._shell.desk
            self._run(Lane.WRITE, lambda _job: given(desk, paper, choice.way), self._recorded)

    def _save(self, choice: GiveChoice, paper: "DrawnInsight", path: str) -> None:
        from fieldnotes.casework.communicate import give

        desk = self._shell.desk
        self._run(
            Lane.LONG,
            lambda _job: give(desk, paper, choice.way, Path(path), choice.passphrase),
            self._recorded,
        )

    def _recorded(self, done: Given) -> None:
        self._view.close_over()
        if done.communication:
            self._shell.say(_("It is recorded. The day to reply by stands in Today and in the case."))
        else:
            self._shell.say(_("It is recorded that the party got insight, and what was left out."))
        self._given_to()

    def _run(self, lane: Lane, work: Callable[[Job], object], done: Callable[..., None]) -> None:
        self._view.show_busy(busy=True)

        def home(made: object) -> None:
            self._job = None
            self._view.show_busy(busy=False)
            done(made)

        self._job = self._shell.tasks.run(
            lane, work, owner=self._view, done=home, failed=self._failed,
            report=lambda told: self._view.show_progress(*told),  # type: ignore[misc] # what `work` reports
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._view.show_busy(busy=False)
        if not (isinstance(error, FieldNotesError) and error.code is Code.CANCELLED):
            self._view.show_wrong(explain(error).words)
