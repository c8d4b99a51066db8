"""Commands of the server. What they do is the hub's affair; boot hands its functions in by name.

Each function is called with the hub's data folder first and gives a JSON object.
"""

import getpass
import json
from collections.abc import Callable
from pathlib import Path

from fieldnotes.cli import (
    hub_backup,
    hub_breach,
    hub_deliver,
    hub_deputies,
    hub_dispose,
    hub_escrow,
    hub_operating,
    hub_people,
    hub_templates,
)
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate as _

Run = Callable[[Request], Answer]
_LONGEST_LEASE = 365
_ACCESS_YEARS = range(5, 31)
_MORE = (
    hub_operating, hub_people, hub_templates, hub_escrow, hub_backup, hub_breach, hub_dispose, hub_deputies,
    hub_deliver,
)  # fmt: skip
"""Modules that add commands of their own."""


def add_to(program: Group) -> None:
    """Add `hub …`."""
    hub = program.group("hub", _("the server"), _("COMMAND"))
    _running(hub)
    _people(hub)
    for name, about in (
        ("users", _("list the people the hub knows")),
        ("units", _("list the units")),
        ("devices", _("list the devices that have joined")),
        ("keys", _("show the hub's public keys")),
    ):
        _data(hub.command(name, about, _listing(name)))
    policy_ = _data(hub.command("policy", _("show or set the rules the hub gives to devices"), policy))
    lease = _("how long a device goes without the hub before its recovery key is asked for (1–365)")
    policy_.add_argument("--lease-days", type=_days, metavar=_("DAYS"), help=lease)
    log_in = _("which levels of log-in at the hub let a person decide; none: the passphrase is enough")
    policy_.add_argument("--decision-login", nargs="*", metavar=_("LEVEL"), help=log_in)
    kept = _("how many years the access log is kept (5–30)")
    policy_.add_argument("--access-years", type=_years, metavar=_("YEARS"), help=kept)
    managed = _("what the program on the workplace's computers is held to: a policy file ('fieldnotes policy')")
    policy_.add_argument("--managed", metavar=_("FILE"), help=managed)
    _by(policy_)
    for more in _MORE:
        more.add_to(hub)
    quarantine = hub.group("quarantine", _("entries that were set aside"), _("COMMAND"))
    _data(quarantine.command("list", _("list what was set aside"), quarantine_list))
    for name, about in (
        ("show", _("show one entry that was set aside")),
        ("release", _("take an entry into the record after all")),
        ("refuse", _("keep an entry out for good")),
    ):
        one = _data(quarantine.command(name, about, _quarantine(name)))
        one.add_argument("entry", metavar=_("ENTRY"), help=_("see 'hub quarantine list'"))
        if name != "show":
            _by(one)


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser


def _running(hub: Group) -> None:
    init_ = _data(hub.command("init", _("make a hub"), init))
    init_.add_argument("--database", metavar="URL", help=_("postgresql+psycopg://…; without it SQLite in the folder"))
    hub_backup.add_blobs(init_)
    import_ = _data(hub.command("import", _("take in units, users and cases"), import_file))
    import_.add_argument("file", metavar=_("FILE"), help=_("an import file"))
    _data(hub.command("verify", _("check every entry, signature and running head"), verify))


def _people(hub: Group) -> None:
    invite_ = _data(hub.command("invite", _("invite a person's device, once"), invite))
    invite_.add_argument("--user", required=True, metavar=_("USER"), help=_("see 'hub users'"))
    invite_.add_argument("--url", metavar="URL", help=_("the address devices shall use"))
    invite_.add_argument("--code", action="store_true", help=_("print it as a code to paste, too"))
    invite_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    for name, about in (
        ("assign", _("let a user work with a case")),
        ("unassign", _("take a case away from a user")),
    ):
        parser = _data(hub.command(name, about, _assignment(name)))
        parser.add_argument("--case", required=True, metavar=_("CASE"), help=_("the case's id"))
        parser.add_argument("--user", required=True, metavar=_("USER"), help=_("see 'hub users'"))
    cases = hub.group("cases", _("cases at the hub"), _("COMMAND"))
    _data(cases.command("proposed", _("list the proposed cases"), _listing("cases_proposed")))
    bind_ = _data(hub.command("bind", _("say which case a proposed one turned out to be"), bind))
    bind_.add_argument("--proposed", required=True, metavar=_("CASE"), help=_("the proposed case"))
    bind_.add_argument("--case", required=True, metavar=_("CASE"), help=_("the right case"))
    handover_ = _data(hub.command("handover", _("give a worker's cases to a colleague"), handover))
    handover_.add_argument("--from", dest="leaving", required=True, metavar=_("USER"), help=_("who has them"))
    handover_.add_argument("--to", dest="taking", required=True, metavar=_("USER"), help=_("who gets them"))
    handover_.add_argument("--case", metavar=_("CASE"), help=_("one case only"))
    handover_.add_argument("--drafts-stay", action="store_true", help=_("although unsigned drafts are left"))
    revoke_ = _data(hub.command("revoke", _("withdraw a device's access"), revoke))
    revoke_.add_argument("device", metavar=_("DEVICE"), help=_("see 'hub devices'"))
    wiped = _("have it wiped once it has handed in what it has")
    revoke_.add_argument("--wipe", action="store_true", help=wiped)
    _by(revoke_)


