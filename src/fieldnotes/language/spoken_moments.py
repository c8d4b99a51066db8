"""Spoken clock times, weeks and dates to digits: "klockan åtta och tio" 8.10, "den nionde mars" 9 mars."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldnotes.language.spoken_context import Group
from fieldnotes.language.spoken_numbers import Numerals
from fieldnotes.language.spoken_rules import AmountWords

LAST_HOUR, LAST_MINUTE, LAST_WEEK, LAST_DAY = 24, 59, 53, 31
FIRST_TENS_MINUTE = 10
MINUTES_APART = 5
"""Times of meetings are said in fives: "tio och elva" are two hours, "tio och femton" may be one time."""
REACH = 8
"""How many words back a "klockan" still speaks for the times after it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words are written as, and how many they were."""

    text: str
    used: int


@dataclass(frozen=True, slots=True)
class Moments:
    """Reads times and dates out of words; `before` is nearest last, `words` begins at the word in question."""

    numerals: Numerals
    amounts: AmountWords

    def read(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        """Read a time, a week or a date at the start of `words`, or None."""
        return (
            self._spoken_clock(words)
            or self._clock(before, words)
            or self._clock_unsaid(before, words)
            or self._week(before, words)
            or self._date(before, words)
        )

    def _spoken_clock(self, words: Sequence[str]) -> Reading | None:
        """Keep "tjugo i åtta" and "fem minuter över halv tre" as they are said."""
        minutes = self.numerals.cardinal(words[0])
        if minutes is None or not 0 < minutes < LAST_HOUR + FIRST_TENS_MINUTE:
            return None
        used = 2 if len(words) > 1 and words[1] in self.amounts["minute"] else 1
        if len(words) < used + 2 or words[used] not in self.amounts["past"]:
            return None
        used += 2 if words[used + 1] in self.amounts["half"] and len(words) > used + 2 else 1
        hour = self.numerals.cardinal(words[used])
        if hour is None or not 1 <= hour <= LAST_HOUR // 2:
            return None
        return Reading(" ".join(words[: used + 1]), used + 1)

    def _clock(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        if not self._clock_speaks(before):
            return None
        joins = not self._between_said(before) or before[-1] in self.amounts["and"] or self._minutes_said(words)
        return self._time(words, self.amounts["and"] if joins else frozenset())

    def _minutes_said(self, words: Sequence[str]) -> bool:
        """Tell "mellan tio och femton och elva": the first "och" joins minutes, since a second one ends the span."""
        minute = self._minute(words[1:], self.amounts["and"])
        rest = words[1 + minute.used :] if minute is not None else ()
        if minute is None or int(minute.text) % MINUTES_APART or len(rest) < 2 or rest[0] not in self.amounts["and"]:  # noqa: PLR2004 - "and" and what it joins
            return False
        return rest[1] in self.amounts["clock"] or self.numerals.cardinal(rest[1]) is not None

    def _clock_speaks(self, before: Sequence[str]) -> bool:
        near = list(before[-REACH:])
        spoken = [place for place, word in enumerate(near) if word in self.amounts["clock"]]
        if not spoken:
            return False
        since = near[spoken[-1] + 1 :]
        if not since:
            return True
        ranged = self.amounts["range"] if self._between_said(before) else self.amounts["range"] - self.amounts["and"]
        numbers = all(self.numerals.cardinal(word) is not None or word in self.amounts["and"] for word in since[:-1])
        return since[-1] in ranged and numbers

    def _between_said(self, before: Sequence[str]) -> bool:
        return bool(self.amounts["between"] & set(before[-REACH:]))

    def _time(self, words: Sequence[str], joined: frozenset[str]) -> Reading | None:
        hour = self._hour(words)
        if hour is None:
            return None
        minute = self._minute(words[hour.used :], joined)
        if minute is None:
            return hour
        return Reading(f"{hour.text}{self.amounts.clock_mark}{minute.text}", hour.used + minute.used)

    def _hour(self, words: Sequence[str]) -> Reading | None:
        zero = self._zero_digit(words)
        if zero is not None:
            return zero
        hour = self.numerals.cardinal(words[0]) if words else None
        return None if hour is None or hour > LAST_HOUR else Reading(str(hour), 1)

    def _minute(self, words: Sequence[str], joined: frozenset[str]) -> Reading | None:
        skip = 1 if words and words[0] in joined else 0
        zero = self._zero_digit(words[skip:])
        if zero is not None:
            return Reading(zero.text, zero.used + skip)
        number = self.numerals.phrase(words[skip : skip + 2])
        if number is None or not FIRST_TENS_MINUTE <= number.value <= LAST_MINUTE:
            return None
        return Reading(str(number.value), number.used + skip)

    def _zero_digit(self, words: Sequence[str]) -> Reading | None:
        """Read "noll fem" as 05 and "noll noll" as 00."""
        if len(words) < 2 or words[0] != self.numerals.zero:  # noqa: PLR2004 - zero and its digit
            return None
        digit = self.numerals.cardinal(words[1])
        return None if digit is None or digit >= FIRST_TENS_MINUTE else Reading(f"0{digit}", 2)

    def _clock_unsaid(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        """Read "nitton noll fem" and "vid fjorton och trettio" as times without the word for the clock."""
        hour = self.numerals.cardinal(words[0])
        if hour is None or hour > LAST_HOUR or words[0] == self.numerals.zero:
            return None
        zero = self._zero_digit(words[1:])
        if zero is not None and words[0] not in self.numerals.one:
            return Reading(f"{hour}{self.amounts.clock_mark}{zero.text}", 3)
        if hour >= self.amounts.clock_from and before and before[-1] in self.amounts["clock_before"]:
            time = self._time(words, frozenset() if self._between_said(before) else self.amounts["and"])
            return time if time is not None and time.used > 1 and not self._counts(words[time.used :]) else None
        return None

    def _counts(self, rest: Sequence[str]) -> bool:
        """Say whether what follows is counted, so that the numbers before it are no time."""
        return bool(rest) and rest[0] in self.amounts["decimal_units"]

    def _week(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        near = list(before[-4:])
        number = self.numerals.phrase(words)
        if number is None or not 1 <= number.value <= LAST_WEEK:
            return None
        if len(near) > 2 and near[-1] in self.amounts["range"] and self.numerals.cardinal(near[-2]) is not None:  # noqa: PLR2004
            following = words[number.used] if len(words) > number.used else ""
            ends = following in {"", *self.amounts["day_stops"], *self.amounts["happens"]}
            both = near[-1] not in self.amounts["and"] or near[-3] in self.amounts["weeks"] or ends
            near = near[:-2] if both else []
        if not near or near[-1] not in self.amounts["week"]:
            return None
        if len(near) > 1 and near[-2] in self.amounts["no_week_after"]:
            return None
        return Reading(str(number.value), number.used)

    def _date(self, before: Sequence[str], words: Sequence[str]) -> Reading | None:
        day = self.numerals.ordinal(words)
        if day is None or day.value > LAST_DAY:
            return None
        the = bool(before) and before[-1] in self.amounts["the"]
        if not the and any(tuple(words[: len(p)]) == p for p in self.amounts.holidays):
            return None
        rest = words[day.used :]
        if self._month_follows(rest) or (the and self._day_alone(before, rest, day.value)):
            return Reading(str(day.value), day.used)
        return None

    def _is_subject(self, word: str) -> bool:
        return Group.of(tuple(self.amounts["subject"])).has(word)

    def _month_follows(self, rest: Sequence[str]) -> bool:
        if rest and rest[0] in self.amounts["months"]:
            return True
        if not rest or rest[0] not in self.amounts["range"]:
            return False
        skip = 2 if len(rest) > 1 and rest[1] in self.amounts["the"] else 1
        other = self.numerals.ordinal(rest[skip:])
        return other is not None and self._month_follows(rest[skip + other.used :])

    def _day_alone(self, before: Sequence[str], rest: Sequence[str], day: int) -> bool:
        if any(tuple(rest[: len(p)]) == p for p in self.amounts.month_phrases):
            return True
        last = before[-2] if len(before) > 1 else ""
        if last in self.amounts["weekday"]:
            return True
        stops = not rest or rest[0] in self.amounts["day_stops"]
        happens = len(rest) > 1 and rest[0] in self.amounts["happens"] and self._is_subject(rest[1])
        return (stops or happens) and (last in self.amounts["date_before"] or day >= self.amounts.digits_from)
