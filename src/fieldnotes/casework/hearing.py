"""A sound through the recogniser: what was heard, how long it took. It keeps no sound and knows no note."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fieldnotes.casework.desk import Changed, Workshop
from fieldnotes.casework.managed import model_to_use
from fieldnotes.casework.views import Dictation, PassageView, WordView
from fieldnotes.dictation.engine import LiveSession
from fieldnotes.dictation.recogniser import Recogniser, Utterance
from fieldnotes.dictation.sound import SoundFile, open_sound
from fieldnotes.domain.private import Private
from fieldnotes.language.spoken import Passage

Progress = Callable[[int], None]
"""Called with the percentage of the sound that was heard."""

NOTHING = Changed()
SAMPLE_BYTES = 2


class Heard:
    """What the recogniser made of a sound, and how long it took. Times in seconds."""

    def __init__(self, utterances: Sequence[Utterance], seconds_audio: float, seconds_spent: float) -> None:
        self.utterances = utterances
        self.seconds_audio = seconds_audio
        self.seconds_spent = seconds_spent

    def dictation(self, passages: Sequence[Passage], note: str | None = None, changes: Changed = NOTHING) -> Dictation:
        """Make the view of it."""
        return Dictation(
            text=Private("\n".join(passage.text for passage in passages)),
            raw=Private(" ".join(utterance.text for utterance in self.utterances if utterance.text)),
            words=tuple(
                WordView(Private(word.word), word.start, word.end, word.confidence)
                for utterance in self.utterances
                for word in utterance.words
            ),
            seconds_audio=round(self.seconds_audio, 2),
            seconds_spent=round(self.seconds_spent, 2),
            passages=tuple(PassageView(passage.place, Private(passage.text)) for passage in passages),
            note=note,
            changed=changes,
        )


def recogniser(workshop: Workshop, model: str | None) -> Recogniser:
    """Get the recogniser with the named model, the only one installed, or the shipped one.

    Refused: MODEL_MISSING, MANAGED.
    """
    return Recogniser(workshop.speech.command, model_to_use(workshop, model).path)


class Standby:
    """The recogniser of whoever may speak soon: found when asked for, loaded ahead by `prepare`, kept until `end`.

    It starts no dead process anew by itself: who follows a take reads it again from the disk.
    """

    def __init__(self, workshop: Workshop, model: str | None = None) -> None:
        self._workshop, self._model = workshop, model
        self._language: str | None = None
        self._recogniser: Recogniser | None = None

    def find(self) -> Recogniser:
        """Give the recogniser for the model there is now. Refused: MODEL_MISSING, MANAGED."""
        found = model_to_use(self._workshop, self._model, self._language)
        if self._recogniser is None or self._recogniser.model != found.path:
            self.end()
            self._recogniser = Recogniser(self._workshop.speech.command, found.path, tries=0)
        return self._recogniser

    @property
    def language(self) -> str:
        """In which language the next dictation is heard; empty for the worker's own."""
        return self._language or ""

    def speak(self, language: str) -> None:
        """Hear the next dictation in a language, empty for the worker's own; never call it while one runs."""
        self._language = language or None

    def prepare(self) -> None:
        """Start the process and load the model; blocks. Refused and Unavailable: as `LiveDictation`."""
        self.find().get_ready()

    def listen(self, rate: int, grammar: Sequence[str] | None = None) -> LiveSession:
        """Begin a recording (`LiveEngine`)."""
        return self.find().listen(rate, grammar)

    def end(self) -> None:
        """Let the process go."""
        if self._recogniser is not None:
            self._recogniser.rest()


def hear(
    workshop: Workshop,
    path: Path,
    model: str | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Heard:
    """Hear a whole sound file. Refused and Unavailable: as `dictate.transcribe`."""
    sound = open_sound(path)
    engine = recogniser(workshop, model)
    begun = workshop.clock.monotonic()
    utterances = engine.recognise(_frames(sound, progress), sound.rate, cancelled=cancelled)
    return Heard(utterances, sound.seconds, workshop.clock.monotonic() - begun)


def _frames(sound: SoundFile, progress: Progress | None) -> Iterator[bytes]:
    heard, told = 0, -1
    for frame in sound.frames():
        yield frame
        heard += len(frame)
        percent = min(100, int(heard * 100 / (sound.seconds * sound.rate * SAMPLE_BYTES)))
        if progress is not None and percent != told:
            told = percent
            progress(percent)