def _by(parser: Options) -> None:
    """Name who decides; the person concerned reads it, and it stands in the log of what operators do."""
    parser.add_argument(
        "--by", metavar=_("NAME"), help=_("who decides this; default: the account you are logged in as")
    )


def _who(request: Request) -> str:
    return str(request.options.by or getpass.getuser())


def _call(request: Request, name: str, *values: Json) -> JsonObject:
    return request.given.hub_commands[name](request.hub_data, *values)


def _told(result: JsonObject) -> Answer:
    return Answer(result, _lines(result))


def init(request: Request) -> Answer:
    """Make a hub."""
    return _told(_call(request, "init", request.options.database, request.options.blobs))


def import_file(request: Request) -> Answer:
    """Take in an import file."""
    return _told(_call(request, "import", request.options.file))


def invite(request: Request) -> Answer:
    """Write an invitation: a secret, so only its owner may read the file."""
    from fieldnotes.casework.written_file import write_whole
    from fieldnotes.wire.invitation import Invitation

    options = request.options
    invitation = _call(request, "invite", options.user, options.url)
    path = Path(options.out)
    text = json.dumps(invitation, ensure_ascii=False, indent=1)
    write_whole(path, f"{text}\n".encode())
    result: dict[str, Json] = {"file": str(path), "user": options.user, "expires": invitation["expires"]}
    lines = [_("The invitation is in {file}. It can be used once.").format(file=path)]
    if options.code:  # a secret goes to the screen only for who asks for it
        code = Invitation.from_text(text).to_code()
        result["code"] = code
        lines += [_("The same as a code to paste; whoever has it can join as this person:"), code]
    return Answer(result, lines)


def revoke(request: Request) -> Answer:
    """Withdraw a device's access."""
    options = request.options
    return _told(_call(request, "revoke", options.device, options.wipe, _who(request)))


def policy(request: Request) -> Answer:
    """The rules for devices, with another lease or other levels of log-in when they are given."""
    days, levels = request.options.lease_days, request.options.decision_login
    if days is not None:
        _call(request, "set_lease", days, _who(request))
    if request.options.access_years is not None:
        _call(request, "set_access_years", request.options.access_years, _who(request))
    if request.options.managed is not None:
        _call(request, "set_managed", request.options.managed, _who(request))
    if levels is not None:
        _call(request, "set_decision_log_in", levels, _who(request))
    return _told(_call(request, "policy"))


def _years(text: str) -> int:
    if int(text) not in _ACCESS_YEARS:
        raise ValueError
    return int(text)


def _days(text: str) -> int:
    if not 1 <= int(text) <= _LONGEST_LEASE:
        raise ValueError
    return int(text)


def bind(request: Request) -> Answer:
    """Say which case a proposed one is."""
    return _told(_call(request, "bind", request.options.proposed, request.options.case))


def handover(request: Request) -> Answer:
    """Give a worker's cases to a colleague."""
    options = request.options
    return _told(_call(request, "handover", options.leaving, options.taking, options.case, options.drafts_stay))


def verify(request: Request) -> Answer:
    """Check everything; faults give exit status 1 beside the result."""
    result = _call(request, "verify")
    return Answer(result, _lines(result), status=0 if result["ok"] else 1)


def quarantine_list(request: Request) -> Answer:
    """What was set aside."""
    return _told(_call(request, "quarantine_list"))


def _listing(name: str) -> Run:
    return lambda request: _told(_call(request, name))


def _assignment(name: str) -> Run:
    return lambda request: _told(_call(request, name, request.options.case, request.options.user))


def _quarantine(name: str) -> Run:
    if name == "show":
        return lambda request: _told(_call(request, "quarantine_show", request.options.entry))
    return lambda request: _told(_call(request, f"quarantine_{name}", request.options.entry, _who(request)))


def _lines(result: JsonObject) -> list[str]:
    """Any result as lines: a list gives a line per row, everything else `name: value`."""
    lines: list[str] = []
    for name, value in result.items():
        if isinstance(value, list | tuple):
            lines += ["  ".join(_cells(row)) for row in value]
        else:
            lines.append(f"{name}: {'  '.join(_cells(value))}")
    return lines


def _cells(row: Json) -> list[str]:
    if isinstance(row, dict):
        return [", ".join(_cells(_worded(name, value))) for name, value in row.items()]
    if isinstance(row, list | tuple):
        return [", ".join(_cells(value)) for value in row]
    return ["" if row is None else str(row)]


def _worded(name: str, value: Json) -> Json:
    """A role is said in words; its id stands in the JSON."""
    return role_words(value, _) if name == "role" and isinstance(value, str) else value
