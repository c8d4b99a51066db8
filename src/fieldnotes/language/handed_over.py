"""How it is said that a text lies in another system of the town, or was taken back there. Knows no system."""

from typing import Final

from fieldnotes.language.translation import translate as _

TAKEN_BACK: Final = "taken_back"


def handed_over_words(what: str) -> str:
    """Give the sentence with `{system}`, `{when}` and `{receipt}` in it."""
    if what == TAKEN_BACK:
        return _("Taken back in {system} {when}: {receipt}")
    return _("Handed over to {system} {when}: {receipt}")
