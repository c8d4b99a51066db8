"""The recovery key at the first start: on paper first, then proved by two of its groups. Knows no Qt and no store."""

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from fieldnotes.casework import recovery_sheet, ways_in
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Exported
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane, Runner
from fieldnotes.ui.shell.explaining import explain

T = TypeVar("T")


class KeyDrawing(Protocol):
    """What the page about the key can be told."""

    def show_key(self, groups: Sequence[str]) -> None:
        """Show the recovery key to put on paper; none takes it off the screen and tells that it was proved."""
        ...

    def show_wanted(self, first: int, second: int) -> None:
        """Hide the key and ask for two groups by their numbers, from 1."""
        ...

    def print_sheet(self, pdf: bytes) -> bool:
        """Let the sheet be printed; tell whether it was."""
        ...

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment."""
        ...

    def show_line(self, words: str, *, wrong: bool = True) -> None:
        """Say in one line what is wrong, or how it went; ends being busy."""
        ...


class FirstKeyPresenter:
    """Holds the key until it is proved, and forgets it then."""

    def __init__(self, tasks: Runner, view: KeyDrawing, proved: Callable[[], None]) -> None:
        self._tasks, self._view, self._proved = tasks, view, proved
        self._desk: Desk | None = None
        self._key = ""
        self._wanted = (1, 2)

    def take(self, desk: Desk, key: str) -> None:
        """Take a key that was just made."""
        self._desk, self._key = desk, key
        self._view.show_key(self._groups())

    def forget(self) -> None:
        """Keep no key, on the screen or behind it."""
        self._key = ""
        self._view.show_key(())

    def show_again(self) -> None:
        """Show the key once more; possible until it was proved."""
        self._view.show_key(self._groups())
        self._view.show_line("")

    def take_written(self) -> None:
        """Ask for two groups, which two nobody knows before."""
        if not self._key:
            self._proved()
            return
        first, second = sorted(secrets.SystemRandom().sample(range(1, len(self._groups()) + 1), 2))
        self._wanted = (first, second)
        self._view.show_line("")
        self._view.show_wanted(first, second)

    def take_proof(self, first: str, second: str) -> None:
        """Compare the two groups with the key; case, blanks and look-alikes are forgiven."""
        desk, groups = self._desk, self._groups()
        if desk is None or not groups:
            return
        asked = [groups[number - 1] for number in self._wanted]
        if [_plain(first), _plain(second)] != [_plain(group) for group in asked]:
            self._view.show_line(_("That is not what the key says. Look at your paper, or go back to see the key."))
            return
        self._do(Lane.WRITE, lambda _job: recovery_sheet.proved(desk), self._take_proved)

    def renew(self, desk: Desk | None = None) -> None:
        """Make a new key, for instance when the first was never put on paper; the one before is void."""
        self._desk = desk = desk or self._desk
        if desk is not None:
            self._view.show_busy(_("Making a new key …"))
            self._do(Lane.LONG, lambda _job: _new_key(desk), self._take_new)

    def print_sheet(self) -> None:
        """Draw the sheet and let it be printed."""
        desk, key = self._desk, self._key
        if desk is not None and key:
            self._view.show_busy(_("Drawing the sheet …"))
            self._do(Lane.LONG, lambda _job: recovery_sheet.sheet_pdf(desk, key), self._print)

    def save_sheet(self, path: str) -> None:
        """Write the sheet as a PDF."""
        desk, key = self._desk, self._key
        if desk is not None and key and path:
            self._view.show_busy(_("Drawing the sheet …"))
            self._do(Lane.LONG, lambda _job: recovery_sheet.write_sheet(desk, key, Path(path)), self._saved)

    def _groups(self) -> tuple[str, ...]:
        return tuple(self._key.split("-")) if self._key else ()

    def _do(self, lane: Lane, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        failed = lambda error: self._view.show_line(explain(error).words)  # noqa: E731 - read at its only use
        self._tasks.run(lane, work, owner=self._view, done=done, failed=failed)

    def _take_proved(self, _none: None) -> None:
        self.forget()
        self._view.show_line("")
        self._proved()

    def _take_new(self, key: str) -> None:
        if self._desk is not None:
            self.take(self._desk, key)
            self._view.show_line("")

    def _print(self, pdf: bytes) -> None:
        printed = self._view.print_sheet(pdf)
        self._view.show_line(_("The sheet is on its way to the printer.") if printed else "", wrong=False)

    def _saved(self, done: Exported) -> None:
        words = _("Saved as {file}. Print it, lock the paper away, and remove the file from this computer.")
        self._view.show_line(words.format(file=Path(done.file).name), wrong=False)


def _new_key(desk: Desk) -> str:
    recovery_sheet.expect_proof(desk)
    return ways_in.new_recovery_key(desk)


def _plain(group: str) -> str:
    return group.upper().replace(" ", "").replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
