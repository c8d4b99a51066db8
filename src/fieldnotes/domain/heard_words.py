"""Words the recogniser was not sure of, as they stand in a draft: where, and which sound is behind them.

They follow the text as it changes and end with the first change to themselves. A draft keeps them; no entry does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Final, Protocol

from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.spoken_spot import texts_of
from fieldnotes.domain.text_change import changed_part, position

UNSURE_BELOW: Final = 0.7
"""Confidence (0 to 1) under which a word is marked; nearly all that is heard rightly has 1."""
_WORD: Final = re.compile(r"\w+(?:[.:]\d+)*")
_NUMBERS: Final = ("row", "start", "end", "begins", "ends")
_TEXTS: Final = ("section", "field", "word", "take")


@dataclass(frozen=True, slots=True)
class UnsureWord:
    """Characters `start` to `end` of a row hold `word`; the take's sound behind it, in milliseconds."""

    word: str = field(repr=False)
    section: str
    field: str
    row: int
    start: int
    end: int
    take: str
    begins: int
    ends: int

    @property
    def id(self) -> str:
        """Name it: no two words of one take begin at the same moment."""
        return f"{self.take}/{self.begins}"

    def to_json(self) -> JsonObject:
        """Write it for the draft."""
        return {key: getattr(self, key) for key in (*_TEXTS, *_NUMBERS)}


class SpokenWord(Protocol):
    """A word as it was heard: seconds from the take's first sample, confidence 0 to 1."""

    @property
    def word(self) -> str:
        """Return the word, in small letters."""
        ...

    @property
    def start(self) -> float:
        """Return where it begins."""
        ...

    @property
    def end(self) -> float:
        """Return where it ends."""
        ...

    @property
    def confidence(self) -> float:
        """Return how sure it is."""
        ...


def read_unsure(value: Json) -> tuple[UnsureWord, ...]:
    """Read them from the draft; what is of another make is left out."""
    found = value if isinstance(value, list | tuple) else ()
    return tuple(UnsureWord(**row) for row in found if isinstance(row, Mapping) and _fits(row))


def moved(words: Iterable[UnsureWord], before: Sections, after: Sections) -> tuple[UnsureWord, ...]:
    """Let words follow from one text to the next; one that was changed, or is gone, is left out."""
    return tuple(there for word in words if (there := _moved(word, before, after)) is not None)


def unsure_words(
    said: Sequence[SpokenWord], take: str, place: tuple[str, str], before: Json, after: Json
) -> tuple[UnsureWord, ...]:
    """Find the unsure words of one utterance in what it added to a field."""
    if all(word.confidence >= UNSURE_BELOW for word in said):
        return ()
    old, new = texts_of(before), texts_of(after)
    parts = [(row, *changed_part(old[row] if row < len(old) else "", text)) for row, text in enumerate(new)]
    written = [
        (row, found.start(), found.end(), found[0])
        for row, start, _old_end, end in parts
        for found in _WORD.finditer(new[row], start, end)
    ]
    heard = [word.word.casefold() for word in said]
    matcher = SequenceMatcher(None, heard, [word.casefold() for *_where, word in written], autojunk=False)
    marks: dict[str, UnsureWord] = {}
    for _kind, i, j, first, last in _pairs(matcher):
        for row, start, end, word in written[first:last] if _any_unsure(said[i:j]) else ():
            begins, ends = round(said[i].start * 1000), round(said[j - 1].end * 1000)
            mark = UnsureWord(word, *place, row, start, end, take, begins, ends)
            marks.setdefault(mark.id, mark)
    return tuple(marks.values())


def _pairs(matcher: "SequenceMatcher[str]") -> Iterable[tuple[str, int, int, int, int]]:
    """Give what was heard beside what is written of it, word for word where both count the same."""
    for kind, i, j, first, last in matcher.get_opcodes():
        if j - i == last - first:
            yield from ((kind, i + n, i + n + 1, first + n, first + n + 1) for n in range(j - i))
        elif j > i and last > first:
            yield kind, i, j, first, last


def _any_unsure(said: Sequence[SpokenWord]) -> bool:
    return any(word.confidence < UNSURE_BELOW for word in said)


def _moved(word: UnsureWord, before: Sections, after: Sections) -> UnsureWord | None:
    old = texts_of(before.get(word.section, {}).get(word.field))
    new = texts_of(after.get(word.section, {}).get(word.field))
    if word.row >= len(old) or old[word.row][word.start : word.end] != word.word:
        return None
    row = _same_row(old, new, word.row)
    if row is None:
        return None
    at = position(old[word.row], new[row], word.start)
    there = None if at is None else replace(word, row=row, start=at, end=at + len(word.word))
    return there if there is not None and _stands(new[row], there) else None


def _same_row(old: Sequence[str], new: Sequence[str], row: int) -> int | None:
    """Find a row again: by its number, or by its text when rows came or went before it."""
    if row < len(new) and (len(old) == len(new) or new[row] == old[row]):
        return row
    same = [number for number, text in enumerate(new) if text == old[row]]
    return same[0] if len(same) == 1 else row if row < len(new) else None


def _stands(text: str, word: UnsureWord) -> bool:
    """Say whether the word stands there whole."""
    beside = text[word.start - 1 : word.start] + " " + text[word.end : word.end + 1]
    return text[word.start : word.end] == word.word and not any(letter.isalnum() for letter in beside)


def _fits(row: Mapping[str, Json]) -> bool:
    numbers = all(isinstance(row.get(key), int) for key in _NUMBERS)
    return numbers and all(isinstance(row.get(key), str) for key in _TEXTS) and len(row) == len(_NUMBERS + _TEXTS)
