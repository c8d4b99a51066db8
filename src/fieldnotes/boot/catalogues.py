"""Reads the translations from disk and lets the program speak them."""

import struct

from fieldnotes.boot.resources import resources
from fieldnotes.language import translation

LANGUAGES = ("sv", "en")

_COUNT_AND_PLACES = struct.Struct("<8x3I")


class Catalogue:
    """A compiled catalogue (GNU .mo, as `installers/compile_translations.py` writes it), read one message at a time.

    All of it at once would take a fiftieth of a second before every first paint. Both languages count alike: one or
    many.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        count, ids, words = _COUNT_AND_PLACES.unpack_from(data)
        self._ids = struct.unpack_from(f"<{2 * count}I", data, ids)
        self._words = struct.unpack_from(f"<{2 * count}I", data, words)
        self._found: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """Translate one message; the message itself when it is not there."""
        found = self._found.get(message)
        if found is None:
            found = self._found[message] = self._read(message) or message
        return found

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Translate a message that counts."""
        found = self.gettext(f"{one}\0{many}")
        return found.split("\0")[0 if n == 1 else 1]

    def _read(self, message: str) -> str:
        """Find a message among the sorted ids; an empty text when it is not there."""
        wanted, low, high = message.encode(), 0, len(self._ids) // 2
        while low < high:
            middle = (low + high) // 2
            if self._piece(self._ids, middle) < wanted:
                low = middle + 1
            else:
                high = middle
        there = low < len(self._ids) // 2 and self._piece(self._ids, low) == wanted
        return self._piece(self._words, low).decode() if there else ""

    def _piece(self, table: tuple[int, ...], at: int) -> bytes:
        length, place = table[2 * at : 2 * at + 2]
        return self._data[place : place + length]


def speak(language: str) -> None:
    """Let the program speak `sv` or `en`; English msgids need no catalogue."""
    # Catalogues lie flat, without LC_MESSAGES: they are the program's own, not the system's.
    file = resources() / "locale" / language / "fieldnotes.mo"
    translation.speak(language, Catalogue(file.read_bytes()) if file.exists() else translation.English())
