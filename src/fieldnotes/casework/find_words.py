"""Compare Swedish words as people search them: any case, accents folded, but å, ä and ö kept apart. Knows no note."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from fieldnotes.domain.errors import Code, Refused

_INSIDE = 3
"""From so many letters on, a word is also found inside a compound."""


def folded(text: str) -> str:
    """Fold case and accents, one character for one, after NFC: idé -> ide, but sår stays sår."""
    return _RARE.sub(lambda found: _FOLDS[ord(found[0])], unicodedata.normalize("NFC", text)).lower()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a search, folded, and how each may stand in a text."""

    words: tuple[str, ...]
    marks: tuple[re.Pattern[str], ...]

    @staticmethod
    def read(text: str) -> "Wanted":
        """Read what was typed. Refused: SEARCH_NOT_ALLOWED when there is no word in it."""
        words = tuple(re.findall(r"\w+", folded(text)))
        if not words:
            raise Refused(Code.SEARCH_NOT_ALLOWED)
        return Wanted(words, tuple(_mark(word) for word in words))

    def place_in(self, text: str) -> tuple[int, int] | None:
        """Find the first word's place when every word stands in the text; offsets count its NFC characters."""
        return self.place_in_folded(folded(text))

    def place_in_folded(self, line: str) -> tuple[int, int] | None:
        """Find the same in a text that is folded already."""
        places = [mark.search(line) for mark in self.marks]
        first = places[0]
        return first.span() if first and all(places) else None

    def begin_words_of(self, text: str) -> bool:
        """Tell whether every word begins some word of the text, as a name is searched."""
        names = re.findall(r"\w+", folded(text))
        return all(any(name.startswith(word) for name in names) for word in self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled piece of a note, made ready to be searched."""

    section: str
    label: str
    text: str = field(repr=False)
    folded: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SearchedNote:
    """One note made ready to be searched; `head` names the signed text, None while there is a draft."""

    note: str
    label: str
    head: str | None
    at: datetime
    lines: tuple[Line, ...] = field(repr=False)
    folded: str = field(init=False, repr=False)
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the lines end to end, a line break between, and note where each begins."""
        object.__setattr__(self, "folded", "\n".join(line.folded for line in self.lines))
        lengths = (len(line.folded) + 1 for line in self.lines)
        object.__setattr__(self, "starts", tuple(accumulate(lengths, initial=0))[:-1])

    def hits(self, wanted: Wanted) -> Iterator[tuple[Line, tuple[int, int]]]:
        """Give the lines in which every word stands, and where the first one does.

        The longest word is looked for in the whole text at once: asking every line costs ten times as much.
        """
        longest = max(wanted.words, key=len)
        at = self.folded.find(longest)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            line = self.lines[number]
            if (place := wanted.place_in_folded(line.folded)) is not None:
                yield line, place
            at = self.folded.find(longest, self.starts[number] + len(line.folded))


@dataclass(frozen=True, slots=True)
class SearchedCase:
    """The notes of one case as the store held them at `version`, read in `language`, the newest first.

    `left`: ids of those that are not ready yet. `before`: signed texts read for an earlier version, by their hash.
    """

    version: int
    language: str
    notes: tuple[SearchedNote, ...] = field(repr=False)
    left: tuple[str, ...] = ()
    before: Mapping[str, SearchedNote] = field(default_factory=dict, repr=False)


class _Folds(dict[int, str]):
    """Letters without their accents, one character for one, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = plain.lower()[0]
        return self[code]


_FOLDS = _Folds()
_RARE = re.compile("[^\x00-\x7fåäöÅÄÖ]")
"""What lower case alone does not fold, or not one for one; most Swedish lines hold none of it."""


def _mark(word: str) -> re.Pattern[str]:
    begin = r"(?<!\w)" if len(word) < _INSIDE else ""
    return re.compile(begin + re.escape(word))
