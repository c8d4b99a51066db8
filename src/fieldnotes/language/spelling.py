"""Finds words a dictionary does not know in running text. Knows no dictionary: one is handed in; changes nothing."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

MOST_SUGGESTIONS: Final = 6
_TOKEN: Final = re.compile(r"[^\W_]+(?:(?:://|[’'.:@/-])[^\W_]+)*")
"""A word with what may stand inside it: `SIP-möte`, `bl.a`, `SoL:s`, `24/7`."""
_NOT_PROSE: Final = re.compile(r"[\d@/.:]")
_GOES_ON: Final = re.compile(r"\.[ \t]*[a-zåäö0-9,]")
"""A point inside a sentence stands after an abbreviation."""
_SENTENCE_END: Final = frozenset('.!?:”"\n–-•')


class Speller(Protocol):
    """A dictionary of one or more languages, or none; slow to open and to suggest, so never asked by a window."""

    def speaks(self, language: str) -> bool:
        """Say whether there is a dictionary of this language, `sv` or `en`."""
        ...

    def knows(self, language: str, word: str) -> bool:
        """Say whether the word stands in the dictionary, its inflections and compounds included."""
        ...

    def suggest(self, language: str, word: str) -> Sequence[str]:
        """Give what may have been meant, the likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word that is not in the dictionary; offsets count characters."""

    word: str = field(repr=False)
    start: int
    end: int


def misspelt(text: str, language: str, speller: Speller, own: Collection[str] = ()) -> tuple[Misspelt, ...]:
    """Give the words of a text that neither the dictionary nor `own` knows, in their order.

    `own`: words and names that are right, in any case; a genitive of theirs is right too. Left out are numbers,
    abbreviations, addresses, words in capitals, and names: a capital inside a sentence.
    """
    right = {word.casefold() for words in own for word in _parts(words)}
    return tuple(
        Misspelt(word, start, start + len(word))
        for word, start in _words(text)
        if not _is_own(word, right) and not _known(word, language, speller)
    )


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Give what can be looked up, with where it begins."""
    for found in _TOKEN.finditer(text):
        word = found[0]
        if len(word) == 1 or _NOT_PROSE.search(word) or word.isupper() or _GOES_ON.match(text, found.end()):
            continue
        if word[0].isupper() and not _begins_sentence(text, found.start()):
            continue
        yield word, found.start()


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t”\"'’(")
    if not before or before[-1] not in _SENTENCE_END:
        return not before
    return before[-1] != "." or "." not in before[:-1].split()[-1]  # `bl.a.` ends none


def _is_own(word: str, own: Collection[str]) -> bool:
    folded = word.casefold()
    return folded in own or folded.removesuffix("s").rstrip("’':") in own


def _known(word: str, language: str, speller: Speller) -> bool:
    if speller.knows(language, word) or speller.knows(language, word.lower()):
        return True
    pieces = _parts(word)
    return len(pieces) > 1 and all(
        len(piece) == 1 or piece.isupper() or speller.knows(language, piece) for piece in pieces
    )


def _parts(words: str) -> list[str]:
    return [part for part in re.split(r"[\s-]+", words) if part]
