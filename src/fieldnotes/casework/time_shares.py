"""Own months made ready for the team's medians: one number a measure and month, only where the person has said yes."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import people_at
from fieldnotes.casework.time_given_back import may_share, own_notes, settle
from fieldnotes.domain.time_figures import HANDED_IN_AFTER, TOLD_AFTER, by_month, is_over, own_month
from fieldnotes.vault import times
from fieldnotes.vault.times import Share


def make_ready(desk: Desk) -> None:
    """Make ready the months that are over and whose medians have not been made yet; nothing unless it was chosen."""
    chosen = times.choices(desk.vault)
    if not (chosen.measuring and chosen.team):
        return
    people = people_at(desk)
    if not may_share(people):
        return
    settle(desk, people)
    now = desk.hub_now()
    made = [
        Share(period, people.me.unit, own_month(notes))
        for period, notes in by_month(own_notes(times.rows(desk.vault))).items()
        if is_over(period, now, HANDED_IN_AFTER) and not is_over(period, now, TOLD_AFTER)
    ]
    there = {share.period for share in times.shares(desk.vault)}
    times.make_ready(desk.vault, [share for share in made if share.period not in there])
