"""Commands of the server about a town's own templates: publish, list, withdraw, offer again."""

import getpass

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.hub_people import by_option
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _


def add_to(hub: Group) -> None:
    """Add `hub template …`."""
    template = hub.group("template", _("the town's own templates"), _("COMMAND"))
    publish_ = _data(template.command("publish", _("give checked templates to the units"), publish))
    publish_.add_argument("path", metavar=_("FILE"), help=_("a file of templates, or a folder of them"))
    only = _("a unit new notes are begun from them in; may be given again; without it everywhere")
    publish_.add_argument("--unit", action="append", default=[], metavar=_("UNIT"), help=only)
    by_option(publish_)
    _data(template.command("list", _("list every version of every template"), listed))
    for name, about, run in (
        ("withdraw", _("let no new note begin with a template"), withdraw),
        ("offer", _("let new notes begin with a template again"), offer),
    ):
        parser = _data(template.command(name, about, run))
        parser.add_argument("template", metavar=_("TEMPLATE"), help=_("see 'hub template list'"))
        parser.add_argument("--version", metavar=_("VERSION"), help=_("only this version of it"))
        by_option(parser)


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser


def publish(request: Request) -> Answer:
    """Check and publish; with one thing wrong nothing is published."""
    options = request.options
    done = _call(request, "template_publish", options.path, options.unit, _who(request))
    return Answer(done, _rows(done))


def listed(request: Request) -> Answer:
    """Every version, and where it is offered."""
    done = _call(request, "template_list")
    return Answer(done, _rows(done))


def withdraw(request: Request) -> Answer:
    """Notes that rest on it go on."""
    return _again(request, "template_withdraw")


def offer(request: Request) -> Answer:
    """The latest version, or the one that is named."""
    return _again(request, "template_offer")


def _again(request: Request, name: str) -> Answer:
    options = request.options
    done = _call(request, name, options.template, options.version, _who(request))
    return Answer(done, [options.template])


def _rows(done: JsonObject) -> list[str]:
    found = done.get("templates")
    return [_row(each) for each in found if isinstance(each, dict)] if isinstance(found, list | tuple) else []


def _row(each: JsonObject) -> str:
    state = "" if each.get("offered", True) else _("not offered")
    units = each.get("units")
    where = ", ".join(map(str, units)) if isinstance(units, list | tuple) else ""
    return "  ".join(filter(None, (str(each["id"]), str(each["version"]), str(each.get("label", "")), where, state)))


def _who(request: Request) -> str:
    return str(request.options.by or getpass.getuser())


def _call(request: Request, name: str, *values: Json) -> JsonObject:
    return request.given.hub_commands[name](request.hub_data, *values)
