"""Words, sentences and the reading index of a Swedish text (rules.md, section 4). Knows no checks."""

import re
from dataclasses import dataclass, field

from fieldnotes.language.plain_lists import ABBREVIATIONS

LONG = 6
"""A long word has more letters than this (Björnsson 1968)."""

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
LONGEST_SHORT = 16
"""Characters before a dot that are looked at: more than any short form has."""
STOP = re.compile(r"[.!?]+|\n+")
DAY_WITH_DOT = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands; offsets count characters."""

    text: str = field(repr=False)
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's words and where it begins and ends, its mark included."""

    words: tuple[Token, ...]
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Give the words: runs of letters (inner hyphen or apostrophe kept) or numbers with . , : inside."""
    return [Token(found.group(), found.start(), found.end()) for found in WORD.finditer(text)]


def sentences(text: str) -> list[Sentence]:
    """Give the sentences: they end at . ! ? or a line break, not after a short form, not after a day's dot."""
    words, ends = tokens(text), _ends(text)
    found: list[Sentence] = []
    at = 0
    for end in [*ends, len(text)]:
        inside = []
        while at < len(words) and words[at].start < end:
            inside.append(words[at])
            at += 1
        if inside:
            found.append(Sentence(tuple(inside), inside[0].start, min(end, len(text))))
    return found


def lix(text: str) -> float:
    """Give the reading index, words/sentences + 100 x long words/words, to one decimal; 0.0 without words."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence.words]
    return index(len(words), len(found), sum(map(is_long, words)))


def index(words: int, sentence_count: int, long_words: int) -> float:
    """Work the reading index out of its three counts."""
    return round(words / sentence_count + 100 * long_words / words, 1) if words else 0.0


def is_long(word: Token) -> bool:
    """Say whether a word has more than six letters; only letters count."""
    return sum(letter.isalpha() for letter in word.text) > LONG


def _ends(text: str) -> list[int]:
    return [found.end() for found in STOP.finditer(text) if _ends_a_sentence(text, found)]


def _ends_a_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop.group() != ".":
        return True
    after = text[stop.end() :]
    if after[:1].isalnum():  # inside "t.ex" or "14.30"
        return False
    before = re.split(r"[\s(”\"]", text[max(0, stop.start() - LONGEST_SHORT) : stop.start()])[-1]
    if before.lower() in ABBREVIATIONS:
        return not after.strip()
    return not (DAY_WITH_DOT.fullmatch(before) and after.strip(" )”") and "\n" not in after[:2])
