"""What a person chooses about their own time: measured or not, counted in the team or not, told of before the start.

Off means off: nothing is measured and nothing is sent, and what the workplace has not used yet is taken back.
"""

from dataclasses import replace

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.people import people_at
from fieldnotes.casework.time_given_back import baseline_days, may_share, settle
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fold import Family
from fieldnotes.vault import times
from fieldnotes.vault.times import Choices
from fieldnotes.wire.ids import new_id

MOST_MINUTES = 600
"""Nobody writes one note for longer than a working day and a bit."""
MOST_WAITING_MINUTES = 60 * 24 * 30
_MINUTE = 60
_CHANGED = changed("time")


def measure(desk: Desk, *, on: bool) -> Changed:
    """Measure own time from now on, or stop; stopping lets go of work on unsigned notes and leaves the team."""
    chosen = times.choices(desk.vault)
    if on == chosen.measuring:
        return Changed()
    if on:
        times.choose(desk.vault, replace(chosen, measuring=True, since=desk.clock.now().isoformat()))
        return _CHANGED
    settle(desk)  # what is signed by now was measured whole
    _leave_team(desk, replace(chosen, measuring=False))
    times.drop_begun(desk.vault)
    return _CHANGED


def count_in_team(desk: Desk, *, on: bool) -> Changed:
    """Let own months be counted in the team's medians, or no longer. Refused: TIME_OFF, NO_TEAM."""
    chosen = times.choices(desk.vault)
    if on == chosen.team:
        return Changed()
    if not on:
        _leave_team(desk, chosen)
        return _CHANGED
    _require_measured(chosen)
    if not may_share(people_at(desk)):
        raise Refused(Code.NO_TEAM)
    times.choose(desk.vault, replace(chosen, team=True))
    return _CHANGED


def forget(desk: Desk) -> Changed:
    """Delete everything that was measured and told; the workplace is asked to forget what it has not used yet.

    What is measured from now on begins anew; whether it is measured stays as it was chosen.
    """
    chosen = times.choices(desk.vault)
    since = desk.clock.now().isoformat()
    times.choose(
        desk.vault, replace(chosen, since=since, baseline_from=None, withdraw=_has_told(desk) or chosen.withdraw)
    )
    times.forget_everything(desk.vault)
    return _CHANGED


def begin_baseline(desk: Desk) -> Changed:
    """Begin the two weeks in which notes are still written the old way; once begun they run to their end.

    Refused: TIME_OFF.
    """
    chosen = times.choices(desk.vault)
    _require_measured(chosen)
    today = desk.clock.now().date()
    days = baseline_days(chosen)
    if days is None or days[1] < today:
        times.choose(desk.vault, replace(chosen, baseline_from=today.isoformat()))
    return _CHANGED


def tell_old_way(desk: Desk, minutes: int, to_signed: int | None, *, shown: bool) -> Changed:
    """Keep what one note took that was written the old way: minutes of writing, minutes from the visit's end to done.

    Refused: TIME_OFF, BASELINE_CLOSED, WRONG_TYPE.
    """
    chosen = times.choices(desk.vault)
    _require_measured(chosen)
    days, today = baseline_days(chosen), desk.clock.now().date()
    if days is None or not days[0] <= today <= days[1]:
        raise Refused(Code.BASELINE_CLOSED)
    _require_between("minutes", minutes, 1, MOST_MINUTES)
    if to_signed is not None:
        _require_between("to_signed", to_signed, 1, MOST_WAITING_MINUTES)
    waited = None if to_signed is None else to_signed * _MINUTE
    family = Family.TOOK_PART if shown else Family.NOT_SHOWN
    times.add_old_way(desk.vault, new_id(desk.clock), today.isoformat(), minutes * _MINUTE, waited, family.value)
    return _CHANGED


def take_back(desk: Desk, row: str) -> Changed:
    """Take back what was said of one note written the old way."""
    if any(each.id == row and each.old_way for each in times.rows(desk.vault)):
        times.remove(desk.vault, row)
    return _CHANGED


def _leave_team(desk: Desk, chosen: Choices) -> None:
    times.choose(desk.vault, replace(chosen, team=False, withdraw=_has_told(desk) or chosen.withdraw))
    times.drop_shares(desk.vault)


def _has_told(desk: Desk) -> bool:
    return any(share.sent for share in times.shares(desk.vault))


def _require_measured(chosen: Choices) -> None:
    if not chosen.measuring:
        raise Refused(Code.TIME_OFF)


def _require_between(field: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Refused(Code.WRONG_TYPE, section="time", field=field, expected=f"a whole number from {least} to {most}")
