"""What was heard: words with their times, utterances between pauses. Knows nothing of how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private

LOOKS_AHEAD = 0.3
"""Seconds of sound an engine may have taken in without having decided on them; pauses are longer."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `start` and `end` are seconds from the first sample, `confidence` is 0 to 1."""

    word: str = field(repr=False)
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words between two pauses."""

    words: tuple[Word, ...]

    @property
    def text(self) -> Private:
        """The words in a row."""
        return Private(" ".join(word.word for word in self.words))


class HeardKind(StrEnum):
    """Whether the words may still change."""

    PARTIAL = "partial"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Heard:
    """Words as they are spoken (`partial`, no utterance yet) or settled (`final`)."""

    kind: HeardKind
    text: Private
    utterance: Utterance | None = None


def utterance_of(rows: Json, offset: float) -> Utterance:
    """Read the recogniser's rows of words; `offset` seconds of sound lay before its first sample."""
    words = []
    for row in rows if isinstance(rows, list) else ():
        word, start, end, confidence = row
        words.append(Word(str(word), round(start + offset, 3), round(end + offset, 3), float(confidence)))
    return Utterance(tuple(words))


def heard_to(utterance: Utterance, fed: int, rate: int) -> int:
    """Say from which sample sound must be fed again to hear what follows an utterance, of `fed` samples in all.

    The engine looks ahead, so the last third of a second of the pause belongs to what follows; never its last word.
    """
    ahead = int(LOOKS_AHEAD * rate)
    ends = int(utterance.words[-1].end * rate) if utterance.words else 0
    grid = rate * 3 // 100
    return min(fed, max(fed - ahead, -(-ends // grid) * grid, 0))


def raw_text(utterances: Sequence[Utterance]) -> Private:
    """Give all words in a row, before any rule has touched them."""
    return Private(" ".join(utterance.text for utterance in utterances if utterance.words))
