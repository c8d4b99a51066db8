"""Where in a recording somebody speaks, by loudness alone: what an engine that hears whole utterances is given.

Sound comes in pieces of 30 ms; an utterance is what lies between two pauses. It knows no engine and no word.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

RATE: Final = 16_000
PIECE: Final = RATE * 3 // 100
PAUSE: Final = 20
"""So many quiet pieces in a row end an utterance: 0.6 s."""
AROUND: Final = 7
"""Pieces of quiet that go along before the first loud one and after the last: consonants are soft."""
SHORTEST: Final = 4
"""Fewer loud pieces are a cup on the table, no word."""
QUIETEST: Final = 100.0
"""Of 32,768: below it (-50 dB) nobody speaks to this microphone."""
ABOVE_THE_ROOM: Final = 3.0
LOUDEST_ROOM: Final = 800.0
"""A recording that begins in the middle of a word has no quiet piece to compare with."""
REMEMBERED: Final = 170
"""Pieces, five seconds, whose quietest tells how loud the room is by itself."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sound in which somebody speaks; `start` counts samples from the recording's first."""

    start: int
    samples: Samples = field(repr=False)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE


class SpeechGate:
    """Takes a recording as it comes, 16-bit mono at 16 kHz, and gives each stretch of speech once it has ended."""

    def __init__(self) -> None:
        self._rest: Samples = np.zeros(0, np.int16)
        self._kept: deque[Samples] = deque()
        self._room: deque[float] = deque(maxlen=REMEMBERED)
        self._pieces = self._loud = self._quiet = 0

    @property
    def open(self) -> bool:
        """Whether somebody is speaking just now."""
        return self._loud > 0

    def take(self, samples: Samples) -> list[Stretch]:
        """Take the next samples; gives what ended in them."""
        sound = np.concatenate((self._rest, samples))
        whole = len(sound) - len(sound) % PIECE
        self._rest = sound[whole:]
        ended = [self._judge(sound[at : at + PIECE]) for at in range(0, whole, PIECE)]
        return [stretch for stretch in ended if stretch is not None]

    def end(self) -> Stretch | None:
        """Say that no more sound comes; gives what was still being spoken."""
        if self._rest.size:
            self._kept.append(self._rest)
            self._pieces += 1
            self._quiet += 1
        return self._ended()

    def _judge(self, piece: Samples) -> Stretch | None:
        loudness = float(np.sqrt(np.mean(np.square(piece, dtype=np.float64))))
        self._room.append(loudness)
        self._kept.append(piece)
        self._pieces += 1
        room = min(ABOVE_THE_ROOM * min(self._room), LOUDEST_ROOM)
        if loudness > max(QUIETEST, room):
            self._loud, self._quiet = self._loud + 1, 0
            return None
        self._quiet += 1
        if not self.open:
            while len(self._kept) > AROUND:
                self._kept.popleft()
            return None
        return self._ended() if self._quiet >= PAUSE else None

    def _ended(self) -> Stretch | None:
        """Close the stretch; the sound of the pause stays as what may go before the next."""
        pieces, spoken = list(self._kept), self._loud >= SHORTEST
        until = len(pieces) - max(0, self._quiet - AROUND)
        start = (self._pieces - len(pieces)) * PIECE
        self._kept = deque(pieces[until:][-AROUND:])
        self._loud = self._quiet = 0
        if not spoken:
            return None
        return Stretch(start, np.concatenate(pieces[:until]))
