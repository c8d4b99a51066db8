"""Medians of time given back: what a person's notes took, month by month, and what a team's months took together.

Counts seconds, people and per cent. Knows no note, no name and no store; a group under five is never told (L8).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

MEASURES: Final = ("to_signed", "to_read", "to_approved", "typed", "spoken", "work")
"""In seconds: visit's end to signed; signed to read; signed to approved; typing; speaking; both together."""
SHOWN: Final = "shown"
"""Per cent of the notes that the family was shown."""
TOGETHER: Final = "together"
"""Per cent of the notes that the family answered in."""
FEWEST: Final = 5
"""A group of fewer people is told nothing about."""
HANDED_IN_AFTER: Final = timedelta(days=7)
"""So long after a month a device tells its own medians, so that most approvals are in."""
TOLD_AFTER: Final = timedelta(days=21)
"""So long after a month the team's medians are made, once and for all."""
_MINUTE: Final = 60
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class NoteTime:
    """What one note took, in seconds; None where nobody knows. `day`: when it was signed."""

    day: date
    typed: int = 0
    spoken: int = 0
    to_signed: int | None = None
    to_read: int | None = None
    to_approved: int | None = None
    shown: bool = False
    together: bool = False

    @property
    def work(self) -> int:
        """Seconds of typing and speaking."""
        return self.typed + self.spoken

    def value(self, measure: str) -> int | None:
        """Give one of `MEASURES`; work of a note that nobody measured is not known."""
        found: int | None = getattr(self, measure)
        return None if measure in ("typed", "spoken", "work") and not self.work else found


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians of some notes: how many, each measure's median in seconds and how many notes it rests on."""

    notes: int
    medians: Mapping[str, int | None] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)
    shown: int = 0
    together: int = 0


def median(values: Iterable[int]) -> int | None:
    """Give the middle value, of an even number the mean of the two in the middle, a half rounded up; None of none."""
    found = sorted(values)
    if not found:
        return None
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle] + 1) // 2


def figures(notes: Sequence[NoteTime]) -> Figures:
    """Work out the medians of some notes."""
    values = {each: [v for note in notes if (v := note.value(each)) is not None] for each in MEASURES}
    return Figures(
        notes=len(notes),
        medians={each: median(found) for each, found in values.items()},
        known={each: len(found) for each, found in values.items()},
        shown=sum(note.shown for note in notes),
        together=sum(note.together for note in notes),
    )


def by_month(notes: Iterable[NoteTime]) -> dict[str, list[NoteTime]]:
    """Sort notes by the month they were signed in, `YYYY-MM`, the earliest first."""
    found: dict[str, list[NoteTime]] = {}
    for note in sorted(notes, key=lambda each: each.day):
        found.setdefault(period_of(note.day), []).append(note)
    return found


def period_of(day: date) -> str:
    """Name the month of a day."""
    return f"{day.year:04}-{day.month:02}"


def end_of(period: str) -> date:
    """Give the first day after a month. ValueError for what names none."""
    first = date.fromisoformat(f"{period}-01")
    return (first + timedelta(days=31)).replace(day=1)


def is_over(period: str, now: datetime, margin: timedelta) -> bool:
    """Tell whether so much time has gone since a month ended."""
    return now.date() >= end_of(period) + margin


def own_month(notes: Sequence[NoteTime]) -> dict[str, int]:
    """Give what one person tells of a month: each median in whole minutes (as seconds), and whole per cent.

    A measure that nothing is known of is left out.
    """
    found = figures(notes)
    told = {each: _whole_minutes(value) for each, value in found.medians.items() if value is not None}
    if found.notes:
        told[SHOWN] = per_cent(found.shown, found.notes)
        told[TOGETHER] = per_cent(found.together, found.notes)
    return told


def of_a_team(months: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Give the medians over people, one value each: empty under five people, nor any measure that fewer have.

    `people` is told in steps of five, so that it tells of nobody whether they are among them.
    """
    if len(months) < FEWEST:
        return {}
    values = {each: [m[each] for m in months if each in m] for each in (*MEASURES, SHOWN, TOGETHER)}
    medians = {each: median(found) for each, found in values.items() if len(found) >= FEWEST}
    told = {each: value for each, value in medians.items() if value is not None}
    return {"people": len(months) // FEWEST * FEWEST, **told}


def per_cent(part: int, whole: int) -> int:
    """Give whole per cent, a half rounded up; 0 of none."""
    return (2 * _WHOLE * part + whole) // (2 * whole) if whole else 0


def _whole_minutes(seconds: int) -> int:
    return (seconds + _MINUTE // 2) // _MINUTE * _MINUTE
