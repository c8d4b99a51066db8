"""A recording into a draft: its sound goes, sealed, beside what a microphone hears, and its words into their place.

Whole or not at all: until every word is written there is neither text nor sound of it. Knows no window; a sound that
no library of the dictation station reads is decoded by whoever hands in a decoder.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.hearing import SAMPLE_BYTES, Heard, Progress, recogniser
from fieldnotes.casework.recording_consent import begin_take
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.views import Dictation
from fieldnotes.casework.whole_note import fetch, require_draft
from fieldnotes.dictation.sound import open_sound
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import takes
from fieldnotes.vault.takes import Take


class RecordedSound(Protocol):
    """Sound that can be read from its beginning to its end, once."""

    @property
    def rate(self) -> int:
        """Samples a second of what `frames` gives, 16000 or more."""
        ...

    @property
    def seconds(self) -> float:
        """How long it lasts; 0 while nobody knows."""
        ...

    def frames(self) -> Iterator[bytes]:
        """Give 16-bit mono samples piece by piece. Refused: NOT_AUDIO(file) when it is damaged on the way."""
        ...


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording on a disk: who is heard in it besides the worker, and who can decode it if we cannot."""

    path: Path
    others: tuple[str, ...] = ()
    decode: Callable[[Path], RecordedSound] | None = None

    def sound(self) -> RecordedSound:
        """Look at it. Refused: FILE_MISSING, EMPTY_AUDIO, NOT_AUDIO."""
        try:
            return open_sound(self.path)
        except Refused as unreadable:
            if unreadable.code is not Code.NOT_AUDIO or self.decode is None:
                raise
            return self.decode(self.path)


def dictate_into(
    desk: Desk,
    file: Path | Recording,
    note: str,
    place: str,
    *,
    raw: bool = False,
    model: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Dictate a sound file into a draft at `section` or `section.field`; spoken commands move it; repeat = append.

    Nothing is saved unless all was heard; then the sound is kept too, sealed until the note is signed. The file
    itself stays where it was.

    Refused: as `dictate.transcribe`, UNKNOWN_NOTE, ALREADY_SIGNED, UNKNOWN_SECTION, UNKNOWN_FIELD, CONSENT_MISSING.
    """
    recording = Recording(file) if isinstance(file, Path) else file
    _spoken(desk, note, place)
    sound, engine = recording.sound(), recogniser(desk.workshop, model)
    begun = desk.clock.monotonic()
    take = begin_take(desk, note, place, sound.rate, recording.others)
    with _whole_or_gone(desk, take):
        sealing = _Sealing(take, sound, progress)
        utterances = engine.recognise(sealing, sound.rate, cancelled=cancelled)
        take.close()
        heard = Heard(utterances, sealing.seconds, desk.clock.monotonic() - begun)
        spoken, heard_to = _spoken(desk, note, place, take.id), (take.id, sealing.samples)
        words = " ".join(utterance.text for utterance in utterances)
        passages = spoken.add_raw(words, heard_to) if raw else spoken.add(utterances, heard_to)
    return heard.dictation(passages, note, spoken.changed)


def _spoken(desk: Desk, note: str, place: str, take: str = "") -> SpokenDraft:
    whole = fetch(desk, note)
    require_draft(whole)
    return SpokenDraft(desk, whole, place, take=take)


@contextmanager
def _whole_or_gone(desk: Desk, take: Take) -> Iterator[None]:
    """Leave no copy of a sound that was not written down; the recording itself is where it was."""
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            take.close()
            takes.destroy(desk.vault, take.id, desk.clock)


class _Sealing:
    """Gives a sound on piece by piece, each sealed first; `samples`: how many so far."""

    def __init__(self, take: Take, sound: RecordedSound, progress: Progress | None) -> None:
        self.samples = 0
        self._take, self._sound, self._progress = take, sound, progress
        self._told = -1

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._sound.frames():
            self._take.add(piece)
            yield piece
            self.samples += len(piece) // SAMPLE_BYTES
            self._tell()

    @property
    def seconds(self) -> float:
        return self.samples / self._sound.rate

    def _tell(self) -> None:
        whole = self._sound.seconds
        percent = min(100, int(self.seconds * 100 / whole)) if whole else 0
        if self._progress is not None and percent != self._told:
            self._told = percent
            self._progress(percent)
