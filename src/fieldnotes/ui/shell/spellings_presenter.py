"""The worker's own words: how what is said shall be written. Knows no Qt and no store."""

from collections.abc import Sequence
from typing import Protocol

from fieldnotes.casework.spellings import forget_spelling, keep_spelling, list_spellings
from fieldnotes.casework.views import SpellingView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell


class SpellingsDrawing(Protocol):
    """What the card can be told."""

    def show_spellings(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show all of them: what is said, and how it is written."""
        ...

    def show_kept(self) -> None:
        """Make room for the next."""
        ...

    def show_spelling_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        ...


class SpellingsPresenter:
    """One list, read and changed."""

    def __init__(self, shell: Shell, view: SpellingsDrawing) -> None:
        self._shell = shell
        self._view = view

    def load(self) -> None:
        """Read them."""
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.READ, lambda _job: list_spellings(desk), owner=self._view, done=self._show, failed=self._failed
        )

    def keep(self, said: str, written: str) -> None:
        """Keep one more, or another spelling of the same words."""
        if not said.strip() or not written.strip():
            self._view.show_spelling_line(_("Write both what you say and how it shall be written."), wrong=True)
            return
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: keep_spelling(desk, said, written),
            owner=self._view,
            done=lambda _kept: self._kept(),
            failed=self._failed,
        )

    def forget(self, said: str) -> None:
        """Write those words by the rules again."""
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: forget_spelling(desk, said),
            owner=self._view,
            done=lambda _none: self.load(),
            failed=self._failed,
        )

    def _kept(self) -> None:
        self._view.show_kept()
        self._view.show_spelling_line(_("Kept. It holds from the next dictation."), wrong=False)
        self.load()

    def _show(self, found: Sequence[SpellingView]) -> None:
        self._view.show_spellings([(str(one.said), str(one.written)) for one in found])

    def _failed(self, error: Exception) -> None:
        self._view.show_spelling_line(explain(error).words, wrong=True)
