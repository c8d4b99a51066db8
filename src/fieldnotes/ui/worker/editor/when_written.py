"""Dates and times as a hurried person types them, read into the forms of the record. Knows no Qt and no clock."""

import re
from datetime import date, datetime, time, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_WEEKDAYS = (
    ("mån", "mon"),
    ("tis", "tue"),
    ("ons", "wed"),
    ("tor", "thu"),
    ("fre", "fri"),
    ("lör", "sat"),
    ("sön", "sun"),
)
_NEAR = {"idag": 0, "i dag": 0, "today": 0, "imorgon": 1, "i morgon": 1, "tomorrow": 1, "igår": -1, "i går": -1}


def read_date(text: str, today: date) -> date | None:
    """Read `2026-03-20`, `20260320`, `20/3`, `20 mars`, `idag`, `fredag` or `+7`; nothing when it is no date.

    A day without a year is the one nearest to today, and a weekday is the next one.
    """
    words = re.sub(r"^(senast|den|by|the)\s+", "", text.strip().lower()).removeprefix("den ")
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if found := re.fullmatch(r"\+(\d{1,3})", words):
        return today + timedelta(days=int(found[1]))
    if found := re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return _day_of_month(words, today) or _weekday(words, today)


def read_time(text: str) -> time | None:
    """Read `15:05`, `15.05`, `1505` or `15`; nothing when it is no time of day."""
    found = re.fullmatch(r"(?:kl\.?\s*)?(\d{1,2})(?:[:.]?(\d\d))?", text.strip().lower())
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


def with_zone(day: date, at: time, before: str | None) -> str:
    """Write a moment with its offset (RFC 3339): the offset of the earlier value, else that of this computer."""
    moment = datetime.combine(day, at)
    if before:
        earlier = datetime.fromisoformat(before)
        if earlier.date() == day and earlier.tzinfo is not None:
            return moment.replace(tzinfo=earlier.tzinfo).isoformat()
    return moment.astimezone().isoformat()


def _day_of_month(words: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{1,2})\s*[/.]\s*(\d{1,2})", words):
        return _nearest(int(found[2]), int(found[1]), today)
    found = re.fullmatch(r"(\d{1,2})\s+([a-zåäö]{3,9})\.?(?:\s+(\d{4}))?", words)
    month = _month(found[2]) if found else None
    if not found or month is None:
        return None
    return _day(int(found[3]), month, int(found[1])) if found[3] else _nearest(month, int(found[1]), today)


def _month(word: str) -> int | None:
    short = word[:3]
    if short in _ENGLISH:
        return _ENGLISH[short]
    return MONTHS.index(short) + 1 if short in MONTHS else None


def _weekday(word: str, today: date) -> date | None:
    for number, starts in enumerate(_WEEKDAYS):
        if word.startswith(starts):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    found = [_day(year, month, day) for year in (today.year - 1, today.year, today.year + 1)]
    return min((d for d in found if d), key=lambda d: abs((d - today).days), default=None)
