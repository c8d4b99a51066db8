"""Commands that keep the server safe: copy it, say that the copy counts, make it anew from one."""

import getpass

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.language.translation import translate as _


def add_to(hub: Group) -> None:
    """Add `hub backup`, `hub restore` and `hub backup-done`."""
    backup_ = _named(hub.command("backup", _("copy the hub into a new folder while it serves"), backup))
    backup_.add_argument("folder", metavar=_("FOLDER"), help=_("a new folder, best on another disk"))
    backup_.add_argument("--done", action="store_true", help=_("it counts at once: devices may let go of old things"))
    restore_ = _named(hub.command("restore", _("make the hub anew from a backup"), restore))
    restore_.add_argument("folder", metavar=_("FOLDER"), help=_("the backup"))
    restore_.add_argument(
        "--database", metavar="URL", help=_("postgresql+psycopg://…; without it SQLite in the folder")
    )
    done_ = _named(hub.command("backup-done", _("say that a backup lies safely elsewhere"), backup_done))
    done_.add_argument("--at", required=True, metavar=_("TIME"), help=_("the moment that 'hub backup' told"))


def _named(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    parser.add_argument(
        "--by", metavar=_("NAME"), help=_("who decides this; default: the account you are logged in as")
    )
    return parser


def _who(request: Request) -> str:
    return str(request.options.by or getpass.getuser())


def backup(request: Request) -> Answer:
    """Copy the hub."""
    options, given = request.options, request.given.hub_commands
    made = given["backup"](
        request.hub_data, options.folder, options.done, _who(request), progress=request.terminal.counting()
    )
    lines = [
        _("The backup is in {folder}. It holds everything received up to {at}.").format(**made),
        _("It also holds the hub's key, readable: guard it like the hub itself."),
    ]
    if not options.done:
        lines.append(_("Once it lies safely elsewhere: fieldnotes hub backup-done --at {at}").format(**made))
    return Answer(made, lines)


def restore(request: Request) -> Answer:
    """Make the hub anew."""
    options, given = request.options, request.given.hub_commands
    made: JsonObject = given["restore"](
        request.hub_data, options.folder, options.database, _who(request), progress=request.terminal.counting()
    )
    lines = [
        _("The hub is in {hub}, as it was at {at}. Devices bring what came after.").format(**made),
        _("What administrators did after that has to be done again: revocations, assignments, imports, invitations."),
    ]
    return Answer(made, lines)


def backup_done(request: Request) -> Answer:
    """Say that a backup counts."""
    done = request.given.hub_commands["backup_done"](request.hub_data, request.options.at, _who(request))
    return Answer(done, [_("Everything up to {backed_up_to} counts as backed up.").format(**done)])
