"""Reads the translations from disk and lets the program speak them."""

import gettext

from fieldnotes.boot.resources import resources
from fieldnotes.language import translation

LANGUAGES = ("sv", "en")


def speak(language: str) -> None:
    """Let the program speak `sv` or `en`; English msgids need no catalogue."""
    found = gettext.translation("fieldnotes", resources() / "locale", [language], fallback=True)
    if language == "sv":
        # Catalogues lie flat, without LC_MESSAGES: they are the program's own, not the system's.
        with (resources() / "locale" / "sv" / "fieldnotes.mo").open("rb") as file:
            found = gettext.GNUTranslations(file)
    translation.speak(language, found)
