"""Gives somebody their paper: printed, posted or on a stick; recorded once it really was given. Knows no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldnotes.casework import extracts, hand_over
from fieldnotes.casework.views import HandedOver, PlanView, Recipient
from fieldnotes.domain.extracts import Scope
from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import POST, STICK, TakenHome
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane, T
from fieldnotes.ui.shell.explaining import explain

if TYPE_CHECKING:
    from fieldnotes.casework.hand_over import DrawnPaper
    from fieldnotes.ui.shell.places import Shell


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom, how and how it looks; the passphrase only for a stick."""

    to: str
    taken: TakenHome
    passphrase: Private = field(default=Private(""), repr=False)


class TakeHomeDrawing(Protocol):
    """What the presenter asks of the panels."""

    def open_form(self, people: Sequence[Recipient], plan: PlanView, languages: Sequence[tuple[str, str]]) -> None:
        """Open with these people, the likeliest first, and the languages there are."""
        ...

    def show_plan(self, plan: PlanView) -> None:
        """Draw what each agency may know by now."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
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


class TakeHomePresenter:
    """The way of one note's paper from the record into somebody's hand."""

    def __init__(self, shell: "Shell", view: TakeHomeDrawing, note: str) -> None:
        self._shell, self._view, self._note = shell, view, note

    def start(self) -> None:
        """Open the form."""
        desk, note = self._shell.desk, self._note
        self._run(
            Lane.READ,
            lambda _job: (hand_over.recipients(desk, note), extracts.plan(desk, note), hand_over.languages(desk)),
            lambda found: self._view.open_form(*found),
        )

    def preview(self, choice: Choice) -> None:
        """Show the paper without giving it to anybody."""
        self._draw(choice, lambda paper: self._view.show_pages(paper.pdf))

    def print_and_give(self, choice: Choice) -> None:
        """Print the paper; it counts as given only when it was sent to a printer."""
        self._draw(choice, lambda paper: self._printed(choice, paper))

    def save_and_give(self, choice: Choice, path: str) -> None:
        """Write the locked file."""
        desk, note = self._shell.desk, self._note

        def work(_job: Job) -> HandedOver:
            return hand_over.hand_over(desk, note, choice.to, choice.taken, Path(path), choice.passphrase)

        self._run(Lane.LONG, work, lambda _done: self._given(choice))

    def let_know(self, to: str, scopes: Sequence[Scope], by: Mapping[str, str]) -> None:
        """Record what the family lets somebody know, and draw the plan anew."""
        desk, note = self._shell.desk, self._note

        def after(_done: object) -> None:
            self._shell.say(_("What the family said yes to is recorded."))
            self._run(Lane.READ, lambda _job: extracts.plan(desk, note), self._view.show_plan)

        self._run(Lane.WRITE, lambda _job: extracts.let_know(desk, note, to, scopes, by), after)

    def _draw(self, choice: Choice, done: Callable[["DrawnPaper"], None]) -> None:
        desk, note = self._shell.desk, self._note
        self._run(
            Lane.LONG,
            lambda _job: hand_over.draw(desk, note, choice.to, choice.taken.look, choice.taken.language),
            done,
        )

    def _printed(self, choice: Choice, paper: "DrawnPaper") -> None:
        if not self._view.print_pages(paper.pdf):
            return
        desk = self._shell.desk
        self._run(
            Lane.WRITE, lambda _job: hand_over.handed_over(desk, paper, choice.taken), lambda _done: self._given(choice)
        )

    def _given(self, choice: Choice) -> None:
        self._view.close_over()
        words = {
            STICK: _("The file is saved and locked. That it was handed over is recorded."),
            POST: _("Printed. That it goes by post is recorded."),
        }
        self._shell.say(words.get(choice.taken.way, _("Printed. That it was handed over is recorded.")))

    def _run(self, lane: Lane, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        self._view.show_busy(busy=True)

        def home(found: T) -> None:
            self._view.show_busy(busy=False)
            done(found)

        self._shell.tasks.run(
            lane, work, owner=self._view, done=home,
            failed=lambda error: self._view.show_wrong(explain(error).words),
        )  # fmt: skip
