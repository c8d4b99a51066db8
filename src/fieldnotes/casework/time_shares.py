"""Own months made ready for the team's medians: one number a measure and month, only where the person has said yes."""

from datetime import date, timedelta

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import people_at
from fieldnotes.casework.time_given_back import may_share, own_notes, settle
from fieldnotes.domain.time_figures import HANDED_IN_AFTER, TOLD_AFTER, by_month, is_over, own_month, period_of
from fieldnotes.vault import times
from fieldnotes.vault.times import Share


def make_ready(desk: Desk) -> None:
    """Make ready the month that is over and whose medians have not been made yet; nothing unless it was chosen.

    Asked at every exchange, so it reads no note unless a month is due.
    """
    chosen = times.choices(desk.vault)
    if not (chosen.measuring and chosen.team):
        return
    now = desk.hub_now()
    period = _month_before(now.date())
    due = is_over(period, now, HANDED_IN_AFTER) and not is_over(period, now, TOLD_AFTER)
    if not due or any(share.period == period for share in times.shares(desk.vault)):
        return
    people = people_at(desk)
    if not may_share(people):
        return
    settle(desk, people)
    notes = by_month(own_notes(times.rows(desk.vault))).get(period, [])
    if notes:
        times.make_ready(desk.vault, [Share(period, people.me.unit, own_month(notes))])


def _month_before(day: date) -> str:
    return period_of(day.replace(day=1) - timedelta(days=1))
