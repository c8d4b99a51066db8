"""What a plain version says otherwise than the note: days, times, numbers, names, promises. Hints; it stops nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fieldnotes.language.plain_text import sentences
from fieldnotes.language.promises import ENOUGH, US, Promise, PromiseReader, likeness, pairs
from fieldnotes.language.said_days import DayWords, SaidDay
from fieldnotes.language.same_amounts import Fact, numbers, often, times, without
from fieldnotes.language.same_names import WORKER, People, Somebody, once

__all__ = ["ADDED", "CHANGED", "MISSING", "Comparer", "Difference", "Somebody"]

MISSING: Final = "missing"
"""Stands in the note and not in the plain version."""
ADDED: Final = "added"
"""Stands in the plain version and not in the note."""
CHANGED: Final = "changed"
"""Both say it, and not the same: another doer, another day, no longer sure, or the opposite."""

_MONTHS: Final = r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
LOOSE_DAY: Final = re.compile(
    rf"(?<!\w)(?:(?:vecka|v\.?)\s*(?P<week>\d{{1,2}})(?!\d)|(?P<next>nästa|nästkommande)\s+(?P<unit>vecka|månad|år)"
    rf"|(?P<month>{_MONTHS})(?:\s+(?P<in>\d{{4}}))?|(?P<year>(?:19|20)\d\d))(?!\w)",
    re.IGNORECASE,
)
LISTED: Final = re.compile(
    rf"(?<!\w)(?P<days>(?:den\s+)?\d{{1,2}}(?:,\s*(?:den\s+)?\d{{1,2}})*)\s+(?:och|till|eller)\s+(?:den\s+)?\d{{1,2}}\s+(?P<month>{_MONTHS})",
    re.IGNORECASE,
)
"""Days that share their month: den 17 och den 24 april."""
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
CODE: Final = re.compile(r"(?<!\w)[A-ZÅÄÖ]{1,4}-?\d{2,4}-\d+")
"""A case number."""
SOURCE: Final = re.compile(r"\([^()\n]*\)(?=\s*(?:\n|$))|\[[^\[\]\n]*\](?=\s*(?:\n|$))|\((?:vårdnadshavare|barn)\)")
"""Who told it and who agreed, as a record says it after a line."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the two say differently. Offsets count characters; a side that says nothing of it is 0, 0."""

    kind: str
    way: str
    words: str = field(repr=False)
    note: tuple[int, int] = (0, 0)
    plain: tuple[int, int] = (0, 0)
    other: str = field(default="", repr=False)
    """The other side's words, where both say something."""


