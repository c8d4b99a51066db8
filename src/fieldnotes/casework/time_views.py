"""What is seen of time given back: medians in minutes and shares in per cent. Frozen values; no note, no name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fieldnotes.casework.view import View


@dataclass(frozen=True, slots=True)
class FiguresView(View):
    """Medians of so many notes, in minutes by measure (None where nothing is known), and how many each rests on.

    Measures: `to_signed` (from the visit's end), `to_read` and `to_approved` (from the signing), `typed`, `spoken`,
    `work` (both).
    """

    notes: int
    minutes: Mapping[str, float | None]
    known: Mapping[str, int]
    shown_percent: int
    together_percent: int


@dataclass(frozen=True, slots=True)
class MonthView(View):
    """Own notes that were signed in one month, `YYYY-MM`."""

    period: str
    figures: FiguresView


@dataclass(frozen=True, slots=True)
class TeamMonthView(View):
    """A team's medians over people, one value each; `few`: fewer than five took part, so nothing is told.

    `people`: at least so many. `minutes` holds only measures that five people or more have.
    """

    unit: str
    unit_name: str
    period: str
    few: bool
    people: int = 0
    minutes: Mapping[str, float] = field(default_factory=dict)
    percent: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OldWayView(View):
    """What was said of one note written without this program."""

    id: str
    day: date
    minutes: int
    to_signed_minutes: int | None
    shown: bool


@dataclass(frozen=True, slots=True)
class BaselineView(View):
    """The two weeks in which notes are still written the old way; None for days while they have not begun."""

    first: date | None
    last: date | None
    open: bool
    days_left: int
    notes: tuple[OldWayView, ...]


@dataclass(frozen=True, slots=True)
class TimeView(View):
    """Everything the person sees of their own time, and the medians of their team.

    `before` is of notes written the old way, `now` of those written here. `asked`: whether the months go to the team's
    medians; `may_share`: whether they can (a worker who has joined a workplace); `has_team`: whether
    there is a workplace at all.
    """

    measuring: bool
    team: bool
    may_share: bool
    has_team: bool
    now: FiguresView
    before: FiguresView
    months: tuple[MonthView, ...]
    teams: tuple[TeamMonthView, ...]
    baseline: BaselineView
