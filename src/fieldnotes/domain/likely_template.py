"""Which template a planned next step most likely leads to, by its own words. Proposes an order; decides nothing."""

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")
SAME: Final = ""
_BEGINNINGS: Final = (
    ("nätverk", "natverksmote"),
    ("sip", "sip_mote"),
    ("barnsamtal", "barnsamtal"),
    ("uppföljning", "uppfoljning_insats"),
    ("hembesök", "hembesok"),
    ("besök", "hembesok"),
    ("ring", "telefonsamtal"),
    ("telefon", "telefonsamtal"),
    ("möte", SAME),
    ("träff", SAME),
    ("ses", SAME),
)
"""Beginnings of words, the more telling first, and the template they speak of; SAME is the one they were agreed in."""
_AT_THE_PLACEMENT: Final = {"hembesok": "hembesok_placering"}


def likely_template(what: str, agreed_in: str, phase: str) -> str | None:
    """Give the id of the template a next step speaks of; None when it is nothing one meets or calls somebody for."""
    low = what.lower()
    for beginning, template in _BEGINNINGS:
        if beginning in low and any(word.startswith(beginning) for word in _WORD.findall(low)):
            found = template or agreed_in
            return _AT_THE_PLACEMENT.get(found, found) if phase == "placering" else found
    return None
