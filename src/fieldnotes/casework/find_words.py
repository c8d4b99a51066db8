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
    return "".join(_fold(c) for c in unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a search, folded."""

    words: tuple[str, ...]

    @staticmethod
    def read(text: str) -> "Wanted":
        """Read what was typed. Refused: SEARCH_NOT_ALLOWED when there is no word in it."""
        words = tuple(re.findall(r"\w+", folded(text)))
        if not words:
            raise Refused(Code.SEARCH_NOT_ALLOWED)
        return Wanted(words)

    def place_in(self, text: str) -> tuple[int, int] | None:
        """Find the first word's place when every word stands in the text; offsets count its NFC characters."""
        return self.place_in_folded(folded(text))

    def place_in_folded(self, line: str) -> tuple[int, int] | None:
        """Find the same in a text that is folded already."""
        places = [_place(word, line) for word in self.words]
        return None if None in places else places[0]

    def begin_words_of(self, text: str) -> bool:
        """Tell whether every word begins some word of the text, as a name is searched."""
        names = re.findall(r"\w+", folded(text))
        return all(any(name.startswith(word) for name in names) for word in self.words)


def _fold(character: str) -> str:
    if character in _KEPT:
        return character.lower()
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else plain[0]


def _place(word: str, line: str) -> tuple[int, int] | None:
    begin = r"(?<!\w)" if len(word) < _INSIDE else ""
    found = re.search(begin + re.escape(word), line)
    return found.span() if found else None
