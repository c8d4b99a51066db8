"""Which language the program speaks just now: English msgids in, the person's language out.

The catalogue is read by boot and handed in; a window for the family holds its own instead of this one.
"""

from collections.abc import Callable
from typing import Protocol, TypeAlias

Words: TypeAlias = Callable[[str], str]
"""How a msgid is said in one language."""


class Catalogue(Protocol):
    """What a gettext catalogue offers."""

    def gettext(self, message: str, /) -> str:
        """Translate one message."""
        ...

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        """Translate a message that counts."""
        ...


class English:
    """The msgids themselves."""

    def gettext(self, message: str, /) -> str:
        """Give the message."""
        return message

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        """Give the one that fits."""
        return one if n == 1 else many


class _Current:
    catalogue: Catalogue = English()
    language: str = "en"


def speak(language: str, catalogue: Catalogue) -> None:
    """Let the program speak this language from now on ("sv", "en")."""
    _Current.catalogue = catalogue
    _Current.language = language


def spoken_language() -> str:
    """The language the program speaks just now; template labels follow it."""
    return _Current.language


def translate(message: str) -> str:
    """Translate one English msgid; the msgid itself when there is no translation."""
    return _Current.catalogue.gettext(message)


def translate_count(one: str, many: str, n: int) -> str:
    """Translate a message that counts; `.format(n=n)` is the caller's."""
    return _Current.catalogue.ngettext(one, many, n)
