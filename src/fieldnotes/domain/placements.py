"""What following up a placement asks for: personal visits and talks alone with the child (VIS-5). Knows no entry.

The law says regularly; how often that is at the least is our own limit, as long as nobody has set another.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fieldnotes.domain.conditions import moment
from fieldnotes.domain.deadlines import Deadline, add_months
from fieldnotes.domain.json_value import Sections

TEMPLATE: Final = "hembesok_placering"
PLACED: Final = "placering"
RULE: Final = "VIS-5"
EVERY_MONTHS: Final = 3
"""Our limit; SoL 22 kap. 11 § says regularly."""
_NOT_HEARD: Final = "inte_hort"


@dataclass(frozen=True, slots=True)
class PlacedVisit:
    """A visit to a placed child that took place, and whether somebody talked with the child alone."""

    day: dt.date
    talked: bool


def placed_visit(template: str, sections: Sections) -> PlacedVisit | None:
    """Read a signed text as a visit where the child lives; None when it is none, or did not take place."""
    basics = sections.get("grunddata") or {}
    day = moment(basics.get("start"))
    if template != TEMPLATE or basics.get("outcome") != "genomfort" or not isinstance(day, dt.date):
        return None
    how = (sections.get("enskilt_samtal") or {}).get("how")
    day = day.date() if isinstance(day, dt.datetime) else day
    return PlacedVisit(day, isinstance(how, str) and how not in {"", _NOT_HEARD})


def follow_up_days(placed: str | None, visits: Iterable[PlacedVisit], today: dt.date) -> tuple[Deadline, ...]:
    """Give the day the next visit is due, and of the next talk alone with the child when that is another one.

    `placed`: the day the child was placed, which counts until there is a visit; unknown and never visited: nothing.
    """
    every = list(visits)
    visit = _due(placed, [each.day for each in every])
    talk = _due(placed, [each.day for each in every if each.talked])
    if visit is None or talk is None:
        return ()
    if visit == talk:
        both = ("Besök hos det placerade barnet, med eget samtal", "Visit to the placed child, with a talk alone")
        return (_deadline(visit, today, *both),)
    talks = ("Eget samtal med det placerade barnet", "Talk alone with the placed child")
    visits_words = ("Besök hos det placerade barnet", "Visit to the placed child")
    return (_deadline(talk, today, *talks), _deadline(visit, today, *visits_words))


def _due(placed: str | None, days: list[dt.date]) -> dt.date | None:
    since = max(days) if days else moment(placed)
    if isinstance(since, dt.datetime):
        since = since.date()
    return add_months(since, EVERY_MONTHS) if isinstance(since, dt.date) else None


def _deadline(due: dt.date, today: dt.date, swedish: str, english: str) -> Deadline:
    return Deadline(RULE, due, (due - today).days, swedish, english)
