"""Time given back in words and as bars to draw: plain text and numbers, knows no Qt and no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from fieldnotes.casework.time_views import FiguresView, MonthView, TeamMonthView, TimeView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.when import month_and_year, month_name

Table: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Its heads, and its rows."""
MOST_MONTHS: Final = 12
"""So many of the latest months are drawn; the table holds all."""
_HOUR, _DAY = 60, 24 * 60
_LONG_MINUTES, _LONG_HOURS, _TEN = 120, 48, 10
"""From here on, what is smaller than the unit's half says nothing any more."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what it is, how much, and what it rests on or is held against."""

    name: str
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: its short name below, its parts from the bottom up, the number above it, and all of it as heard."""

    below: str
    parts: tuple[float, ...]
    above: str
    heard: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars of one measure; `line` is what it was before the start, None where nobody said."""

    name: str
    bars: tuple[Bar, ...]
    parts: tuple[str, ...] = ()
    line: float | None = None
    line_words: str = ""

    @property
    def words(self) -> str:
        """Say all of it in one sentence for those who hear it."""
        return ". ".join([*(bar.heard for bar in self.bars), *([self.line_words] if self.line_words else [])])


def duration(minutes: float | None) -> str:
    """Write minutes as people say them: minutes, then hours, then days; a dash for what nobody knows."""
    if minutes is None:
        return "–"
    whole = int(minutes + 0.5)
    if whole < _LONG_MINUTES:
        return _("{n} min").format(n=whole)
    hours, rest = divmod(whole, _HOUR)
    if hours < _LONG_HOURS:
        return _("{h} h {m} min").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)
    days, left = divmod(whole, _DAY)
    said = _n("{n} day", "{n} days", days).format(n=days)
    return f"{said} {_('{h} h').format(h=left // _HOUR)}" if left >= _HOUR else said


def share(percent: int) -> str:
    """Write per cent."""
    return _("{n} %").format(n=percent)


def names() -> Mapping[str, str]:
    """Give the name of each measure."""
    return {
        "to_signed": _("From the visit's end to signed"),
        "to_read": _("From signed to read"),
        "to_approved": _("From signed to approved"),
        "typed": _("Typing"),
        "spoken": _("Dictation"),
        "work": _("Writing and dictating"),
        "shown": _("Shown to the family"),
        "together": _("The family answered"),
    }


def tiles(seen: TimeView) -> tuple[Tile, ...]:
    """Give the figures of all own notes, each with what it was before the start."""
    found = [_tile(each, seen) for each in ("to_signed", "work", "to_read", "to_approved")]
    if seen.now.notes:
        parted = _("{typed} typing, {spoken} dictation").format(
            typed=duration(seen.now.minutes["typed"]), spoken=duration(seen.now.minutes["spoken"])
        )
        found[1] = Tile(found[1].name, found[1].value, "\n".join(filter(None, (parted, found[1].about))))
    before = share(seen.before.shown_percent) if seen.before.notes else ""
    answered = _("The family answered in {share}").format(share=share(seen.now.together_percent))
    about = "\n".join(filter(None, (answered, _before(before))))
    return (*found, Tile(names()["shown"], share(seen.now.shown_percent), about))


def plots(seen: TimeView) -> tuple[Plot, ...]:
    """Give what is drawn of own months: waiting for the signature, work, the decision, what was shown."""
    months, before = seen.months[-MOST_MONTHS:], seen.before
    parted = _timed("work", [(m.period, m.figures.minutes["work"], _parts(m.figures)) for m in months], before)
    shown = tuple(
        Bar(
            month_short(month.period),
            (month.figures.shown_percent,),
            str(month.figures.shown_percent),
            f"{month_words(month.period)}: {share(month.figures.shown_percent)}",
        )
        for month in months
    )
    was = before.shown_percent if before.notes else None
    return (
        _waited("to_signed", months, before),
        replace(parted, parts=(names()["typed"], names()["spoken"])),
        _waited("to_approved", months, before),
        Plot(_in(names()["shown"], "%"), shown, (), was, _before(share(before.shown_percent)) if before.notes else ""),
    )


def table(seen: TimeView) -> Table:
    """Give the same months as a table: its heads, then a row each, the latest first; before the start comes last."""
    heads = (_("Month"), _("Notes"), *_heads())
    rows = [_row(month_words(month.period), month.figures) for month in reversed(seen.months)]
    if seen.before.notes:
        rows.append(_row(_("Before the start"), seen.before))
    return heads, tuple(rows)


