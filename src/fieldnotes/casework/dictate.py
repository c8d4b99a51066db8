"""Speech into a draft: sound -> recogniser -> spoken rules -> the place in the note. It keeps no sound."""

from collections.abc import Callable
from pathlib import Path

from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.casework.views import Dictation, LiveWords

Progress = Callable[[int], None]
"""Called with the percentage of the sound that was heard."""


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
    raise NotImplementedError


def dictate_into(
    desk: Desk,
    path: Path,
    note: str,
    place: str,
    *,
    raw: bool = False,
    model: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Dictate a sound file into a draft at `section` or `section.field`; spoken commands move it; repeat = append.

    Nothing is saved unless all was heard.
    Refused: as `transcribe`, UNKNOWN_NOTE, ALREADY_SIGNED, UNKNOWN_SECTION, UNKNOWN_FIELD.
    """
    raise NotImplementedError


class LiveDictation:
    """Dictation from a microphone. `feed` and `poll` from the window, `run` on the voice lane (blocks until `finish`).

    Settled text is saved into the draft as it comes; after each save `poll().changed` names the note.
    """

    def __init__(self, desk: Desk, note: str, place: str, rate: int = 16000, model: str | None = None) -> None:
        raise NotImplementedError

    def feed(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at `rate`; never blocks."""
        raise NotImplementedError

    def finish(self) -> None:
        """Say that no more sound comes; `run` returns once the rest is heard."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Stop listening at once; what has settled stays in the draft."""
        raise NotImplementedError

    def poll(self) -> LiveWords:
        """Give the grey words, and the text that settled since the last call."""
        raise NotImplementedError

    def run(self) -> Dictation:
        """Recognise until `finish`; gives everything that was written."""
        raise NotImplementedError
