"""Commands of the server about running it: serving, how it is doing, and who may see that from elsewhere."""

import getpass
from pathlib import Path

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _

_MOST_PROCESSES = 64
_MOST_A_MINUTE = 10_000_000


def add_to(hub: Group) -> None:
    """Add `hub serve`, `hub status` and `hub operator …`."""
    serve_ = _data(hub.command("serve", _("run the hub until Ctrl+C"), serve))
    serve_.add_argument("--host", default="127.0.0.1", metavar=_("HOST"), help=_("the address to listen on"))
    serve_.add_argument("--port", type=int, default=8443, metavar=_("PORT"), help=_("0 chooses a free one"))
    serve_.add_argument("--cert", metavar=_("FILE"), help=_("the TLS certificate; read again when it was renewed"))
    serve_.add_argument("--key", metavar=_("FILE"), help=_("its key"))
    serve_.add_argument("--client-ca", metavar=_("FILE"), help=_("whose certificates computers must show"))
    serve_.add_argument("--processes", type=_processes, metavar=_("N"), help=_("how many serve side by side (1–64)"))
    log = _("where a line of JSON for each request goes, without content; - = standard error")
    serve_.add_argument("--log", metavar=_("FILE"), help=log)
    proxies = _("addresses of proxies whose word is taken for where a request comes from, with commas between")
    serve_.add_argument("--proxies", metavar=_("ADDRESSES"), help=proxies)
    device = _("how many requests a minute one computer may make; 0 = no limit")
    serve_.add_argument("--device-rate", type=_rate, metavar=_("N"), help=device)
    address = _("how many requests a minute strangers at one address may make; 0 = no limit")
    serve_.add_argument("--address-rate", type=_rate, metavar=_("N"), help=address)
    _data(hub.command("status", _("tell how the hub is doing"), status))
    operator = hub.group("operator", _("who may see how the hub is doing, in a browser or by a program"), _("COMMAND"))
    add = _by(_data(operator.command("add", _("make a key for an operator, or a new one"), operator_add)))
    _name(add)
    add.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where the key is put"))
    _data(operator.command("list", _("list the operators"), operator_list))
    _name(_by(_data(operator.command("remove", _("take an operator's key away"), operator_remove))))


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser


def _by(parser: Options) -> Options:
    parser.add_argument(
        "--by", metavar=_("NAME"), help=_("who decides this; default: the account you are logged in as")
    )
    return parser


def _name(parser: Options) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("what the operator is called"))


def _processes(text: str) -> int:
    if not 1 <= int(text) <= _MOST_PROCESSES:
        raise ValueError
    return int(text)


def _rate(text: str) -> int:
    if not 0 <= int(text) <= _MOST_A_MINUTE:
        raise ValueError
    return int(text)


def serve(request: Request) -> None:
    """Run the hub; says where it listens once it does."""
    options, screen = request.options, request.terminal

    def ready(url: str) -> None:
        if not told:
            screen.line(f"listening on {url}", {"listening": url})  # scripts wait for these words
        told.append(url)

    told: list[str] = []
    more = {
        name: getattr(options, name)
        for name in ("client_ca", "processes", "log", "proxies", "device_rate", "address_rate")
        if getattr(options, name) is not None
    }
    wished = {"more": more} if more else {}
    request.given.hub_commands["serve"](
        request.hub_data, options.host, options.port, options.cert, options.key, ready=ready, **wished
    )


def status(request: Request) -> Answer:
    """How the hub is doing; what needs a person gives exit status 0 all the same."""
    found = _call(request, "status")
    return Answer(found, [f"{name}: {_plain(value)}" for name, value in found.items() if name != "acts"])


def operator_add(request: Request) -> Answer:
    """Make an operator's key; it goes to a file that only its owner may read."""
    from fieldnotes.casework.written_file import write_whole

    options = request.options
    made = _call(request, "operator_add", options.name, _who(request))
    write_whole(Path(options.out), f"{made['key']}\n".encode())
    words = _("The key of {name} is in {file}. It opens the status page and the figures, and nothing else.")
    told = words.format(name=options.name, file=options.out)
    return Answer({"operator": options.name, "file": str(options.out)}, [told])


def operator_list(request: Request) -> Answer:
    """Who may see how the hub is doing."""
    found = _call(request, "operator_list")
    rows = found["operators"]
    names = [str(row["name"]) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return Answer(found, names)


def operator_remove(request: Request) -> Answer:
    """Take a key away."""
    found = _call(request, "operator_remove", request.options.name, _who(request))
    return Answer(found, [_("{operator} sees nothing here any more.").format(**found)])


def _plain(value: Json) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(one) for one in value)
    return "–" if value is None else str(value)


def _call(request: Request, name: str, *values: Json) -> JsonObject:
    return request.given.hub_commands[name](request.hub_data, *values)


def _who(request: Request) -> str:
    return str(request.options.by or getpass.getuser())
