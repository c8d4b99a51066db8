"""Deputies from the hub's own command line: for a supervisor who cannot name one themselves."""

import getpass

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _


def add_to(hub: Group) -> None:
    """Add `hub deputy list|name|end`."""
    group = hub.group("deputy", _("who decides in a supervisor's place"), _("COMMAND"))
    _data(group.command("list", _("list the deputies"), list_))
    name_ = _data(group.command("name", _("name a deputy for some days"), name))
    name_.add_argument("--for", dest="principal", required=True, metavar=_("USER"), help=_("the supervisor"))
    name_.add_argument("--user", required=True, metavar=_("USER"), help=_("who decides in their place"))
    moment = _("a time with its offset, as 2026-06-01T00:00+02:00")
    name_.add_argument("--from", dest="begins", required=True, metavar=_("TIME"), help=moment)
    name_.add_argument("--until", dest="ends", required=True, metavar=_("TIME"), help=moment)
    end_ = _data(group.command("end", _("end a deputy's time now"), end))
    end_.add_argument("deputy", metavar=_("DEPUTY"), help=_("see 'hub deputy list'"))
    for parser in (name_, end_):
        by = _("who decides this; default: the account you are logged in as")
        parser.add_argument("--by", metavar=_("NAME"), help=by)


def list_(request: Request) -> Answer:
    """All deputies there ever were."""
    result = _call(request, "deputies")
    rows = result["deputies"]
    lines = [_line(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return Answer(result, lines or [_("Nobody stands in for anybody.")])


def name(request: Request) -> Answer:
    """Name a deputy."""
    options = request.options
    return _told(
        _call(request, "deputy_name", options.principal, options.user, options.begins, options.ends, _who(request))
    )


def end(request: Request) -> Answer:
    """End a deputy's time."""
    return _told(_call(request, "deputy_end", request.options.deputy, _who(request)))


def _told(row: JsonObject) -> Answer:
    return Answer(row, [_line(row)])


def _line(row: JsonObject) -> str:
    return "  ".join(str(row[key]) for key in ("id", "deputy", "for", "from", "until", "state"))


def _call(request: Request, what: str, *values: Json) -> JsonObject:
    return request.given.hub_commands[what](request.hub_data, *values)


def _who(request: Request) -> str:
    return str(request.options.by or getpass.getuser())


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser
