"""What was said but is not written down: said when the draft opens, written down when the person asks. Knows no Qt."""

from collections.abc import Callable
from threading import Event
from typing import Protocol, TypedDict

from fieldnotes.casework.catch_up import Unwritten, catch_up, unwritten, write_again
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.hearing import Progress, Standby
from fieldnotes.casework.views import Dictation
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class CatchUpScreen(Protocol):
    """What is asked of the window."""

    def show_unwritten(self, seconds: int) -> None:
        """Draw how many seconds are not written down, and the button that writes them; nothing for 0."""
        ...

    def show_writing(self, percent: int) -> None:
        """Draw how much of them is written."""
        ...

    def show_silent(self, words: str) -> None:
        """Draw that nothing is heard any more, and one sentence."""
        ...


class _How(TypedDict):
    """What writing down needs, whatever is written down."""

    desk: Desk
    note: str
    standby: Standby
    progress: Progress
    cancelled: Callable[[], bool]


class CatchUpPresenter:
    """Asks how much sound waits for its words, and has it written."""

    def __init__(self, presenter: EditorPresenter, dictation: DictationPresenter, screen: CatchUpScreen) -> None:
        self._presenter, self._dictation, self._screen = presenter, dictation, screen
        self._stop = Event()
        self._writing = False

    def look(self) -> None:
        """See how much there is, unless somebody is speaking now."""
        opened = self._presenter.opened
        if self._busy() or opened is None or not opened.note.is_draft:
            return
        desk, note = self._presenter.desk, self._presenter.note
        self._presenter.tasks.run(
            Lane.READ,
            lambda _job: unwritten(desk, note),
            owner=self._screen,
            done=self._seen,
            failed=self._presenter.explain,
        )

    def write_down(self) -> None:
        """Write it into the note, from where its words were saved."""
        if not self._busy():
            self._begin(lambda job: catch_up(**self._how(job)))

    def write_again(self, take: str) -> None:
        """Write one recording down once more where it was spoken; what stands stays."""
        if not self._busy():
            self._begin(lambda job: write_again(take=take, **self._how(job)))

    def cancel(self) -> None:
        """Write no more now; what is written stays, the rest waits."""
        self._stop.set()

    def _busy(self) -> bool:
        return self._writing or self._dictation.listening or self._dictation.hearing_file

    def _seen(self, found: Unwritten) -> None:
        if not self._busy():
            self._screen.show_unwritten(found.seconds)

    def _begin(self, work: Callable[[Job], Dictation]) -> None:
        self._stop.clear()
        self._writing = self._presenter.speaking = self._dictation.hearing_file = True
        self._screen.show_unwritten(0)
        self._screen.show_writing(0)
        self._presenter.save_now(lambda: self._run(work))

    def _run(self, work: Callable[[Job], Dictation]) -> None:
        self._presenter.tasks.run(
            Lane.VOICE,
            work,
            owner=self._screen,
            done=self._written,
            failed=self._failed,
            report=lambda percent: self._screen.show_writing(int(str(percent))),
        )

    def _how(self, job: Job) -> _How:
        return {
            "desk": self._presenter.desk,
            "note": self._presenter.note,
            "standby": self._dictation.voice.standby,
            "progress": job.report,
            "cancelled": self._stop.is_set,
        }

    def _written(self, dictation: Dictation) -> None:
        nothing = _("There were no words in it.")
        words = _("What was said is written down.") if dictation.words else nothing
        self._presenter.fetch_spoken(lambda: self._end(words))

    def _failed(self, error: Exception) -> None:
        words = ""
        if not isinstance(error, FieldNotesError):
            self._presenter.explain(error)
        elif error.code is Code.CANCELLED:
            words = _("Stopped. What is written stays; the rest can be written down later.")
        else:
            words = sentence(error, _)
        self._presenter.fetch_spoken(lambda: self._end(words))

    def _end(self, words: str) -> None:
        self._writing = self._presenter.speaking = self._dictation.hearing_file = False
        self._screen.show_silent(words)
        self.look()
