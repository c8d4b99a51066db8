"""Commands of a supervisor's deputies. The hub judges who may; nothing waits here for a network."""

from datetime import date

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `deputy list`, `deputy name` and `deputy end`."""
    group = program.group("deputy", _("who decides in a supervisor's place"), _("COMMAND"))
    group.command("list", _("list the deputies, as the hub last told"), list_)
    name_ = group.command("name", _("name a deputy for yourself"), name)
    name_.add_argument("--user", required=True, metavar=_("USER"), help=_("the colleague's id"))
    day = _("a day, as 2026-06-01; both days count")
    name_.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar=_("DAY"), help=day)
    name_.add_argument("--until", dest="last", type=date.fromisoformat, required=True, metavar=_("DAY"), help=day)
    end_ = group.command("end", _("end a deputy's time now"), end)
    end_.add_argument("deputy", metavar=_("DEPUTY"), help=_("see 'deputy list'"))


def list_(request: Request) -> Answer:
    """Deputies to come and of now first."""
    from fieldnotes.casework import deputies

    with request.desk() as desk:
        rows = deputies.deputies(desk)
    words = _("{id}  {name} for {principal}  {begins} – {ends}  {state}")
    lines = [
        words.format(
            id=row.id, name=row.deputy_name, principal=row.principal_name, begins=row.begins.isoformat(),
            ends=row.ends.isoformat(), state=row.state,
        )
        for row in rows
    ]  # fmt: skip
    return Answer({"deputies": rows}, lines or [_("Nobody stands in for anybody.")])


def name(request: Request) -> Answer:
    """Name a deputy from the first day until the end of the last."""
    from fieldnotes.casework import deputies

    options = request.options
    with request.desk() as desk:
        made, _changed = deputies.name(desk, options.user, options.first, options.last)
    return Answer({"deputy": made}, [made])


def end(request: Request) -> Answer:
    """End a naming now."""
    from fieldnotes.casework import deputies

    with request.desk() as desk:
        deputies.end(desk, request.options.deputy)
    return Answer({"deputy": request.options.deputy}, [request.options.deputy])