def team_table(teams: Sequence[TeamMonthView]) -> Table:
    """Give the team's months as a table, the latest first."""
    told = ("to_signed", "to_read", "to_approved", "typed", "spoken")
    heads = (_("Month"), _("Unit"), *_heads())
    rows = []
    for month in teams:
        few = _("fewer than five") if month.few else None
        times = (few or duration(month.minutes.get(each)) for each in told)
        shown = few or ("–" if "shown" not in month.percent else share(month.percent["shown"]))
        rows.append((month_words(month.period), month.unit_name, *times, shown))
    return heads, tuple(rows)


def team_plots(teams: Sequence[TeamMonthView]) -> tuple[Plot, ...]:
    """Give each unit's months from the visit's end to signed; none for a unit of which nothing is told."""
    units = dict.fromkeys((each.unit, each.unit_name) for each in teams)
    made = []
    for unit, name in units:
        told = [m for m in reversed(teams) if m.unit == unit and "to_signed" in m.minutes][-MOST_MONTHS:]
        values = [(month.period, month.minutes["to_signed"], (month.minutes["to_signed"],)) for month in told]
        plot = _timed("to_signed", values, FiguresView(0, {}, {}, 0, 0))
        made += [replace(plot, name=f"{name}: {plot.name}")] if told else []
    return tuple(made)


def month_words(period: str) -> str:
    """Write a month with its year."""
    return month_and_year(_first(period))


def month_short(period: str) -> str:
    """Write a month as short as it goes below a bar; January tells the year."""
    first = _first(period)
    name = month_name(first)[:3]
    return f"{name} {first.year}" if first.month == 1 else name


def _first(period: str) -> date:
    return date.fromisoformat(f"{period}-01")


def _tile(measure: str, seen: TimeView) -> Tile:
    known, notes = seen.now.known.get(measure, 0), seen.now.notes
    rests = _n("known of {known} of {n} note", "known of {known} of {n} notes", notes).format(known=known, n=notes)
    held = _before(duration(seen.before.minutes.get(measure))) if seen.before.known.get(measure) else ""
    about = "\n".join(filter(None, (rests if known != notes else "", held)))
    return Tile(names()[measure], duration(seen.now.minutes.get(measure)), about)


def _before(value: str) -> str:
    return _("Before the start: {value}").format(value=value) if value else ""


def _waited(measure: str, months: Sequence[MonthView], before: FiguresView) -> Plot:
    values = [(m.period, m.figures.minutes[measure], (m.figures.minutes[measure] or 0,)) for m in months]
    return _timed(measure, values, before)


def _timed(measure: str, months: Sequence[tuple[str, float | None, tuple[float, ...]]], before: FiguresView) -> Plot:
    """Draw minutes in the unit that the highest bar is told in."""
    was = before.minutes.get(measure)
    unit, name = _unit(max([sum(parts) for _period, _value, parts in months], default=0))
    bars = (
        Bar(
            month_short(period),
            parts,
            "–" if value is None else _number(value / unit),
            f"{month_words(period)}: {duration(value)}",
        )
        for period, value, parts in months
    )
    return Plot(_in(names()[measure], name), tuple(bars), (), was, _before(duration(was)) if was is not None else "")


def _unit(most: float) -> tuple[int, str]:
    if most < _LONG_MINUTES:
        return 1, _("minutes")
    return (_HOUR, _("hours")) if most < _LONG_HOURS * _HOUR else (_DAY, _("days"))


def _number(value: float) -> str:
    """Write a number with one decimal where it is small."""
    whole, tenth = divmod(int(value * _TEN + 0.5), _TEN)
    if whole >= _TEN:
        return str(int(value + 0.5))
    return _("{whole}.{tenth}").format(whole=whole, tenth=tenth) if tenth else str(whole)


def _in(name: str, unit: str) -> str:
    return _("{name} ({unit})").format(name=name, unit=unit)


def _parts(figures: FiguresView) -> tuple[float, ...]:
    """Split the median of the work as typing and dictation stand to each other: medians of parts do not add up."""
    work, typed, spoken = (figures.minutes[each] or 0 for each in ("work", "typed", "spoken"))
    both = typed + spoken
    return (work, 0) if not both else (work * typed / both, work * spoken / both)


def _heads() -> tuple[str, ...]:
    """Name the measures as short as a table wants them."""
    waits = (_("Signed after"), _("Read after"), _("Approved after"))
    return (*waits, names()["typed"], names()["spoken"], names()["shown"])


def _row(name: str, figures: FiguresView) -> tuple[str, ...]:
    measures = ("to_signed", "to_read", "to_approved", "typed", "spoken")
    times = (duration(figures.minutes.get(each)) for each in measures)
    return (name, str(figures.notes), *times, share(figures.shown_percent))
