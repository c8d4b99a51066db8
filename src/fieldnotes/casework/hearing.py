"""A sound through the recogniser: what was heard, how long it took. It keeps no sound and knows no note."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fieldnotes.casework.desk import Changed, Workshop
from fieldnotes.casework.views import Dictation, PassageView, WordView
from fieldnotes.dictation import models
from fieldnotes.dictation.recogniser import Recogniser, Utterance
from fieldnotes.dictation.sound import Sound, read_sound
from fieldnotes.domain.private import Private
from fieldnotes.language.spoken import Passage

Progress = Callable[[int], None]
"""Called with the percentage of the sound that was heard."""

NOTHING = Changed()
SAMPLE_BYTES = 2
_FRAMES_PER_SECOND = 10


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
    """Get the recogniser with the named model, the only one installed, or the shipped one. Refused: MODEL_MISSING."""
    speech = workshop.speech
    found = models.find(speech.models_folder, model, speech.shipped_model)
    return Recogniser(speech.command, found)


def hear(
    workshop: Workshop,
    path: Path,
    model: str | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Heard:
    """Hear a whole sound file. Refused and Unavailable: as `dictate.transcribe`."""
    sound = read_sound(path)
    engine = recogniser(workshop, model)
    begun = workshop.clock.monotonic()
    utterances = engine.recognise(_frames(sound, progress), sound.rate, cancelled=cancelled)
    seconds = len(sound.pcm) / SAMPLE_BYTES / sound.rate
    return Heard(utterances, seconds, workshop.clock.monotonic() - begun)


def _frames(sound: Sound, progress: Progress | None) -> Iterator[bytes]:
    step = sound.rate // _FRAMES_PER_SECOND * SAMPLE_BYTES
    told = -1
    for at in range(0, len(sound.pcm), step):
        yield sound.pcm[at : at + step]
        percent = min(100, (at + step) * 100 // len(sound.pcm))
        if progress is not None and percent != told:
            told = percent
            progress(percent)
