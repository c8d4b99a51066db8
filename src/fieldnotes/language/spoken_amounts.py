"""Spoken amounts to digits: from thirteen, and always with percent, kronor, degrees, doses. Not times, not dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fieldnotes.language.spoken_moments import Moments, Reading
from fieldnotes.language.spoken_numbers import Number
from fieldnotes.language.spoken_rules import SpokenRules

FIRST_YEAR, LAST_YEAR = 1900, 2099
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
LEAST_OF_TENS = 20
CENTURIES = (19, 20)
YEARS_ALONE = range(2001, 2040)
"""Said in one word and followed by no unit ("tvåtusensjutton föddes hon") these are years, not amounts."""
LAST_DIGIT, LAST_OF_TWO_DIGITS, LAST_DAY = 9, 99, 31
DIGITS_OF_A_NUMBER_CALLED = 4
"""A run that begins with a nought and is this long is a telephone number."""


@dataclass(frozen=True)
class Amounts:
    """Reads any number out of words; `before` is nearest last, `words` begins at the word in question."""

    rules: SpokenRules

    def read(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        """Read a time, date or amount at the start of `words`; None when the word is to stay as it is."""
        for phrase in self.rules.amounts.kept:
            if tuple(words[: len(phrase)]) == phrase:
                return Reading(" ".join(phrase), len(phrase))
        moment = Moments(self.rules.numerals, self.rules.amounts).read(before, words)
        return moment or self._called(words) or self._split_year(before, words) or self._amount(before, words)

    def _amount(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        number = self.rules.numerals.phrase(words)
        if number is None:
            return None
        number = self._with_one(number, before, words)
        return self._decimal(number, before, words) or self._whole(number, before, words)

    def _with_one(self, number: Number, before: Sequence[str], words: Sequence[str]) -> Number:
        """Add a last "ett" said apart where a unit or the year's word shows that it belongs: "tjugo ett kronor"."""
        rest = words[number.used : number.used + 2]
        if number.value < LEAST_OF_TENS or number.value % 10 or not rest or rest[0] not in self.rules.numerals.one:
            return number
        unit = len(rest) > 1 and self._is(rest[1], "digit_units")
        year = before and before[-1] in self.rules.amounts["year_split_before"] and number.value in YEARS
        return replace(number, value=number.value + 1, used=number.used + 1) if unit or year else number

    def _whole(self, number: Number, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        amounts, last = self.rules.amounts, before[-1] if before else ""
        following = words[number.used] if len(words) > number.used else ""
        if self._is_year(number, last, following):
            return Reading(str(number.value), number.used)
        if following in amounts["months"] and number.value <= LAST_DAY:
            return None if words[0] in self.rules.numerals.one else Reading(str(number.value), number.used)
        if last in amounts["vague_before"] and words[0] in {self.rules.numerals.hundred, self.rules.numerals.thousand}:
            return Reading(words[0], 1)
        if self._unit_follows(number, words):
            return Reading(self._grouped(number.value), number.used)
        kept = last in amounts["words_after"] and number.value < amounts.words_after_below
        if number.value < amounts.digits_from or kept:
            return None
        return Reading(self._grouped(number.value), number.used)

    def _is_year(self, number: Number, last: str, following: str) -> bool:
        if number.value not in YEARS or following in self.rules.amounts["no_year_before_unit"]:
            return False
        if number.as_year or last in self.rules.amounts["year_before"]:
            return True
        ends = following in {"", *self.rules.amounts["happens"], *self.rules.amounts["day_stops"]}
        return ends and number.used == 1 and number.value in YEARS_ALONE

    def _unit_follows(self, number: Number, words: Sequence[str]) -> bool:
        rest = words[number.used :]
        if len(rest) > 1 and rest[0] in self.rules.amounts["scales"]:
            rest = rest[1:]
        if not rest:
            return False
        if self._is(rest[0], "digit_units"):
            lone_one = number.used == 1 and words[0] in self.rules.numerals.one
            return not lone_one or self._is(rest[0], "measure_units")
        other = self.rules.numerals.phrase(rest[1:]) if rest[0] in self.rules.amounts["range"] else None
        if other is None or words[0] in self.rules.numerals.one:
            return False
        unit = rest[1 + other.used : 2 + other.used]
        return bool(unit) and self._is(unit[0], "digit_units")

    def _is(self, word: str, units: str) -> bool:
        """Say whether a word is one of some units, also in the genitive ("graders")."""
        return word in self.rules.amounts[units] or word.removesuffix("s") in self.rules.amounts[units]

    def _decimal(self, number: Number, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        """Read "tre komma fem procent" as 3,5, but not the list "två komma fem och sju"."""
        rest = words[number.used :]
        if len(rest) < 2 or rest[0] not in self.rules.amounts["decimal"]:  # noqa: PLR2004 - the comma and a digit
            return None
        if list(before[-1:]) == [","] and self.rules.numerals.cardinal(before[-2]) is not None:
            return None
        zeros = 0
        while rest[1 + zeros : 2 + zeros] == [self.rules.numerals.zero]:
            zeros += 1
        decimals = self.rules.numerals.phrase(rest[1 + zeros :])
        used = number.used + 1 + zeros + (decimals.used if decimals else 0)
        if decimals is None and not zeros:
            return None
        after = words[used] if len(words) > used else ""
        ends = decimals is not None and decimals.value <= LAST_DIGIT and after in {"", *self.rules.amounts["day_stops"]}
        if after in self.rules.amounts["decimal"] and self.rules.numerals.phrase(words[used + 1 :]) is not None:
            return None
        if not self._is(after, "decimal_units") and not ends:
            return None
        mark = self.rules.amounts.decimal_mark
        return Reading(f"{self._grouped(number.value)}{mark}{'0' * zeros}{decimals.value if decimals else ''}", used)

    def _split_year(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        """Read "mars tjugo tjugosex" and "tjugotjugosex" as 2026."""
        tens = self.rules.numerals.cardinal
        for century, word in ((tens(head), head) for head in self.rules.numerals.tens):
            rest = tens(words[0][len(word) :]) if words[0].startswith(word) else None
            if century in CENTURIES and rest is not None and LAST_DIGIT < rest <= LAST_OF_TWO_DIGITS:
                return Reading(f"{century}{rest}", 1)
        said = before and before[-1] in self.rules.amounts["year_split_before"]
        if not said or len(words) < 2 or tens(words[0]) not in CENTURIES:  # noqa: PLR2004 - century and year
            return None
        year = self.rules.numerals.phrase(words[1:3])
        if year is None or not LAST_DIGIT < year.value <= LAST_OF_TWO_DIGITS:
            return None
        return Reading(f"{tens(words[0])}{year.value}", 1 + year.used)

    def _called(self, words: Sequence[str]) -> Reading | None:
        """Read "noll sju noll ett två tre" as 070123: digits of a telephone number."""
        if words[0] != self.rules.numerals.zero:
            return None
        digits: list[str] = []
        for word in words:
            value = self.rules.numerals.cardinal(word)
            if value is None or value > LAST_OF_TWO_DIGITS:
                break
            digits.append(str(value))
        if len(digits) < DIGITS_OF_A_NUMBER_CALLED:
            return None
        text = digits[0]
        for previous, digit in pairwise(digits):
            lone = len(previous) == 1 and (len(digit) == 1 or text == digits[0])
            text += digit if lone else f" {digit}"
        return Reading(text, len(digits))

    def _grouped(self, value: int) -> str:
        return grouped(value, self.rules.amounts.thousands_mark)


def grouped(value: int, apart: str = " ") -> str:
    """Write a number in digits, thousands apart: 2 300."""
    return f"{value:,}".replace(",", apart)
