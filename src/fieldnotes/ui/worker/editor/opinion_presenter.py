"""What a second engine would write instead, one utterance at a time: shown, taken or left. Knows no Qt, no engine."""

from collections import deque
from typing import Protocol

from fieldnotes.casework.desk import Changed
from fieldnotes.casework.second_opinion import Opinion, second_opinion, take_opinion
from fieldnotes.casework.views import SettledUtterance
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.presenter import EditorPresenter

SPOKEN = "sv"
"""The language of a dictation where nobody chose another."""


class OpinionScreen(Protocol):
    """What is asked of the window."""

    def show_opinion(self, opinion: Opinion | None, waiting: int) -> None:
        """Draw one, and how many wait; nothing when there is none."""
        ...


class OpinionPresenter:
    """Asks at leisure, on a lane of its own; what was refused does not come back."""

    def __init__(self, presenter: EditorPresenter, screen: OpinionScreen) -> None:
        self._presenter, self._screen = presenter, screen
        self._asked: set[str] = set()
        self._waiting: deque[Opinion] = deque()
        self.language = SPOKEN

    def heard(self, said: SettledUtterance) -> None:
        """Let a settled utterance be heard again, once, if there is a second engine."""
        desk, note, language = self._presenter.desk, self._presenter.note, self.language
        if desk.workshop.speech.second is None or said.id in self._asked:
            return
        self._asked.add(said.id)
        self._presenter.tasks.run(
            Lane.LONG,
            lambda _job: second_opinion(desk, note, said, language),
            owner=self._screen,
            done=self._came,
            failed=self._go_without,
        )

    def take(self) -> None:
        """Put the shown text in the place of the first: the person asked for it."""
        if not self._waiting:
            return
        opinion = self._waiting.popleft()
        self._presenter.save_now(lambda: self._take(opinion))
        self._show()

    def leave(self) -> None:
        """Keep what stands."""
        if self._waiting:
            self._waiting.popleft()
        self._show()

    def _take(self, opinion: Opinion) -> None:
        desk, note = self._presenter.desk, self._presenter.note
        self._presenter.tasks.run(
            Lane.WRITE,
            lambda _job: take_opinion(desk, note, opinion),
            owner=self._screen,
            done=self._taken,
            failed=self._presenter.explain,
        )

    def _taken(self, _changed: Changed) -> None:
        self._presenter.fetch_spoken()

    def _came(self, opinion: Opinion | None) -> None:
        if opinion is not None:
            self._waiting.append(opinion)
            self._show()

    def _go_without(self, error: Exception) -> None:
        """Leave the person alone: the first text stands whole without a second opinion."""
        if not isinstance(error, FieldNotesError):
            self._presenter.explain(error)

    def _show(self) -> None:
        first = self._waiting[0] if self._waiting else None
        self._screen.show_opinion(first, max(0, len(self._waiting) - 1))
