"""The command about one's own time: figures, what is chosen about them, notes of before the start, a table."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Desk
    from fieldnotes.casework.time_views import FiguresView, TeamMonthView

_ON_OFF = ("on", "off")
_MEASURES = ("to_signed", "to_read", "to_approved", "typed", "spoken", "work")


def add_to(program: Group) -> None:
    """Add `time`."""
    time_ = program.command("time", _("show how long your own notes took, in medians"), show)
    time_.add_argument("--measure", choices=_ON_OFF, help=_("measure your time, or stop"))
    time_.add_argument("--team", choices=_ON_OFF, help=_("count your months in the team's medians, or no longer"))
    time_.add_argument("--delete", action="store_true", help=_("delete everything that was measured"))
    time_.add_argument("--baseline", action="store_true", help=_("begin the two weeks before the start"))
    about = _("say how many minutes a note took that was written the old way")
    time_.add_argument("--before", type=int, metavar=_("MINUTES"), help=about)
    about = _("with --before: minutes from the visit's end until the note was done")
    time_.add_argument("--waited", type=int, metavar=_("MINUTES"), help=about)
    time_.add_argument("--shown", action="store_true", help=_("with --before: the family saw it before it was done"))
    time_.add_argument("--export", metavar=_("FILE"), help=_("write a table for a spreadsheet, without text or ids"))


def show(request: Request) -> Answer:
    """Do what is asked, then show the figures."""
    from fieldnotes.casework.time_export import export_times
    from fieldnotes.casework.time_given_back import time_given_back

    path = request.options.export
    if path and Path(path).exists():
        raise Refused(Code.FILE_EXISTS, file=Path(path).name)
    with request.desk() as desk:
        _choose(request, desk)
        exported = {"file": str(Path(path).absolute()), "notes": export_times(desk, Path(path))} if path else None
        seen = time_given_back(desk)
    lines = [_("Your time is measured.") if seen.measuring else _("Your time is not measured.")]
    lines += [_line(_("Your notes"), seen.now), *(_line(month.period, month.figures) for month in seen.months)]
    if seen.before.notes:
        lines.append(_line(_("Before the start"), seen.before))
    lines += [_team_line(month) for month in seen.teams]
    return Answer({**seen.to_json(), **({"exported": exported} if exported else {})}, lines)


def _choose(request: Request, desk: "Desk") -> None:
    """Do what the options ask, in the order in which it makes sense together."""
    from fieldnotes.casework import time_choices

    options = request.options
    if options.measure == "on":
        time_choices.measure(desk, on=True)
    if options.delete:
        time_choices.forget(desk)
    if options.team:
        time_choices.count_in_team(desk, on=options.team == "on")
    if options.baseline:
        time_choices.begin_baseline(desk)
    if options.before is not None:
        time_choices.tell_old_way(desk, options.before, options.waited, shown=options.shown)
    if options.measure == "off":
        time_choices.measure(desk, on=False)


def _line(name: str, figures: "FiguresView") -> str:
    known = [f"{each} {figures.minutes[each]:g}" for each in _MEASURES if figures.minutes[each] is not None]
    said = _("{name}: {count} notes").format(name=name, count=figures.notes)
    if not figures.notes:
        return said
    return f"{said}; {_('minutes')}: {', '.join(known) or '–'}; {_('shown')}: {figures.shown_percent} %"


def _team_line(month: "TeamMonthView") -> str:
    if month.few:
        return f"{month.period}  {month.unit_name}  {_('fewer than five')}"
    told = ", ".join(f"{key} {value:g}" for key, value in month.minutes.items())
    return f"{month.period}  {month.unit_name}  {told}"
