"""Speech and where it goes: the acts of dictation in one place, and a sound file without a note. It keeps no sound."""

from collections.abc import Callable
from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.dictated_file import dictate_into
from fieldnotes.casework.hearing import Progress, hear
from fieldnotes.casework.live_dictation import LiveDictation
from fieldnotes.casework.views import Dictation
from fieldnotes.language.spoken import Passage, write

__all__ = ["LiveDictation", "dictate_into", "transcribe"]


def transcribe(
    workshop: Workshop,
    path: Path,
    *,
    raw: bool = False,
    model: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Write down a sound file (WAV, FLAC, OGG) without a note. Needs no profile.

    Refused: FILE_MISSING, NOT_AUDIO, EMPTY_AUDIO, MODEL_MISSING, MODEL_DAMAGED.
    Unavailable: RECOGNISER_STOPPED, CANCELLED.
    """
    heard = hear(workshop, path, model, progress, cancelled)
    words = [utterance.text for utterance in heard.utterances]
    passages = write(words, workshop.speech.rules, {}, "", ()) if not raw else [Passage("", " ".join(words))]
    return heard.dictation(passages)
