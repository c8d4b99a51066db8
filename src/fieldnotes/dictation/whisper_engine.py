"""Whisper models through CTranslate2, behind the recogniser's frames: each utterance is heard whole, after its pause.

Lives in the recogniser's process only, and is imported when a model of its kind is opened (decision 056). It reads
no network: a model is a folder, and what would fetch one is told that it is offline.
"""

import os
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fieldnotes.dictation.speech_gate import RATE, Samples, SpeechGate, Stretch
from fieldnotes.dictation.vosk_library import EngineError
from fieldnotes.domain.json_value import Json

os.environ["HF_HUB_OFFLINE"] = "1"

Floats = NDArray[np.float32]

FULL_SCALE: Final = 32_768
LISTENING: Final = "…"
"""What stands for words in the making: this engine knows none before the utterance has ended."""
TOKENS_A_SECOND: Final = 15
"""Nobody speaks faster; a model that has lost its way would go on for its whole length."""
TOKENS_AT_LEAST: Final = 8
LEAST: Final = 0.01
"""Seconds a word takes at least."""


class WhisperModelFolder:
    """A loaded model. `language`: ISO 639-1, the one it is asked to write."""

    def __init__(self, path: str, language: str) -> None:
        """Load a folder. Raises EngineError for one that is damaged or of another kind."""
        from faster_whisper import WhisperModel

        try:
            self._model = WhisperModel(
                path, device="cpu", compute_type="int8", cpu_threads=max(1, (os.cpu_count() or 2) // 2)
            )
        except (RuntimeError, ValueError, OSError, KeyError, TypeError) as damaged:
            raise EngineError from damaged
        self._language = language if language in self._model.supported_languages else "en"
        self._write(np.zeros(RATE, np.float32), 1.0)  # whether it can write at all is seen now, not in the first word

    def words(self, stretch: Stretch) -> list[Json]:
        """Write what a stretch says: [word, start, end, probability]; nothing where there is loudness but no voice."""
        sound = (stretch.samples / FULL_SCALE).astype(np.float32)
        return list(_in_order(self._write(sound, stretch.seconds), stretch)) if _is_voice(sound) else []

    def _write(self, sound: Floats, seconds: float) -> list[Any]:
        try:
            segments, _about = self._model.transcribe(
                sound,
                language=self._language,
                temperature=0.0,  # the same sound, the same words
                condition_on_previous_text=False,  # an error would feed on itself
                without_timestamps=True,
                word_timestamps=True,
                max_new_tokens=TOKENS_AT_LEAST + int(seconds * TOKENS_A_SECOND),
            )
            return [word for segment in segments for word in segment.words or ()]
        except (RuntimeError, ValueError, IndexError) as broken:
            raise EngineError from broken


class WhisperEngine:
    """One recording on one model: sound in, words out, as `vosk_library.Engine` does it."""

    def __init__(self, model: WhisperModelFolder, rate: int, grammar: list[str] | None) -> None:
        self._model = model
        self._gate = SpeechGate()
        self._lowered = _Lowered(rate)
        self._ended: list[Stretch] = []
        self.unknown = frozenset(word for phrase in grammar or () for word in phrase.split())
        """All words of a grammar: this engine writes freely, and can be held to no phrases."""
        self._free = grammar is None

    def accept(self, pcm: bytes) -> bool:
        """Take sound; True when a pause ended an utterance."""
        self._ended += self._gate.take(self._lowered.take(pcm))
        return bool(self._ended)

    def partial(self) -> str:
        """Say that somebody is heard."""
        return LISTENING if self._gate.open and self._free else ""

    def result(self) -> list[Json]:
        """Write the ended utterance: [word, start, end, confidence] for each word. Raises EngineError."""
        ended, self._ended = self._ended, []
        return [word for stretch in ended for word in self._model.words(stretch)] if self._free else []

    def final(self) -> list[Json]:
        """Write what is left once no more sound comes. Raises EngineError."""
        self._ended += self._gate.take(self._lowered.end())
        last = self._gate.end()
        self._ended += [last] if last is not None else []
        return self.result()


class _Lowered:
    """Brings sound to the rate Whisper models are made for."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._sampler: Any = None
        if rate != RATE:
            from av import AudioResampler

            self._sampler = AudioResampler(format="s16", layout="mono", rate=RATE)

    def take(self, pcm: bytes) -> Samples:
        """Give the samples there are at the lower rate."""
        samples = np.frombuffer(pcm[: len(pcm) & ~1], np.dtype("<i2"))
        if self._sampler is None:
            return samples
        from av import AudioFrame

        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._rate
        return _joined(self._sampler.resample(frame)) if samples.size else samples

    def end(self) -> Samples:
        """Give what the filter still held."""
        return np.zeros(0, np.int16) if self._sampler is None else _joined(self._sampler.resample(None))


def _joined(frames: list[Any]) -> Samples:
    parts = [np.asarray(frame.to_ndarray()).reshape(-1).astype(np.int16) for frame in frames]
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)


def _is_voice(sound: Floats) -> bool:
    """Whether a voice is in a sound at all: Whisper writes whole sentences for a door or a tap (Silero decides)."""
    from faster_whisper.vad import get_speech_timestamps

    return bool(get_speech_timestamps(sound))


def _in_order(said: list[Any], stretch: Stretch) -> Iterator[Json]:
    """Give words with times inside their stretch, none before the other; the last ends where the speech does."""
    words = [word for word in said if word.word.strip()]
    begin = reached = stretch.start / RATE
    end = begin + stretch.seconds
    least = min(LEAST, stretch.seconds / max(1, len(words)))
    for left, word in zip(range(len(words) - 1, -1, -1), words, strict=True):
        ends = min(max(begin + word.end, reached + least), end - left * least) if left else end
        starts = min(max(begin + word.start, reached), ends - least)
        row: list[Any] = [word.word.strip(), round(starts, 3), round(ends, 3), round(float(word.probability), 3)]
        yield row
        reached = ends
