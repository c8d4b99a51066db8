"""Commands of the server about case systems: where approved notes go, sending them, what failed, receipts by hand."""

import getpass

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.hub_people import by_option
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _

_STATES = ("waiting", "sending", "delivered", "failed", "dropped")
_MOST = 1000


def add_to(hub: Group) -> None:
    """Add `hub deliver …`."""
    deliver = hub.group("deliver", _("approved notes on their way to case systems"), _("COMMAND"))
    connect_ = _data(deliver.command("connect", _("say where approved notes go"), connect))
    connect_.add_argument("name", metavar=_("NAME"), help=_("what it is called here: small letters, digits, - and _"))
    connect_.add_argument("--kind", required=True, metavar=_("KIND"), help=_("eark, fhir, by_hand, or one installed"))
    setting = _("a setting: folder=… for eark, url=… for fhir; may be given again")
    connect_.add_argument("--set", dest="settings", action="append", default=[], metavar="NAME=VALUE", help=setting)
    ca = _("the certificate authority the system's certificate is checked by")
    connect_.add_argument("--ca", metavar=_("FILE"), help=ca)
    secret = _("a file whose first line is the token shown there")
    connect_.add_argument("--secret-file", metavar=_("FILE"), help=secret)
    by_option(connect_)
    disconnect_ = _data(deliver.command("disconnect", _("let nothing more go there"), disconnect))
    disconnect_.add_argument("name", metavar=_("NAME"), help=_("see 'hub deliver connectors'"))
    by_option(disconnect_)
    _data(deliver.command("connectors", _("show where approved notes go"), connectors))
    run_ = _data(deliver.command("run", _("hand over what was approved"), run))
    run_.add_argument("--most", type=int, default=_MOST, metavar=_("COUNT"), help=_("how many notes at most"))
    list_ = _data(deliver.command("list", _("show how far each note has come"), listed))
    list_.add_argument("--state", choices=_STATES, help=_("only these"))
    retry_ = _data(deliver.command("retry", _("try again what failed or waits"), retry))
    retry_.add_argument("note", nargs="?", metavar=_("NOTE"), help=_("one note; without it all of them"))
    by_option(retry_)
    done_ = _data(deliver.command("done", _("a person has copied a note there"), done))
    done_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    done_.add_argument("--to", required=True, metavar=_("NAME"), help=_("see 'hub deliver connectors'"))
    receipt = _("a file whose first line is the receipt: its number over there")
    done_.add_argument("--receipt-file", required=True, metavar=_("FILE"), help=receipt)
    by_option(done_)


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser


def connect(request: Request) -> Answer:
    """Set up a way into a case system; what was approved before goes there, too."""
    options = request.options
    settings = dict(each.partition("=")[::2] for each in options.settings)
    if options.ca:
        settings["ca"] = request.text(options.ca)
    secret = _first_line(request, options.secret_file) if options.secret_file else None
    done = _call(request, "deliver_connect", options.name, options.kind, settings, secret, _who(request))
    return Answer(done, [options.name])


def disconnect(request: Request) -> Answer:
    """What was handed over stays written down."""
    done = _call(request, "deliver_disconnect", request.options.name, _who(request))
    return Answer(done, [request.options.name])


def connectors(request: Request) -> Answer:
    """No secret is shown."""
    done = _call(request, "deliver_connectors")
    rows = _rows(done, "connectors")
    return Answer(done, ["  ".join((str(each["name"]), str(each["kind"]))) for each in rows])


def run(request: Request) -> Answer:
    """Queue and send; what the system does not take now is tried again, so the status is 0 unless something failed."""
    counting = request.terminal.counting()
    done = request.given.hub_commands["deliver_run"](request.hub_data, request.options.most, counting)
    lines = [f"{name}: {count}" for name, count in done.items()]
    return Answer(done, lines, status=1 if done["failed"] else 0)


def listed(request: Request) -> Answer:
    """Numbers and ids, no word of a note."""
    done = _call(request, "deliver_list", request.options.state)
    return Answer(done, [_line(each) for each in _rows(done, "deliveries")])


def retry(request: Request) -> Answer:
    """One note, or everything."""
    done = _call(request, "deliver_retry", request.options.note, _who(request))
    return Answer(done, [str(done["again"])])


def done(request: Request) -> Answer:
    """Write the receipt down; whoever knows the case sees it."""
    options = request.options
    receipt = _first_line(request, options.receipt_file)
    told = _call(request, "deliver_done", options.note, options.to, receipt, _who(request))
    return Answer(told, [str(told["receipt"])])


def _line(each: JsonObject) -> str:
    parts = (each["number"], each["note"], each["to"], each["state"], each["done"] or each["next"], each["receipt"],
             each["why"])  # fmt: skip
    return "  ".join(str(part) for part in parts if part)


def _rows(done: JsonObject, name: str) -> list[JsonObject]:
    found = done[name]
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list | tuple) else []


def _first_line(request: Request, file: str) -> str:
    return request.text(file).partition("\n")[0].strip()


def _who(request: Request) -> str:
    return str(request.options.by or getpass.getuser())


def _call(request: Request, name: str, *values: Json) -> JsonObject:
    return request.given.hub_commands[name](request.hub_data, *values)
