"""How hard a passphrase is to guess, in words; a guide for the person, the vault has the last word. Knows no Qt.

The judgement is a count of guesses, as a thief would make them: known words first, rows of keys, years, repetitions,
then words by the thousand and letters one by one. No rule about kinds of characters; four words of one's own do.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.guessable import IN_EVERY_SENTENCE, ROWS, USED_BY_MANY

LEAST, LEAST_DIFFERENT = 8, 4
"""The vault's own limits (`vault/kdf.py`)."""
FAIR_BITS, GOOD_BITS, STRONG_BITS = 32, 44, 56
TRIES_A_SECOND = 10_000
"""Of somebody with many machines: one try costs each of them the better part of a second and 256 MiB."""

_SMALL_BITS, _ROW_BITS, _YEAR_BITS, _LIST_BITS, _WORD_BITS = 4.0, 5.0, 6.5, 8.0, 12.5
_SHORTEST_WORD, _SHORTEST_ROW = 3, 3
_LOOKALIKES = str.maketrans("0134578@$!", "oleastbasi")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]", re.UNICODE)
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class Strength:
    """`share` of 100 for a meter, words, and whether it may be used at all."""

    share: int
    words: str
    enough: bool


def strength(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """Judge a passphrase; `known` is what everybody knows about the person, as their name."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST or len(set(text)) < LEAST_DIFFERENT:
        return Strength(min(20, 2 * len(text)), _("Too short – use at least 8 characters"), enough=False)
    found = bits(text, known)
    share = max(10, min(100, round(100 * found / STRONG_BITS)))
    time = _("Guessed in {time}.").format(time=time_to_guess(found))
    return Strength(share, f"{_judged(found)}. {time}", enough=True)


def _judged(found: float) -> str:
    if found < FAIR_BITS:
        return _("Weak – four words of your own are better")
    if found < GOOD_BITS:
        return _("Fair – another word makes it good")
    return _("Good") if found < STRONG_BITS else _("Very good")


def bits(text: str, known: Sequence[str] = ()) -> float:
    """Count the guesses as a power of two: each piece by the cheapest way to come upon it, a repeated one for nothing.

    A passphrase that is all in all a known word written otherwise costs no more than the word.
    """
    personal = {part.casefold() for name in known for part in name.split() if len(part) >= _SHORTEST_WORD}
    plain = text.casefold().strip()
    if _is_known(plain.strip("0123456789!.?-_ "), personal):
        return _LIST_BITS + 2 * sum(not each.isalpha() for each in plain)
    total, seen = 0.0, set[str]()
    for piece in _PIECE.findall(text):
        folded = piece.casefold()
        total += 1.0 if folded in seen else _piece_bits(piece, personal)
        seen.add(folded)
    return min(total, _letter_bits(text))


def time_to_guess(found: float) -> str:
    """Say in words how long a thief with many machines would need on average."""
    seconds = 2 ** max(0.0, found - 1) / TRIES_A_SECOND
    limits = (
        (60, _("seconds")), (3_600, _("minutes")), (86_400, _("hours")), (30 * 86_400, _("days")),
        (365 * 86_400, _("months")), (100 * 365 * 86_400, _("years")),
    )  # fmt: skip
    return next((words for most, words in limits if seconds < most), _("more than a hundred years"))


def _piece_bits(piece: str, personal: set[str]) -> float:
    folded = piece.casefold()
    capitals = 1.0 if piece != folded else 0.0
    if folded.isspace() or folded in "-_.,":
        return 0.5
    return min(_letter_bits(piece), _listed_bits(folded, personal) + capitals)


def _listed_bits(folded: str, personal: set[str]) -> float:
    """Count the guesses at a piece that stands on some list; letter by letter is never dearer than that."""
    if _is_known(folded, personal):
        return _LIST_BITS
    if folded in IN_EVERY_SENTENCE:
        return _SMALL_BITS
    if _in_a_row(folded):
        return _ROW_BITS
    if _YEAR.fullmatch(folded):
        return _YEAR_BITS
    long_word = folded.isalpha() and len(folded) >= _SHORTEST_WORD
    return _WORD_BITS + 1.5 * max(0, len(folded) - 8) if long_word else float("inf")


def _is_known(folded: str, personal: set[str]) -> bool:
    return any(form in USED_BY_MANY or form in personal for form in (folded, folded.translate(_LOOKALIKES)))


def _in_a_row(folded: str) -> bool:
    return len(folded) >= _SHORTEST_ROW and any(folded in row or folded[::-1] in row for row in ROWS)


def _letter_bits(text: str) -> float:
    """Count letter by letter, the kinds that occur; what repeats is worth less."""
    pool = 29 * any(c.islower() for c in text) + 29 * any(c.isupper() for c in text)
    pool += 10 * any(c.isdigit() for c in text) + 20 * any(not c.isalnum() for c in text)
    varied = min(1.0, 1.6 * len(set(text)) / len(text))
    return len(text) * log2(max(pool, 2)) * varied
