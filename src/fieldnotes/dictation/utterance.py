"""What was heard: words with their times, utterances between pauses. Knows nothing of how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private


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


def raw_text(utterances: Sequence[Utterance]) -> Private:
    """Give all words in a row, before any rule has touched them."""
    return Private(" ".join(utterance.text for utterance in utterances if utterance.words))
