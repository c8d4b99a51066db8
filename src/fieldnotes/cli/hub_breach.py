"""Commands for the first hours after something happened: whom a lost device or a case that leaked concerns."""

import json
from collections.abc import Mapping
from pathlib import Path

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.hub_people import by_option
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _


def add_to(hub: Group) -> None:
    """Add `hub breach device` and `hub breach case`."""
    breach = hub.group("breach", _("what a report of a breach needs: whom it concerns, and how many"), _("COMMAND"))
    device_ = _asked(breach.command("device", _("what can have lain on one device"), device))
    device_.add_argument("about", metavar=_("DEVICE"), help=_("see 'hub devices'"))
    case_ = _asked(breach.command("case", _("who can have seen one case"), case))
    case_.add_argument("about", metavar=_("CASE"), help=_("the case's id"))


def _asked(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    parser.add_argument("-o", dest="out", metavar=_("FILE"), help=_("write it as JSON, too"))
    by_option(parser)
    return parser


def device(request: Request) -> Answer:
    """Tell what can have lain on a device."""
    return _told(request, "breach_device", "cases")


def case(request: Request) -> Answer:
    """Tell who can have seen a case."""
    return _told(request, "breach_case", "devices")


def _told(request: Request, name: str, rows: str) -> Answer:
    from getpass import getuser

    from fieldnotes.casework.written_file import write_whole

    options = request.options
    result = request.given.hub_commands[name](request.hub_data, options.about, str(options.by or getuser()))
    if options.out:
        write_whole(Path(options.out), f"{json.dumps(result, ensure_ascii=False, indent=1)}\n".encode())
    return Answer(result, [_concerned(result), *_rows(result[rows])])


def _concerned(result: JsonObject) -> str:
    found = result["concerned"]
    words = _("It concerns {people} people in {cases} cases with {notes} notes; {protected_cases} cases are protected.")
    return words.format(**found) if isinstance(found, Mapping) else ""


def _rows(rows: Json) -> list[str]:
    if not isinstance(rows, list | tuple):
        return []
    return ["  ".join(map(_plain, row.values())) for row in rows if isinstance(row, Mapping)]


def _plain(value: Json) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return "" if value is None else str(value)