@dataclass(frozen=True)
class Comparer:
    """Compares texts of one note: who is in the case, for whom the plain version is, which day the visit was."""

    days: DayWords = field(repr=False)
    today: date
    people: Sequence[Somebody] = field(repr=False)
    audience: str

    def compare(self, note: str, plain: str, *, agreed: bool = False, elsewhere: str = "") -> tuple[Difference, ...]:
        """Say what differs, in the order of kinds; nothing when both say the same. Never raises on any text.

        `agreed`: the text tells what was agreed. `elsewhere`: the rest of the note, which the
        plain version may draw on.
        """
        if not plain.strip():
            return ()
        note = SOURCE.sub(lambda found: " " * len(found[0]), note)
        promises = list(self._promises(note, plain, agreed=agreed))
        found = [*self._facts(note, plain, elsewhere), *self._names(note, plain, elsewhere)]
        return (*(each for each in found if not any(_within(each, around) for around in promises)), *promises)

    def _facts(self, note: str, plain: str, elsewhere: str) -> Iterator[Difference]:
        ours, theirs = self._read(note), self._read(plain)
        today = Fact("date", frozenset({self.today.isoformat()}), 0, 0)
        for each in _unanswered(ours, [*theirs, today]):
            yield Difference(each.kind, MISSING, note[each.start : each.end], note=(each.start, each.end))
        for each in _unanswered(theirs, [*ours, *self._read(elsewhere), today]):
            yield Difference(each.kind, ADDED, plain[each.start : each.end], plain=(each.start, each.end))

    def _read(self, text: str) -> list[Fact]:
        text = CODE.sub(lambda found: " " * len(found[0]), text)
        found = list(often(text))
        for listed in LISTED.finditer(text):
            month = _MONTHS.split("|").index(listed["month"].lower()) + 1
            found += [
                Fact("date", self._day_keys(found_day), listed.start() + day.start(), listed.start() + day.end())
                for day in re.finditer(r"\d{1,2}", listed["days"])
                if (found_day := _day(self.today.year, month, int(day[0]))) is not None
            ]
        found += [
            Fact("date", self._day_keys(each.day) | _weekly(text[each.start : each.end]), each.start, _bare(text, each))
            for each in self.days.days(without(text, found), self.today, coming=True)
        ]
        for reader in (self._loose, times, numbers):
            found += list(reader(without(text, found)))
        return found

    @staticmethod
    def _day_keys(day: date) -> frozenset[str]:
        return frozenset({day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}"})

    def _loose(self, text: str) -> Iterator[Fact]:
        """Read weeks, months and years that name no day; a day in that month answers a month."""
        for found in LOOSE_DAY.finditer(text):
            low = {name: value.lower() for name, value in found.groupdict().items() if value}
            if "week" in low:
                key = f"week {int(low['week'])}"
            elif "next" in low:
                key = f"next {low['unit']}"
            elif "month" in low:
                month = _MONTHS.split("|").index(low["month"]) + 1
                year = int(low.get("in") or self.today.year + (month < self.today.month - 2))
                key = f"{year}-{month:02}"
            else:
                key = low["year"]
            yield Fact("date", frozenset({key}), found.start(), found.end())

    def _names(self, note: str, plain: str, elsewhere: str) -> Iterator[Difference]:
        who = People(self.people, self.audience)
        ours, theirs = who.named(note, plain), who.named(plain, note)
        around = {**who.named(elsewhere, note), **ours}
        stands = {word for each in sentences(plain) for word in (token.low for token in each.words)}
        for name, (at, known) in once(ours):
            if name not in theirs and not who.stood_for(name, known, stands, theirs):
                yield Difference("name", MISSING, name, note=(at, at + len(name)))
        said = {word for each in sentences(note) for word in (token.low for token in each.words)}
        said |= {word for each in sentences(elsewhere) for word in (token.low for token in each.words)}
        for name, (at, known) in once(theirs):
            if name not in around and not who.stood_for(name, known, said, around):
                yield Difference("name", ADDED, name, plain=(at, at + len(name)))

    def _promises(self, note: str, plain: str, *, agreed: bool) -> Iterator[Difference]:
        who = People(self.people, self.audience)
        ours = PromiseReader(self.days, self.today, who.called(US, spoken_to=False)).read(note, agreed=agreed)
        theirs = PromiseReader(self.days, self.today, who.called(US, spoken_to=True)).read(plain, agreed=agreed)
        joined = pairs(ours, theirs)
        for one, other in joined:
            if (one.said or other.said) and self._differs(one, other):
                yield Difference("promise", CHANGED, _words(plain, other), _span(one), _span(other), _words(note, one))
        for one in ours:
            if one.said and not _again(one, [mine for mine, _ in joined]):
                yield Difference("promise", MISSING, _words(note, one), note=_span(one))
        for other in theirs:
            if other.said and not _again(other, [yours for _, yours in joined]):
                yield Difference("promise", ADDED, _words(plain, other), plain=_span(other))

    def _differs(self, one: Promise, other: Promise) -> bool:
        doers = {one.doer, other.doer}
        another = "" not in doers and len(doers) > 1 and not (US in doers and self._together(doers))
        moved = bool(one.days) and bool(other.days) and one.days.isdisjoint(other.days)
        return another or moved or one.firm != other.firm or one.negated != other.negated

    def _together(self, doers: set[str]) -> bool:
        """Tell whether "vi" may well mean the worker by name."""
        return any(each.id in doers and each.role == WORKER for each in self.people)


def _unanswered(asked: Iterable[Fact], answers: Sequence[Fact]) -> Iterator[Fact]:
    """Give what nothing answers, each of it once."""
    told: list[Fact] = []
    for each in asked:
        if not each.soft and not any(_answers(each, other) for other in (*answers, *told)):
            told.append(each)
            yield each


def _again(one: Promise, joined: Iterable[Promise]) -> bool:
    """Tell whether a promise was joined, or only says again what one that was joined says."""
    return any(one is other or likeness(one, other) > ENOUGH for other in joined)


def _weekly(words: str) -> frozenset[str]:
    """Give the key of a weekday told without a date: "på lördagen" answers "på lördagar"."""
    day = re.search(r"måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag", words.lower())
    return frozenset({f"1 {day[0]}"} if day and not re.search(r"\d", words) else ())


def _bare(text: str, said: SaidDay) -> int:
    """Leave the full stop out that may also be the dot of a short month."""
    return said.end - text[said.start : said.end].endswith(".")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _answers(one: Fact, other: Fact) -> bool:
    """Tell whether one fact answers another; of two days the day itself counts, of a day and a month the month."""
    if {one.kind, other.kind} == {"date", "often"}:
        return not one.keys.isdisjoint(other.keys)
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        days = [
            {key for key in each.keys if len(key) == len("2026-03-12") and key[:1].isdigit()} for each in (one, other)
        ]
        if all(days):
            return days[0] == days[1]
    return one.same(other)


def _within(one: Difference, promise: Difference) -> bool:
    """Tell whether something is told already with the promise it stands in, one that only one side makes."""
    if promise.way != one.way:
        return False
    mine, around = (one.note, promise.note) if one.way == MISSING else (one.plain, promise.plain)
    return around[0] <= mine[0] and mine[1] <= around[1]


def _span(promise: Promise) -> tuple[int, int]:
    return promise.start, promise.end


def _words(text: str, promise: Promise) -> str:
    return text[promise.start : promise.end].strip()
