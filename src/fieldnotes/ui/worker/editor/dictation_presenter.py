"""Speaking into the note: frames in, grey words and settled text out, one calm sentence when it fails. Knows no Qt."""

from pathlib import Path
from threading import Event
from typing import Protocol

from fieldnotes.casework.dictate import LiveDictation, dictate_into
from fieldnotes.casework.views import Dictation
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class SoundSource(Protocol):
    """A microphone, or a file that stands in for one."""

    def name(self) -> str:
        """Return its name; empty when there is none."""
        ...

    def start(self) -> None:
        """Begin to hand over frames. Unavailable: MICROPHONE_MISSING."""
        ...

    def stop(self) -> None:
        """Hand over no more."""
        ...


class DictationScreen(Protocol):
    """What is asked of the window."""

    def place_here(self) -> str:
        """Say where speech would go now, `section.field`; empty when nowhere."""
        ...

    def show_listening(self, place: str) -> None:
        """Draw that it listens for a place."""
        ...

    def show_hearing(self, place: str, words: str) -> None:
        """Draw words that are not settled."""
        ...

    def show_finishing(self) -> None:
        """Draw that the last words are being written."""
        ...

    def show_silent(self, words: str) -> None:
        """Draw that nobody listens any more, and one sentence."""
        ...

    def show_file(self, percent: int) -> None:
        """Draw how much of a file has been heard."""
        ...

    def show_time(self, seconds: int) -> None:
        """Draw for how long it has listened."""
        ...


class DictationPresenter:
    """One dictation at a time; what has settled is in the draft before the window shows it."""

    LOOK = 100
    """Milliseconds between looks at what has been heard."""

    def __init__(self, presenter: EditorPresenter, screen: DictationScreen, source: SoundSource, ticks: Later) -> None:
        self._presenter = presenter
        self._screen = screen
        self._source = source
        self._ticks = ticks
        self._live: LiveDictation | None = None
        self._early: list[bytes] | None = None
        self._place = ""
        self._began = 0.0
        self._stopping = False
        self._job: Job | None = None
        self._words = ""
        self._stop_file = Event()

    @property
    def listening(self) -> bool:
        """Say whether sound is being taken in or the last of it written."""
        return self._early is not None or self._live is not None

    def toggle(self) -> None:
        """Start where the person is, or stop."""
        if self.listening:
            self.stop()
        elif self._job is None:
            self.start(self._screen.place_here())

    def start(self, place: str) -> None:
        """Listen for a place; frames that come before the recogniser is ready wait for it."""
        if not place:
            return
        self._place, self._stopping, self._early, self._words = place, False, [], ""
        try:
            self._source.start()
        except FieldNotesError as error:
            self._early = None
            self._screen.show_silent(sentence(error, _))
            return
        self._presenter.speaking = True
        self._began = self._presenter.desk.clock.monotonic()
        self._screen.show_listening(place)
        self._presenter.save_now(self._make_ready)
        self._ticks.start(self.LOOK)

    def feed(self, pcm: bytes) -> None:
        """Take frames from the source."""
        if self._live is not None:
            self._live.feed(pcm)
        elif self._early is not None:
            self._early.append(pcm)

    def stop(self) -> None:
        """Take in no more sound and write the rest."""
        if self._stopping or not self.listening:
            return
        self._stopping = True
        self._source.stop()
        self._screen.show_finishing()
        if self._live is not None:
            self._live.finish()

    def source_failed(self, error: Exception) -> None:
        """Say once that the microphone is gone; everything heard until then is written."""
        if isinstance(error, FieldNotesError):
            self._words = sentence(error, _)
        self.stop()

    def look(self) -> None:
        """Show what has been heard since the last look; the window's timer calls this."""
        if not self.listening:
            return
        if not self._stopping:
            self._screen.show_time(int(self._presenter.desk.clock.monotonic() - self._began))
        if self._live is not None:
            seen = self._live.poll()
            self._place = seen.place
            if seen.changed.ids:
                self._presenter.fetch_spoken()
            self._screen.show_hearing(seen.place, str(seen.partial))
        self._ticks.start(self.LOOK)

    def dictate_file(self, path: str, place: str) -> None:
        """Hear a sound file for a place; nothing is written unless all of it was heard."""
        if self.listening or self._job is not None or not place:
            return
        self._presenter.speaking = True
        self._stop_file.clear()
        self._screen.show_file(0)
        self._presenter.save_now(lambda: self._hear_file(Path(path), place))

    def cancel(self) -> None:
        """Hear no more of the file."""
        self._stop_file.set()

    def _make_ready(self) -> None:
        desk, note, place = self._presenter.desk, self._presenter.note, self._place
        self._presenter.tasks.run(
            Lane.VOICE,
            lambda _job: LiveDictation(desk, note, place),
            owner=self._screen,
            done=self._ready,
            failed=self._failed,
        )

    def _ready(self, live: LiveDictation) -> None:
        for pcm in self._early or ():
            live.feed(pcm)
        self._early, self._live = None, live
        if self._stopping:
            live.finish()
        self._presenter.tasks.run(
            Lane.VOICE, lambda _job: live.run(), owner=self._screen, done=self._heard, failed=self._failed
        )

    def _heard(self, _dictation: Dictation) -> None:
        self._source.stop()
        self._live = None
        self._presenter.fetch_spoken(lambda: self._end(self._words))

    def _failed(self, error: Exception) -> None:
        self._source.stop()
        self._live, self._early = None, None
        words = _("Dictation stopped. What was written is kept.")
        if isinstance(error, FieldNotesError):
            words = sentence(error, _)
        else:
            self._presenter.explain(error)
        self._presenter.fetch_spoken(lambda: self._end(words))

    def _hear_file(self, path: Path, place: str) -> None:
        desk, note = self._presenter.desk, self._presenter.note
        self._job = self._presenter.tasks.run(
            Lane.VOICE,
            lambda job: dictate_into(desk, path, note, place, progress=job.report, cancelled=self._stop_file.is_set),
            owner=self._screen,
            done=self._file_heard,
            failed=self._file_failed,
            report=lambda percent: self._screen.show_file(int(str(percent))),
        )

    def _file_heard(self, _dictation: Dictation) -> None:
        self._job = None
        self._presenter.fetch_spoken(lambda: self._end(_("The file has been written down.")))

    def _file_failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, FieldNotesError):
            cancelled = error.code is Code.CANCELLED
            self._end(_("Stopped. Nothing was written.") if cancelled else sentence(error, _))
        else:
            self._end("")
            self._presenter.explain(error)

    def _end(self, words: str) -> None:
        self._ticks.stop()
        self._presenter.speaking = False
        self._screen.show_silent(words)
