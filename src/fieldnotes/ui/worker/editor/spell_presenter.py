"""When a note is looked over for spelling, and what may have been meant. Knows no Qt; all looking up is on a lane."""

from collections.abc import Callable, Sequence
from typing import Protocol

from fieldnotes.casework import spelling
from fieldnotes.language.spelling import Misspelt
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.editor.presenter import EditorPresenter

Found = tuple[tuple[Misspelt, ...], ...]


class SpellScreen(Protocol):
    """What is asked of the window."""

    def unread(self) -> Sequence[str]:
        """Give the texts that were not looked over as they stand."""
        ...

    def show_spelling(self, texts: Sequence[str], found: Found) -> None:
        """Mark these words in these texts."""
        ...

    def forget(self) -> None:
        """Let every text be looked over again."""
        ...


class SpellPresenter:
    """Looks in a pause; where this computer has no dictionary it never looks again."""

    QUIET = 500

    def __init__(self, note: EditorPresenter, screen: SpellScreen, later: Later) -> None:
        self._note = note
        self._screen = screen
        self._later = later
        self._job: Job | None = None
        self._has_dictionary = True

    def soon(self) -> None:
        """Plan to look."""
        if self._has_dictionary:
            self._later.start(self.QUIET)

    def look(self) -> None:
        """Look over what has changed; a text that changes meanwhile is looked over again."""
        opened, texts = self._note.opened, self._screen.unread()
        if opened is None or not opened.note.is_draft or not texts:
            return
        if self._job is not None:
            self._job.cancel()
        desk, case = self._note.desk, opened.note.case
        self._job = self._note.tasks.run(
            Lane.LONG,
            lambda _job: spelling.look_over(desk, case, texts),
            owner=self._screen,
            done=lambda found: self._show(texts, found),
            failed=_stay,
        )

    def suggest(self, word: str, owner: object, then: Callable[[tuple[str, ...]], None]) -> None:
        """Bring home what may have been meant, while `owner` is there to show it."""
        desk = self._note.desk
        self._note.tasks.run(
            Lane.LONG,
            lambda _job: spelling.suggestions(desk, word),
            owner=owner,
            done=then,
            failed=_stay,
        )

    def keep(self, word: str) -> None:
        """Let a word be right from now on, in every note."""
        desk = self._note.desk
        self._note.tasks.run(
            Lane.WRITE,
            lambda _job: spelling.keep_word(desk, word),
            owner=self._screen,
            done=lambda _none: self._kept(),
            failed=self._note.explain,
        )

    def _kept(self) -> None:
        self._screen.forget()
        self.soon()

    def _show(self, texts: Sequence[str], found: Found | None) -> None:
        if found is None:
            self._has_dictionary = False
        else:
            self._screen.show_spelling(texts, found)


def _stay(_error: Exception) -> None:
    """Leave the text as it is; spelling never stops anybody."""
