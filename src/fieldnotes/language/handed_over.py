"""How it is said that a text lies in another system of the town, was taken back there, or waits for a person to do it.

Knows no system.
"""

from typing import Final

from fieldnotes.language.translation import translate as _

TAKEN_BACK: Final = "taken_back"


def handed_over_words(what: str) -> str:
    """Give the sentence with `{system}`, `{when}` and `{receipt}` in it."""
    if what == TAKEN_BACK:
        return _("Taken back in {system} {when}: {receipt}")
    return _("Handed over to {system} {when}: {receipt}")


def to_copy_words(what: str) -> str:
    """Give what a person has to do, with `{system}` in it."""
    if what == TAKEN_BACK:
        return _("to be taken out of {system} by hand")
    return _("to be copied into {system} by hand")
