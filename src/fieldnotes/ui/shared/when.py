"""Times and days in the words people use; plain text in the language of the program, knows no Qt and no clock."""

from datetime import date, datetime, timedelta

from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n

NEAR_DAYS = 6
HOURS = 24


def clock_time(moment: datetime) -> str:
    """Write the time of day on this computer's clock: `14:02`."""
    return f"{moment.astimezone():%H:%M}"


def day(moment: date, today: date) -> str:
    """Write a day as near as it is: today, yesterday, tomorrow, `Fri 13 March`, `13 March 2027`."""
    distance = (moment - today).days
    near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}
    if distance in near:
        return near[distance]
    written = _("{day} {month}").format(day=moment.day, month=_months()[moment.month - 1])
    if abs(distance) <= NEAR_DAYS:
        return f"{_weekdays()[moment.weekday()]} {written}"
    return written if moment.year == today.year else f"{written} {moment.year}"


def full_day(on: date) -> str:
    """Write a day with its weekday, as the heading of a page."""
    return f"{_weekdays()[on.weekday()]} " + _("{day} {month}").format(day=on.day, month=_months()[on.month - 1])


def month_name(on: date) -> str:
    """Write the month of a day."""
    return _months()[on.month - 1]


def month_and_year(on: date) -> str:
    """Write the month of a day with its year."""
    return f"{month_name(on)} {on.year}"


def moment(at: datetime, now: datetime) -> str:
    """Write when something happened: the time alone today, otherwise day and time."""
    local, here = at.astimezone(), now.astimezone()
    if local.date() == here.date():
        return clock_time(at)
    if timedelta(0) <= here - local < timedelta(days=300):
        return f"{day(local.date(), here.date())} {clock_time(at)}"
    return day(local.date(), here.date())


def days_left(days: int) -> str:
    """Write how long until a day, or how long since it passed."""
    if days < 0:
        return _n("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("Today")
    return _n("{n} day left", "{n} days left", days).format(n=days)


def waiting_words(hours: int) -> str:
    """Write how long something has waited: hours, from a day on days."""
    if hours < 1:
        return _("less than an hour")
    if hours < HOURS:
        return _n("{n} hour", "{n} hours", hours).format(n=hours)
    days = hours // HOURS
    return _n("{n} day", "{n} days", days).format(n=days)


def _weekdays() -> tuple[str, ...]:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _months() -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
