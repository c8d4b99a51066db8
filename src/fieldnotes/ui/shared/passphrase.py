"""How hard a passphrase is to guess, in words; a guide for the person, the vault has the last word. Knows no Qt."""

import unicodedata
from dataclasses import dataclass
from math import log2

from fieldnotes.language.translation import translate as _

LEAST = 8
FAIR_BITS, GOOD_BITS, STRONG_BITS = 40, 60, 80


@dataclass(frozen=True)
class Strength:
    """`share` of 100 for a meter, a word, and whether it may be used at all."""

    share: int
    words: str
    enough: bool


def strength(passphrase: str) -> Strength:
    """Judge a passphrase: length, kinds of characters and repetition; words written apart count as words."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST or len(set(text)) <= LEAST // 2 - 1:
        return Strength(min(20, 2 * len(text)), _("Too short – use at least 8 characters"), enough=False)
    bits = _bits(text)
    share = max(25, min(100, round(100 * bits / STRONG_BITS)))
    if bits < FAIR_BITS:
        return Strength(share, _("Weak – four words of your own are better"), enough=True)
    if bits < GOOD_BITS:
        return Strength(share, _("Fair – another word makes it good"), enough=True)
    return Strength(share, _("Good") if bits < STRONG_BITS else _("Very good"), enough=True)


def _bits(text: str) -> float:
    """Guess the work: twelve bits a word, or the characters by their kinds, whichever is less."""
    pool = 26 * any(c.islower() for c in text) + 26 * any(c.isupper() for c in text)
    pool += 10 * any(c.isdigit() for c in text) + 20 * any(not c.isalnum() for c in text)
    varied = min(1.0, 1.6 * len(set(text)) / len(text))
    by_letters = len(text) * log2(max(pool, 2)) * varied * 0.6
    words = text.split()
    if len(words) > 2:  # noqa: PLR2004 - two words are a name
        return min(by_letters, 16.0 * len({word.lower() for word in words}))
    return by_letters
