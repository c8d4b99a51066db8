"""Recordings that are dropped on a section: heard one after the other, each whole or not at all. Knows no Qt."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Protocol

from fieldnotes.casework.dictated_file import RecordedSound, Recording, dictate_into
from fieldnotes.casework.views import Dictation
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class RecordingScreen(Protocol):
    """What is asked of the window."""

    def show_file(self, name: str, percent: int, waiting: int) -> None:
        """Draw how much of a recording has been heard, and how many wait."""
        ...

    def show_silent(self, words: str) -> None:
        """Draw that nobody listens any more, and one sentence."""
        ...


class RecordingPresenter:
    """One recording at a time; the rest wait their turn."""

    def __init__(
        self,
        presenter: EditorPresenter,
        dictation: DictationPresenter,
        screen: RecordingScreen,
        decode: Callable[[Path], RecordedSound],
    ) -> None:
        self._presenter, self._dictation, self._screen, self._decode = presenter, dictation, screen, decode
        self._waiting: deque[tuple[Path, str]] = deque()
        self._now: Path | None = None
        self._stop = Event()
        self._problems: list[str] = []

    def hear(self, paths: Sequence[Path], place: str) -> None:
        """Hear recordings for a place; nothing of one is written unless all of it was heard."""
        if self._dictation.listening or not place:
            return
        self._waiting.extend((path, place) for path in paths)
        if self._now is None:
            self._stop.clear()
            self._problems = []
            self._next()

    def cancel(self) -> None:
        """Hear no more, neither of this one nor of those that wait."""
        self._waiting.clear()
        self._stop.set()

    def _next(self) -> None:
        path, place = self._waiting.popleft()
        self._now = path
        self._presenter.speaking = self._dictation.hearing_file = True
        self._screen.show_file(path.name, 0, len(self._waiting))
        self._presenter.save_now(lambda: self._hear(path, place))

    def _hear(self, path: Path, place: str) -> None:
        desk, note = self._presenter.desk, self._presenter.note
        recording = Recording(path, self._dictation.others, self._decode)
        self._presenter.tasks.run(
            Lane.VOICE,
            lambda job: dictate_into(desk, recording, note, place, progress=job.report, cancelled=self._stop.is_set),
            owner=self._screen,
            done=lambda dictation: self._heard(path, dictation),
            failed=self._failed,
            report=lambda percent: self._screen.show_file(path.name, int(str(percent)), len(self._waiting)),
        )

    def _heard(self, path: Path, dictation: Dictation) -> None:
        said = _("{file} is written down. The file lies where it was; delete it yourself.")
        nothing = _("No speech was found in {file}. Nothing was written.")
        words = (said if dictation.words else nothing).format(file=path.name)
        self._presenter.fetch_spoken(lambda: self._go_on(words))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, FieldNotesError):
            self._presenter.explain(error)
        elif error.code is Code.CANCELLED:
            self._problems.append(_("Stopped. Nothing was written."))
        else:
            self._problems.append(sentence(error, _))
        self._go_on("")

    def _go_on(self, words: str) -> None:
        """Hear what waits; at the end say what went wrong on the way, else how the last one went."""
        if self._waiting:
            self._next()
            return
        self._now = None
        self._presenter.speaking = self._dictation.hearing_file = False
        self._screen.show_silent(" ".join(self._problems) or words)
