"""Commands that keep the server safe: copy it, say that the copy counts, make it anew from one."""

import getpass

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.language.translation import translate as _

_LONGEST = 365


def add_to(hub: Group) -> None:
    """Add `hub backup`, `hub backup-key`, `hub restore` and `hub backup-done`."""
    backup_ = _named(hub.command("backup", _("copy the hub into a new folder while it serves"), backup))
    backup_.add_argument("folder", metavar=_("FOLDER"), help=_("a new folder, best on another disk"))
    backup_.add_argument("--done", action="store_true", help=_("it counts at once: devices may let go of old things"))
    keep = _("how long it is kept at most (1–365; default 90): disposed cases are gone from backups after that")
    backup_.add_argument("--keep-days", type=_days, metavar=_("DAYS"), help=keep)
    over = _("destroy the backups beside it whose time is over")
    backup_.add_argument("--drop-expired", action="store_true", help=over)
    key_ = _named(hub.command("backup-key", _("make the key backups are sealed to from now on"), backup_key))
    key_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where the private half is written"))
    restore_ = _named(hub.command("restore", _("make the hub anew from a backup"), restore))
    restore_.add_argument("folder", metavar=_("FOLDER"), help=_("the backup"))
    restore_.add_argument(
        "--database", metavar="URL", help=_("postgresql+psycopg://…; without it SQLite in the folder")
    )
    add_blobs(restore_)
    restore_.add_argument("--key-file", metavar=_("FILE"), help=_("the key of a sealed backup"))
    told = _("disposals.json of a newer backup, so that no disposed case comes back; found by itself beside this one")
    restore_.add_argument("--disposals", metavar=_("FILE"), help=told)
    done_ = _named(hub.command("backup-done", _("say that a backup lies safely elsewhere"), backup_done))
    done_.add_argument("--at", required=True, metavar=_("TIME"), help=_("the moment that 'hub backup' told"))


def add_blobs(parser: Options) -> None:
    """Add where files lie to `hub init` and `hub restore`."""
    where = _("s3://BUCKET/PREFIX?endpoint=URL, where files lie; without it the folder")
    parser.add_argument("--blobs", metavar="URL", help=where)


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
        request.hub_data, options.folder, options.done, _who(request), options.keep_days, options.drop_expired,
        progress=request.terminal.counting(),
    )  # fmt: skip
    lines = [
        _("The backup is in {folder}. It holds everything received up to {at}.").format(**made),
        _("It is sealed; the file with the key opens it.")
        if made["sealed"]
        else _("It also holds the hub's key, readable: guard it like the hub itself."),
        _("Destroy it by {keep_until}: a case that is disposed of must be gone from backups one day.").format(**made),
    ]
    if not made["sealed"]:
        lines.append(_("To have backups sealed: fieldnotes hub backup-key -o FILE"))
    lines += _expired(made)
    if not options.done:
        lines.append(_("Once it lies safely elsewhere: fieldnotes hub backup-done --at {at}").format(**made))
    return Answer(made, lines)


def _expired(made: JsonObject) -> list[str]:
    """The backups beside it whose time is over, one line each."""
    found = made["expired"]
    word = _("Destroyed, for its time was over: {folder}") if made["destroyed"] else _("Its time is over: {folder}")
    return [word.format(folder=folder) for folder in found] if isinstance(found, list) else []


def _days(text: str) -> int:
    if not 1 <= int(text) <= _LONGEST:
        raise ValueError
    return int(text)


def backup_key(request: Request) -> Answer:
    """Make the key backups are sealed to."""
    made = request.given.hub_commands["backup_key"](request.hub_data, request.options.out, _who(request))
    lines = [
        _("The private half is in {file}. Keep it away from the hub and from the backups, in two places.").format(
            **made
        ),
        _("Without it no backup made from now on can be opened."),
    ]
    return Answer(made, lines)


def restore(request: Request) -> Answer:
    """Make the hub anew."""
    options, given = request.options, request.given.hub_commands
    made: JsonObject = given["restore"](
        request.hub_data, options.folder, options.database, _who(request), options.key_file, options.disposals,
        options.blobs, progress=request.terminal.counting(),
    )  # fmt: skip
    lines = [
        _("The hub is in {hub}, as it was at {at}. Devices bring what came after.").format(**made),
        _("What administrators did after that has to be done again: revocations, assignments, imports, invitations."),
    ]
    again, told = made["disposed_again"], _("{case} was disposed of after that, and is again.")
    lines += [told.format(case=case) for case in again] if isinstance(again, list) else []
    return Answer(made, lines)


def backup_done(request: Request) -> Answer:
    """Say that a backup counts."""
    done = request.given.hub_commands["backup_done"](request.hub_data, request.options.at, _who(request))
    return Answer(done, [_("Everything up to {backed_up_to} counts as backed up.").format(**done)])
