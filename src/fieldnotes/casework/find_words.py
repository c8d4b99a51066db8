"""Compare Swedish words as people search them: any case, accents folded, but å, ä and ö kept apart. Knows no note."""

import re
import unicodedata
from dataclasses import dataclass

from fieldnotes.domain.errors import Code, Refused

_KEPT = frozenset("åäöÅÄÖ")
_INSIDE = 3
"""From so many letters on, a word is also found inside a compound."""


def folded(text: str) -> str:
    """Fold case and accents, one character for one, after NFC: idé -> ide, but sår stays sår."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


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


class _Folds(dict[int, str]):
    """Folds for `str.translate`, each letter worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = character if character in _KEPT else unicodedata.normalize("NFD", character)[0]
        self[code] = plain.lower()[0]
        return self[code]


_FOLDS = _Folds()


def _mark(word: str) -> re.Pattern[str]:
    begin = r"(?<!\w)" if len(word) < _INSIDE else ""
    return re.compile(begin + re.escape(word))
