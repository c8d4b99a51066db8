"""Sound files to frames for the recogniser: 16-bit mono, a quarter of a second at a time. Keeps nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.domain.errors import Code, Refused

if TYPE_CHECKING:
    import numpy as np
    import soundfile

LOWEST_RATE = 16000
"""The engine reads this and anything above; slower sound is brought up to it."""
LOWEST_READABLE_RATE = 8000
FRAMES_A_SECOND = 4
MOST_SECONDS_AT_ONCE = 30 * 60
FULL_SCALE = 32768


@dataclass(frozen=True, slots=True)
class Sound:
    """A whole recording in memory: 16-bit little-endian mono samples at `rate`."""

    rate: int
    pcm: bytes = field(repr=False)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / 2 / self.rate


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A sound file that was looked at: `rate` of the frames it gives (16000 or more) and how long it lasts."""

    path: Path
    rate: int
    seconds: float

    def frames(self) -> Iterator[bytes]:
        """Give 16-bit mono samples, a quarter of a second at a time, whatever the file's length.

        Refused: NOT_AUDIO when the file turns out to be damaged on the way.
        """
        import soundfile

        try:
            with self.path.open("rb") as opened, soundfile.SoundFile(opened) as sound:
                yield from _frames(sound)
        except (soundfile.LibsndfileError, OSError) as damaged:
            raise Refused(Code.NOT_AUDIO, file=self.path.name) from damaged


def open_sound(path: Path) -> SoundFile:
    """Look at a sound file (WAV, FLAC, OGG and whatever else libsndfile reads).

    Refused: FILE_MISSING(file), EMPTY_AUDIO(file), NOT_AUDIO(file).
    """
    import soundfile

    if not path.exists():
        raise Refused(Code.FILE_MISSING, file=path.name)
    try:
        if path.stat().st_size == 0:
            raise Refused(Code.EMPTY_AUDIO, file=path.name)
        with path.open("rb") as opened, soundfile.SoundFile(opened) as sound:
            rate, samples = int(sound.samplerate), int(sound.frames)
    except (soundfile.LibsndfileError, OSError, TypeError) as unreadable:  # TypeError: headerless sound, by its name
        raise Refused(Code.NOT_AUDIO, file=path.name) from unreadable
    if samples == 0:
        raise Refused(Code.EMPTY_AUDIO, file=path.name)
    if rate < LOWEST_READABLE_RATE:
        raise Refused(Code.NOT_AUDIO, file=path.name)
    return SoundFile(path, max(rate, LOWEST_RATE), samples / rate)


def read_sound(path: Path) -> Sound:
    """Read a whole recording of up to half an hour. Refused: as `open_sound`, TOO_LARGE."""
    looked_at = open_sound(path)
    if looked_at.seconds > MOST_SECONDS_AT_ONCE:
        raise Refused(Code.TOO_LARGE, most=f"{MOST_SECONDS_AT_ONCE // 60} min")
    return Sound(looked_at.rate, b"".join(looked_at.frames()))


def _frames(sound: "soundfile.SoundFile") -> Iterator[bytes]:
    step = sound.samplerate // FRAMES_A_SECOND
    if sound.channels == 1 and sound.subtype == "PCM_16" and sound.samplerate >= LOWEST_RATE:
        while samples := bytes(sound.buffer_read(step, dtype="int16")):
            yield samples
        return
    raiser = _Raiser(sound.samplerate)
    while len(block := sound.read(step, dtype="float32", always_2d=True)):
        yield _sixteen_bits(raiser.raised(block.mean(axis=1)))


def _sixteen_bits(samples: "np.ndarray") -> bytes:
    import numpy as np

    return (samples * FULL_SCALE).round().clip(-FULL_SCALE, FULL_SCALE - 1).astype(np.dtype("<i2")).tobytes()


class _Raiser:
    """Brings slow sound up to the lowest rate by straight lines between samples, block by block without a seam."""

    def __init__(self, rate: int) -> None:
        self._step = min(rate / LOWEST_RATE, 1.0)
        self._at = 0.0
        self._tail: np.ndarray | None = None

    def raised(self, block: "np.ndarray") -> "np.ndarray":
        """Give the samples between those of the last block and this one."""
        import numpy as np

        if self._step == 1.0:
            return block
        samples = block if self._tail is None else np.concatenate((self._tail, block))
        places = np.arange(self._at, len(samples) - 1, self._step)
        self._at = (places[-1] + self._step if len(places) else self._at) - (len(samples) - 1)
        self._tail = samples[-1:]
        return np.asarray(np.interp(places, np.arange(len(samples)), samples))
