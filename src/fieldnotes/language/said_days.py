"""Days and times of day in running text, as written out from speech: "senast den 20 mars", "på fredag", "kl. 14.20".

Knows no clock: which day a sentence was said on is handed in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from typing import Final

from fieldnotes.domain.json_reader import JsonReader

WEEK: Final = 7
MONTHS: Final = 12
LONG_PAST: Final = 60
"""Days back from which a coming day without a year is meant for the year after."""


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that was said, and where in the text its words stand, with those that belong to them."""

    day: date
    start: int
    end: int


@dataclass(frozen=True)
class DayWords:
    """The words for days of one language."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    past_weekday: str
    near: Mapping[str, int]
    before: tuple[str, ...]
    inside: tuple[str, ...]
    units: Mapping[str, int]
    """Word for a unit -> days; 0 is a month."""
    numbers: Mapping[str, int] = field(repr=False)
    clock: tuple[str, ...]

    @classmethod
    def read(cls, reader: JsonReader) -> "DayWords":
        """Read the `days` of a rule file. Refused: WRONG_FILE."""
        near, numbers = reader.inner("near"), reader.inner("numbers")
        units = {name: days for key, days in (("day", 1), ("week", WEEK), ("month", 0)) for name in reader.texts(key)}
        return cls(
            months=reader.texts("months"),
            weekdays=reader.texts("weekdays"),
            past_weekday=reader.text("past_weekday"),
            near={word: near.number(word, 0) for word in near.data},
            before=reader.texts("before"),
            inside=reader.texts("in"),
            units=units,
            numbers={word: numbers.number(word, 0) for word in numbers.data},
            clock=reader.texts("clock"),
        )

    def days(self, text: str, today: date, *, coming: bool) -> list[SaidDay]:
        """Find the days in a text; `coming` when it speaks of what is to be done, so that a day lies ahead."""
        found = []
        for each in self._pattern.finditer(text):
            day = self._day(each, today, coming=coming)
            if day is not None:
                found.append(SaidDay(day, each.start(), each.end()))
        return found

    def times(self, text: str) -> list[time]:
        """Find the times of day in a text."""
        return [at for each in self._times.finditer(text) if (at := _time(int(each[1]), int(each[2] or 0))) is not None]

    @cached_property
    def _times(self) -> re.Pattern[str]:
        clock = _any(self.clock)
        return re.compile(rf"(?<!\w){clock}\s*(\d{{1,2}})(?:[.:](\d\d))?(?![\d.:]\d)", re.IGNORECASE)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        months = _any(sorted({*self.months, *(month[:3] for month in self.months)}, key=len, reverse=True))
        past = [self.past_weekday.format(day=day) for day in self.weekdays]
        number = rf"(?:\d{{1,3}}|{_any(tuple(self.numbers))})"
        return re.compile(
            rf"(?<!\w)(?:{_any(self.before)}\s+)*(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
            rf"|(?P<slash>\d{{1,2}}/\d{{1,2}})(?!\d)"
            rf"|(?:{_any(self.weekdays)}(?:en)?\s+(?:{_any(self.before)}\s+)?)?(?P<day>\d{{1,2}})(?::[ae])?\s+(?P<month>{months})\.?(?:\s+(?P<year>\d{{4}}))?"
            rf"|(?:i\s+)?(?P<past>{_any(past)})|(?P<week>{_any(self.weekdays)})(?:en)?"
            rf"|(?P<near>{_any(tuple(self.near))})"
            rf"|{_any(self.inside)}\s+(?P<count>{number})\s+(?P<unit>{_any(tuple(self.units))}))(?!\w)",
            re.IGNORECASE,
        )

    def _day(self, found: re.Match[str], today: date, *, coming: bool) -> date | None:
        said = {name: value.lower() for name, value in found.groupdict().items() if value}
        if "iso" in said:
            return _date(*(int(part) for part in said["iso"].split("-")))
        if "slash" in said:
            day, month = (int(part) for part in said["slash"].split("/"))
            return _nearest(month, day, today, coming=coming)
        if "month" in said:
            month, day = self._month(said["month"]), int(said["day"])
            return (
                _date(int(said["year"]), month, day) if "year" in said else _nearest(month, day, today, coming=coming)
            )
        if "near" in said:
            return today + timedelta(days=self.near[" ".join(said["near"].split())])
        if "unit" in said:
            return self._after(said, today)
        return self._weekday(said, today)

    def _month(self, word: str) -> int:
        return next(at for at, month in enumerate(self.months, 1) if month.startswith(word[:3]))

    def _after(self, said: Mapping[str, str], today: date) -> date | None:
        count = self.numbers.get(said["count"]) or int(said["count"])
        days = self.units[said["unit"]]
        if days:
            return today + timedelta(days=count * days)
        year, month = divmod(today.year * MONTHS + today.month - 1 + count, MONTHS)
        return _date(year, month + 1, today.day)

    def _weekday(self, said: Mapping[str, str], today: date) -> date:
        past = "past" in said
        named = said["past"] if past else said["week"]
        number = next(at for at, day in enumerate(self.weekdays) if named.startswith(day))
        if past:
            return today - timedelta(days=(today.weekday() - number - 1) % WEEK + 1)
        return today + timedelta(days=(number - today.weekday() - 1) % WEEK + 1)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return (
        "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)) + ")"
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date, *, coming: bool) -> date | None:
    years = [_date(year, month, day) for year in (today.year - 1, today.year, today.year + 1)]
    found = min((one for one in years if one), key=lambda one: abs((one - today).days), default=None)
    if coming and found is not None and (today - found).days > LONG_PAST:
        return _date(found.year + 1, month, day)
    return found
