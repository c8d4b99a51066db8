"""The spelling dictionaries this computer has, through Enchant (Hunspell, or the system's own). Keeps no word.

Enchant is called without Python's lock, so a slow answer holds up no window; it is opened when first asked.
"""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import enchant

TAGS = {"sv": ("sv_SE", "sv", "sv_FI"), "en": ("en_GB", "en_US", "en")}
"""Dictionaries that serve a language, the best first."""


class SystemSpeller:
    """Without Enchant, or without a dictionary of a language, that language is simply not checked."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._opened: dict[str, enchant.Dict | None] = {}

    def speaks(self, language: str) -> bool:
        """Say whether there is a dictionary; the first question opens it."""
        with self._asking:
            return self._open(language) is not None

    def knows(self, language: str, word: str) -> bool:
        """Say whether the word is in it; without a dictionary every word is right."""
        with self._asking:
            book = self._open(language)
            return book is None or bool(book.check(word))

    def suggest(self, language: str, word: str) -> Sequence[str]:
        """Give what may have been meant; nothing without a dictionary."""
        with self._asking:
            book = self._open(language)
            return tuple(book.suggest(word)) if book is not None else ()

    def _open(self, language: str) -> "enchant.Dict | None":
        if language not in self._opened:
            self._opened[language] = _dictionary(language)
        return self._opened[language]


def _dictionary(language: str) -> "enchant.Dict | None":
    try:
        import enchant
    except ImportError:  # the package is there, the system's library is not
        return None
    broker = enchant.Broker()
    tag = next((tag for tag in TAGS.get(language, ()) if broker.dict_exists(tag)), None)
    return broker.request_dict(tag) if tag is not None else None
