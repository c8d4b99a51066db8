"""The ways a protected word may be written: letters, endings, days, times and numbers. Knows no case and no room."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

UNSEEN: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BLANKS: Final = re.compile(r"[\s\-\u2010-\u2015]+")
_MORE_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u0640\u064b-\u0652\u0670\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""What no eye sees: marks of direction, joiners, variation selectors, the vowel signs and the stretch of Arabic."""
_MORE_BLANKS: Final = re.compile(r"[\s\-\u2010-\u2015\u2043\u2212\u30fb\u00b7\u2022]+")
_BROKEN_LINE: Final = re.compile(r"(?<=\w)[\-\u2010]\s*\n\s*(?=\w)")
_RING, _DOTS = "\u030a", "\u0308"
_LETTERS_OF_THEIR_OWN: Final = frozenset({"a" + _RING, "A" + _RING, *(c + _DOTS for c in "aAoO")})
"""Å, ä and ö are letters; every other mark over a letter is left out by many who write."""


def fold(text: str) -> str:
    """Bring text to the form terms are compared in: NFC, nothing unseen, runs of blanks and hyphens as one blank."""
    seen = UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", seen))


def fold_wide(text: str) -> str:
    """Fold further: wide and joined letters, accents, marks of direction, words broken over two lines."""
    seen = _BROKEN_LINE.sub("", _MORE_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    return _MORE_BLANKS.sub(" ", _without_accents(seen))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    found: list[str] = []
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(sign):
            found.append(sign)
        elif found and found[-1] + sign in _LETTERS_OF_THEIR_OWN:
            found[-1] = unicodedata.normalize("NFC", found[-1] + sign)
    return "".join(found)


_ENDINGS: Final = (
    "(?:s|n|en|ns|ens|t|et|ts|ets|a|as|an|ans|ar|ars|are|arna|arnas|e|es|er|ers|erna|ernas|or|ors|orna|ornas|na|nas"
    "|r|rs|rna|rnas|de|des|te|tes)?"
)
_PLURALS: Final = "(?:or|ors|orna|ornas|ar|ars|arna|arnas|er|ers|erna|ernas)"
_VERBS: Final = "(?:te|t|ts|tes|de|des|s)"
_AFTER_DOUBLED: Final = "(?:a|ar|arna|arnas|e|en|ens|er|erna|ernas|et|ets)"
_AFTER_DROPPED: Final = "(?:a|as|ar|ars|arna|arnas|en|ens|et|ets|or|orna)"
_SHORTEST, _LONG_ENOUGH = 3, 5
_VOWELS: Final = "aeiouyåäö"


def inflected(word: str) -> Iterator[str]:
    """Give patterns of a word with the endings of its own kind (granne → grannar, hem → hemmet, häktad → häktade)."""
    yield re.escape(word) + _ENDINGS
    head, last = word[:-1], word[-1:].lower()
    if last in {"a", "e"} and len(head) >= _SHORTEST:
        yield re.escape(head) + _PLURALS
        if len(head) >= _LONG_ENOUGH:
            yield re.escape(head) + _VERBS
    if last in {"m", "n"} and len(word) >= _SHORTEST and word[-2].lower() in _VOWELS:
        yield re.escape(word + word[-1]) + _AFTER_DOUBLED
    if len(word) > _LONG_ENOUGH and last in {"l", "r", "n"} and _drops_its_e(word):
        yield re.escape(word[:-2] + word[-1]) + _AFTER_DROPPED
    if len(word) >= _LONG_ENOUGH and last in {"d", "n"}:
        yield re.escape(head) + "ts?"


def _drops_its_e(word: str) -> bool:
    return word[-2].lower() == "e" and word[-3].lower() not in _VOWELS


_MONTHS: Final = (
    "januari january", "februari february", "mars march", "april", "maj may", "juni june", "juli july",
    "augusti august", "september", "oktober october", "november", "december",
)  # fmt: skip
_DAY: Final = re.compile(r"(?:den )?(\d{1,2})(?::?[ea])? ([a-z]+)(?: (\d{4}))?", re.IGNORECASE)
_ISO: Final = re.compile(r"(\d{4}) (\d\d) (\d\d)")
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d\d)")


def other_spellings(word: str) -> Iterator[str]:
    """Give patterns of the same day or time written otherwise; `word` is folded. None for other words."""
    clock = _CLOCK.fullmatch(word)
    if clock:
        yield rf"0?{int(clock[1])}[.: ]?{clock[2]}"
    day = _day_named(word)
    if day:
        date, month, year = day
        names = "|".join({short for name in _MONTHS[month - 1].split() for short in (name, name[:3] + r"\.?")})
        after = rf"(?: {year})?" if year else ""
        before = year or r"\d{4}"
        yield rf"0?{date}(?::?[ea])? (?:{names}){after}"
        yield rf"(?:{names}) 0?{date}(?:st|nd|rd|th)?"
        yield rf"{before} {month:02} {date:02}"
        yield rf"0?{date}/0?{month}"


def _day_named(word: str) -> tuple[int, int, str] | None:
    iso = _ISO.fullmatch(word)
    if iso and 1 <= int(iso[2]) <= len(_MONTHS):
        return int(iso[3]), int(iso[2]), iso[1]
    day = _DAY.fullmatch(word)
    if not day:
        return None
    month = next((number for number, names in enumerate(_MONTHS, 1) if day[2].lower() in names.split()), None)
    return (int(day[1]), month, day[3] or "") if month else None


_NOT_DIGIT: Final = re.compile(r"\D")
_RUN: Final = re.compile(r"\+?\d[\d \u00a0\u202f\-\u2010-\u2015\u2212()/.·•_]*\d|\d")
_PHONE, _NUMBER_WITH_CENTURY = 8, 12
_CENTURIES: Final = ("18", "19", "20")


def digits(text: str) -> str:
    """Give the digits of a text, whatever script they are in."""
    return "".join(str(unicodedata.decimal(sign)) for sign in _NOT_DIGIT.sub("", text))


def digit_runs(text: str) -> tuple[str, ...]:
    """Give every number that stands in a text, its digits only."""
    return tuple(digits(run) for run in _RUN.findall(_MORE_UNSEEN.sub("", unicodedata.normalize("NFC", text))))


def numbers_alike(number: str) -> tuple[str, ...]:
    """Give a number's digits as they may stand: telephone numbers without their country, persons' without a century."""
    found = [number]
    own = next((number[len(head) :] for head in ("0046", "46") if number.startswith(head)), None)
    inland = own.removeprefix("0") if own is not None else number[1:] if number.startswith("0") else None
    if inland is not None and len(inland) >= _PHONE:
        found += [f"0{inland}", f"46{inland}", f"460{inland}"]
    if len(number) == _NUMBER_WITH_CENTURY and number.startswith(_CENTURIES):
        found.append(number[2:])
    return tuple(found)
