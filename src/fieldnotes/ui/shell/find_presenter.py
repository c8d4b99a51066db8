"""Find: a case by name, personal number or case number, or a command, as one types. Knows no Qt and no store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from fieldnotes.casework.act_views import ThereView
from fieldnotes.casework.case_views import CaseView
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.names import case_title
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import days_left
from fieldnotes.ui.shell.fetch_case import THERE, fetch_case, there_row
from fieldnotes.ui.shell.places import Place, Shell

SOON_DAYS = 7


@dataclass(frozen=True)
class Command:
    """Something the window can do: its words, its keys, and the act."""

    key: str
    words: str
    keys: str
    act: Callable[[], None]
    glyph: str = "corner-down-left"
    shown: str = ""
    """The keys as they stand on this computer's keyboard."""
    also: str = ""
    """Other words people look for it with; not shown."""
    fits: Callable[[], bool] = lambda: True
    """Whether it is for this person here and now; what is not is left out of the list."""
    words_for: Callable[[str], None] | None = None
    """An act with the words that were typed, whatever they are; it is offered for all of them."""


class FindDrawing(Protocol):
    """What the panel can be told."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what was found."""
        ...

    def show_hint(self, words: str) -> None:
        """Say something below."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


def never() -> bool:
    """Leave a command out of the list: it has its keys, and it is what one is in already."""
    return False


def hint() -> str:
    """Say what may be searched for (SEC-7)."""
    return _("Cases are found by name, personal number or case number. The law allows no other search across cases.")


class FindPresenter:
    """Finds while typing; an answer that comes late is not shown."""

    def __init__(self, shell: Shell, view: FindDrawing, commands: Sequence[Command]) -> None:
        self._shell = shell
        self._view = view
        self._commands = {command.key: command for command in commands}
        self._text = ""
        self._job: Job | None = None

    def search(self, text: str) -> None:
        """Show the commands that fit at once, and the cases when they are found."""
        self._text = text.strip()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._view.show_hint(hint())
        if not self._text:
            self._view.show_rows(self._command_rows())
            return
        from fieldnotes.casework.kept_back import find_there
        from fieldnotes.casework.read_cases import find

        wanted, desk = self._text, self._shell.desk
        self._job = self._shell.tasks.run(
            Lane.READ,
            lambda _job: (find(desk, wanted), find_there(desk, wanted)),
            owner=self._view,
            done=self._show,
            failed=self._failed,
        )

    def choose(self, key: str) -> None:
        """Open a case or do a command."""
        self._view.close_over()
        command = self._commands.get(key)
        if command is not None and command.words_for is not None:
            command.words_for(self._text)
        elif command is not None:
            command.act()
        elif key.startswith(THERE):
            fetch_case(self._shell, self._view, key.removeprefix(THERE))
        elif key:
            self._shell.go(Place("case", key))

    def _show(self, found: tuple[Sequence[CaseView], Sequence[ThereView]]) -> None:
        here, there = found
        rows = [*map(case_row, here), *map(there_row, there), *self._command_rows()]
        self._view.show_rows(rows)
        if not rows:
            self._view.show_hint(_("No case on this computer fits. Try a case number.") + " " + hint())

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError) and error.code is Code.SEARCH_NOT_ALLOWED:
            self._show(((), ()))
            return
        self._shell.explain(error)

    def _command_rows(self) -> list[Row]:
        wanted = self._text.casefold()
        offered = [each for each in self._commands.values() if each.fits()]
        fitting = [c for c in offered if c.words_for or _fits(f"{c.words} {c.also}".casefold(), wanted)]
        return [Row(key=c.key, title=c.words, trailing=c.shown or c.keys, glyph=c.glyph) for c in fitting]


def _fits(words: str, wanted: str) -> bool:
    return not wanted or words.startswith(wanted) or f" {wanted}" in words


def case_row(case: CaseView) -> Row:
    """Make a case's row for lists across cases: child, number, phase and the nearest day; no more (SEC-8)."""
    days = min((deadline.days_left for deadline in case.deadlines), default=None)
    return Row(
        key=case.id,
        title=case_title(case),
        detail=case.phase_label,
        chip="" if days is None else days_left(days),
        tone="plain" if days is None else deadline_tone(days),
        glyph="shield-alert" if case.protected else "folder",
        glyph_role="rec" if case.protected else "muted",
    )


def deadline_tone(days: int) -> str:
    """Give the tone of a chip for so many days left."""
    if days < 0:
        return "rec"
    return "warn" if days <= SOON_DAYS else "plain"
