"""Speaking into the note: frames in, grey words and settled text out, one calm sentence when it fails. Knows no Qt."""

from collections.abc import Callable, Sequence

from fieldnotes.casework.dictate import LiveDictation
from fieldnotes.casework.views import Dictation, SettledUtterance
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.dictation_screen import DictationScreen, SoundSource
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.voice_ready import VoiceReady, words_about

QUIET = 16_000 * 2
"""A second of silence, in bytes, where a pause was: what was said before settles, and the two do not run together."""

NOBODY_LISTENS = 30.0
"""Seconds without any microphone after which a dictation ends by itself."""


class DictationPresenter:
    """One dictation at a time; what has settled is in the draft before the window shows it."""

    LOOK = 40
    """Milliseconds between looks at what has been heard."""

    def __init__(self, presenter: EditorPresenter, screen: DictationScreen, source: SoundSource, ticks: Later) -> None:
        self._presenter = presenter
        self._screen = screen
        self._source = source
        self._ticks = ticks
        self._live: LiveDictation | None = None
        self._early: list[bytes] | None = None
        self._place = ""
        self._spot: Spot | None = None
        self._target = ""
        self._turning: tuple[str, Spot | None] | None = None
        self._shown = 0
        self._began = 0.0
        self._stopping = False
        self._words = self._told = ""
        self._paused_at: float | None = None
        self._lost_at: float | None = None
        self.voice = VoiceReady(presenter)
        self.others: tuple[str, ...] = ()
        """Who is heard besides the worker, by id; each has agreed."""
        self.settled: Callable[[SettledUtterance], object] = id
        """Told of each settled utterance."""
        self.hearing_file = False
        """Whether a recording is being heard, so that nobody begins to speak."""

    @property
    def listening(self) -> bool:
        """Say whether sound is being taken in or the last of it written."""
        return self._early is not None or self._live is not None

    @property
    def paused(self) -> bool:
        """Say whether sound goes by unheard."""
        return self._paused_at is not None

    def toggle(self) -> None:
        """Start where the person is, or stop."""
        if self.listening:
            self.stop()
        elif not self.hearing_file:
            self.start(self._screen.place_here(), self._screen.spot_here())

    def start(self, place: str, spot: Spot | None = None) -> None:
        """Listen for a place, or a spot in it; frames that come before the recogniser is ready wait for it."""
        if not place:
            return
        self._place, self._stopping, self._early, self._words, self._told = place, False, [], "", ""
        self._spot, self._target, self._turning, self._shown = spot, place, None, 0
        self._paused_at = self._lost_at = None
        try:
            self._source.start()
        except FieldNotesError as error:
            self._early = None
            self._screen.show_silent(sentence(error, _))
            return
        self._presenter.speaking = True
        self._began = self._presenter.desk.clock.monotonic()
        self._screen.show_listening(place, spot)
        self._presenter.save_now(self._make_ready)
        self._ticks.start(self.LOOK)

    def feed(self, pcm: bytes) -> None:
        """Take frames from the source; while it is paused they are let go."""
        if self._paused_at is not None:
            return
        if self._lost_at is not None and any(pcm):
            self.source_changed()
        if self._live is not None:
            self._live.feed(pcm)
        elif self._early is not None:
            self._early.append(pcm)

    def stop(self) -> None:
        """Take in no more sound and write the rest."""
        if self._stopping or not self.listening:
            return
        self._paused_at = None
        self._stopping = True
        self._source.stop()
        self._screen.show_finishing()
        if self._live is not None:
            self._live.finish()

    def turned(self) -> None:
        """Hear that the person went to another field: what they say from now on is written there."""
        place = self._screen.turned_to(self._target) if self.listening and not self._stopping else ""
        if place:
            self._target, self._turning = place, (place, self._screen.spot_here())
            self._turn()

    def source_failed(self, error: Exception) -> None:
        """Say once that the microphone is gone; the dictation waits for the next one, or for the person to stop."""
        if not self.listening or self._stopping:
            return
        self._lost_at = self._presenter.desk.clock.monotonic()
        if isinstance(error, FieldNotesError):
            self._words = sentence(error, _)
            self._screen.show_trouble(self._words)

    def source_changed(self, _name: str = "") -> None:
        """Go on with another microphone, or with the one that came back, in the same take."""
        self._lost_at, self._words = None, ""
        if self.listening and not self._stopping:
            self._screen.show_trouble(self._told)

    def look(self) -> None:
        """Show what has been heard since the last look; the window's timer calls this."""
        if not self.listening:
            return
        if not self._stopping and self._paused_at is None:
            self._screen.show_time(int(self._presenter.desk.clock.monotonic() - self._began))
        if self._live is not None:
            seen = self._live.poll()
            if seen.place != self._place:  # a command, or the person's own turn, has come to its place
                self._place = seen.place
                self._target = self._target if self._turning else seen.place
            self._settle(seen.utterances)
            if seen.changed.ids:
                self._presenter.fetch_spoken()
            self._screen.show_hearing(seen.place, str(seen.partial))
            if self._paused_at is None:
                self._tell(words_about(seen, stopping=self._stopping))
        if self._lost_at is not None and self._presenter.desk.clock.monotonic() - self._lost_at >= NOBODY_LISTENS:
            self.stop()
        self._ticks.start(self.LOOK)

    def pause(self) -> None:
        """Let sound go by unheard and unkept, or go on; the words before it settle meanwhile."""
        if not self.listening or self._stopping:
            return
        now = self._presenter.desk.clock.monotonic()
        if self._paused_at is None:
            self.feed(bytes(QUIET))
            self._paused_at = now
            self._screen.show_paused(paused=True)
        else:
            self._began += now - self._paused_at
            self._paused_at = None
            self._screen.show_paused(paused=False)

    def break_off(self, words: str) -> None:
        """Hear no more at once, not even what has come; what is written stays."""
        self._words = words
        self.stop()
        self._early = [] if self._early is not None else None
        if self._live is not None:
            self._live.cancel()

    def _tell(self, words: str) -> None:
        """Say what holds up the words, when that changes; a microphone that is gone comes first."""
        if words != self._told:
            self._told = words
            if self._lost_at is None:
                self._screen.show_trouble(words)

    def _turn(self) -> None:
        if self._live is None or self._turning is None:
            return
        turning, self._turning = self._turning, None
        try:
            self._live.turn(*turning)
        except FieldNotesError:  # nothing can be spoken there: the words stay where they went
            return
        self._screen.show_turned(*turning)

    def _make_ready(self) -> None:
        place, spot, others = self._place, self._spot, self.others
        self._presenter.tasks.run(
            Lane.WRITE,
            lambda _job: self.voice.begin(place, spot, others),
            owner=self._screen,
            done=self._ready,
            failed=self._failed,
        )

    def _ready(self, live: LiveDictation) -> None:
        for pcm in self._early or ():
            live.feed(pcm)
        self._early, self._live = None, live
        self._turn()
        if self._stopping:
            live.finish()
        self._presenter.tasks.run(
            Lane.VOICE,
            lambda job: live.run(lambda: job.cancelled),
            owner=self._screen,
            done=self._heard,
            failed=self._failed,
        )

    def _settle(self, utterances: Sequence[SettledUtterance]) -> None:
        """Tell of each utterance once, as it settles."""
        new, self._shown = utterances[self._shown :], len(utterances)
        for said in new:
            self._screen.show_settled(said.place, str(said.text))
            self.settled(said)

    def _heard(self, _dictation: Dictation) -> None:
        self._source.stop()
        if self._live is not None:
            self._settle(self._live.poll().utterances)  # the last ones, settled since the last look
        self._live = None
        self._presenter.fetch_spoken(lambda: self._end(self._words))

    def _failed(self, error: Exception) -> None:
        self._source.stop()
        self._live, self._early = None, None
        words = _("Dictation stopped. What was written is kept.")
        if isinstance(error, FieldNotesError):
            words = self._words if error.code is Code.CANCELLED and self._words else sentence(error, _)
        else:
            self._presenter.explain(error)
        self._presenter.fetch_spoken(lambda: self._end(words))

    def _end(self, words: str) -> None:
        self._ticks.stop()
        self._presenter.speaking = False
        self._screen.show_silent(words)
