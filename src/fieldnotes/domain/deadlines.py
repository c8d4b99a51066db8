"""The days a case must keep, worked out from its dates. Knows no note; the clock only says how far it is."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Final

from fieldnotes.domain.cases import Case
from fieldnotes.domain.conditions import moment


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day to keep. `days_left` is negative once it has passed; `rule` is an id of rules.md."""

    rule: str
    due: dt.date
    days_left: int
    label_sv: str
    label_en: str

    def label(self, language: str) -> str:
        """Say what is due."""
        return self.label_en if language == "en" else self.label_sv


@dataclass(frozen=True, slots=True)
class _Limit:
    """One row of the table: in which phases, counted from which date, how long.

    `decided`: a date of the case that says the day itself and goes before the counting. `yearly`: comes back each
    year; the next one counts.
    """

    rule: str
    phases: frozenset[str]
    since: str
    months: int
    days: int
    label_sv: str
    label_en: str
    decided: str | None = None
    yearly: bool = False


AWAY: Final = frozenset({"placering", "utredning"})
ASSESSING: Final = frozenset({"skyddsbedomning", "forhandsbedomning"})
LIMITS: Final = (
    _Limit("VIS-3", ASSESSING, "received", 0, 14, "Förhandsbedömningen ska vara klar", "Preliminary assessment due"),
    _Limit(
        "VIS-4", frozenset({"utredning"}), "opened", 4, 0,
        "Utredningen ska vara klar", "Investigation due", decided="decision_deadline",
    ),
    _Limit(
        "VIS-6", frozenset({"placering"}), "placed", 6, 0,
        "Övervägande eller omprövning av vården", "Consideration or re-examination of care", decided="next_review",
    ),
    _Limit(
        "VIS-6", frozenset({"placering"}), "placed", 24, 0,
        "Fråga om att flytta över vårdnaden", "Question of moving custody", yearly=True,
    ),
    _Limit(
        "VIS-6", frozenset({"uppfoljning_utan_insats"}), "closed", 6, 0,
        "Uppföljningen ska vara avslutad", "Follow-up must end",
    ),
    _Limit(
        "VIS-6", AWAY, "contact_restricted", 3, 0,
        "Övervägande av begränsat umgänge", "Consideration of restricted contact", decided="contact_review",
    ),
    _Limit(
        "VIS-6", AWAY, "whereabouts_secret", 3, 0,
        "Övervägande av hemlig vistelseort", "Consideration of secret whereabouts", decided="whereabouts_review",
    ),
    _Limit(
        "VIS-6", AWAY, "emergency_home", 2, 0,
        "Placeringen i jourhem ska ha upphört", "Emergency home must have ended",
    ),
)  # fmt: skip
"""SoL 20:2 (14 days from receipt), 20:3 (4 months from opening), 22:13 and LVU 13 § (6 months; custody after 2 years,
then yearly), 23:5 (follow-up at most 6 months), LVU 14 § (restricted contact and secret whereabouts every 3 months),
SoL 22:4 (emergency home at most 2 months after the investigation: `emergency_home` is the day that ended)."""


def deadlines(case: Case, now: dt.datetime) -> tuple[Deadline, ...]:
    """Give the days this case must keep in its phase, the nearest first (VIS-3, VIS-4, VIS-6).

    A limit whose date the case does not know is left out.
    """
    today = now.date()
    found = [
        Deadline(limit.rule, due, (due - today).days, limit.label_sv, limit.label_en)
        for limit in LIMITS
        if case.phase in limit.phases
        for due in [_due(limit, case, today)]
        if due is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.rule, each.label_sv)))


def _due(limit: _Limit, case: Case, today: dt.date) -> dt.date | None:
    decided = _day(case, limit.decided)
    since = _day(case, limit.since)
    if decided is not None or since is None:
        return decided
    due = add_months(since, limit.months) + dt.timedelta(days=limit.days)
    year = 1
    while limit.yearly and due < today:
        due = add_months(since, limit.months + 12 * year)
        year += 1
    return due


def _day(case: Case, name: str | None) -> dt.date | None:
    value = getattr(case, name, None) or case.source.get(name) if name else None
    found = moment(value)
    if isinstance(found, dt.datetime):
        return found.date()
    return found if isinstance(found, dt.date) else None


def add_months(day: dt.date, months: int) -> dt.date:
    """Count whole months on; a day the month has not becomes its last (31 October + 4 months = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
