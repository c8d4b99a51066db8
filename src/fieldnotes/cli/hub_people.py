"""Commands of the server about people's accounts, the identity provider, and what a decision asks for."""

from pathlib import Path

from fieldnotes.cli.access_words import access_lines
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.inputs import first_line, read_text
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _


def add_to(hub: Group) -> None:
    """Add `hub account …` and `hub provider …`."""
    account = hub.group("account", _("people's own accounts at the hub"), _("COMMAND"))
    open_ = _data(account.command("open", _("give a person an account, or a new start in theirs"), account_open))
    _user(open_)
    open_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where the first password is put"))
    by_option(open_)
    _data(account.command("list", _("list who has an account"), account_list))
    close = _data(account.command("close", _("take a person's account away"), account_close))
    _user(close)
    by_option(close)
    provider = hub.group("provider", _("where people log in besides their accounts"), _("COMMAND"))
    _data(provider.command("show", _("show what is set up"), provider_show))
    _provider_set(_data(provider.command("set", _("say where people log in (OpenID Connect)"), provider_set)))
    report = _data(
        hub.command("access-report", _("check a month of the access log: who looked at what"), access_report)
    )
    report.add_argument("--month", metavar="YYYY-MM", help=_("default: last month"))
    report.add_argument("--unit", metavar=_("UNIT"), help=_("only cases of this unit; see 'hub units'"))
    by_option(report)
    remove = _data(provider.command("remove", _("let nobody log in there any more"), provider_remove))
    by_option(remove)


def by_option(parser: Options) -> None:
    """Name who decides; it stands in the log of what operators do."""
    parser.add_argument(
        "--by", metavar=_("NAME"), help=_("who decides this; default: the account you are logged in as")
    )


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser


def _user(parser: Options) -> None:
    parser.add_argument("--user", required=True, metavar=_("USER"), help=_("see 'hub users'"))


def _provider_set(parser: Options) -> None:
    parser.add_argument("--issuer", required=True, metavar="URL", help=_("the provider's address, as it names itself"))
    parser.add_argument("--client-id", required=True, metavar=_("NAME"), help=_("what this hub is called there"))
    parser.add_argument("--client-secret-file", metavar=_("FILE"), help=_("its secret there, where it has one"))
    parser.add_argument("--name", metavar=_("NAME"), help=_("what people read on the button; default: the issuer"))
    parser.add_argument("--subject", default="sub", metavar=_("CLAIM"), help=_("which claim holds the user's id here"))
    parser.add_argument("--scope", default="openid", metavar=_("WORDS"), help=_("what is asked for; 'openid' among it"))
    parser.add_argument("--acr", nargs="*", default=(), metavar=_("LEVEL"), help=_("accepted levels, the best first"))
    parser.add_argument("--ca", metavar=_("FILE"), help=_("the provider's own CA (PEM)"))
    by_option(parser)


def account_open(request: Request) -> Answer:
    """Open an account; its first password goes to a file that only its owner may read."""
    from fieldnotes.casework.written_file import write_whole

    options = request.options
    made = _call(request, "account_open", options.user, _who(request))
    write_whole(Path(options.out), f"{made['password']}\n".encode())
    words = _("The first password of {user} is in {file}. It is changed at the first log-in.")
    told = words.format(user=options.user, file=options.out)
    return Answer({"user": options.user, "file": str(options.out)}, [told])


def account_list(request: Request) -> Answer:
    """Who has an account."""
    return _listed(_call(request, "account_list"), "accounts")


def account_close(request: Request) -> Answer:
    """Take an account away."""
    result = _call(request, "account_close", request.options.user, _who(request))
    return Answer(result, [_("{user} has no account any more.").format(user=result["user"])])


def provider_show(request: Request) -> Answer:
    """What is set up."""
    return _provider(_call(request, "provider_show"))


def provider_set(request: Request) -> Answer:
    """Say where people log in; secret and CA come from files."""
    options = request.options
    about: dict[str, Json] = {
        "issuer": options.issuer, "client_id": options.client_id, "name": options.name or options.issuer,
        "subject": options.subject, "scope": options.scope, "acr": [*options.acr],
        "ca": str(read_text(request.terminal, options.ca)) if options.ca else None,
    }  # fmt: skip
    secret = first_line(options.client_secret_file) if options.client_secret_file else None
    return _provider(_call(request, "provider_set", about, secret, _who(request)))


def provider_remove(request: Request) -> Answer:
    """Let nobody log in there any more."""
    return _provider(_call(request, "provider_remove", _who(request)))


def access_report(request: Request) -> Answer:
    """Check a month of the access log."""
    options = request.options
    result = _call(request, "access_report", options.month, options.unit, _who(request))
    return Answer(result, access_lines(result))


def _provider(result: JsonObject) -> Answer:
    found = result["provider"]
    if not isinstance(found, dict):
        return Answer(result, [_("No identity provider is set up.")])
    return Answer(result, [f"{name}: {_plain(value)}" for name, value in found.items()])


def _listed(result: JsonObject, name: str) -> Answer:
    rows = result[name]
    lines = (
        ["  ".join(_plain(value) for value in row.values()) for row in rows if isinstance(row, dict)]
        if isinstance(rows, list)
        else []
    )
    return Answer(result, lines)


def _plain(value: Json) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return " ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


def _call(request: Request, name: str, *values: Json) -> JsonObject:
    return request.given.hub_commands[name](request.hub_data, *values)


def _who(request: Request) -> str:
    import getpass

    return str(request.options.by or getpass.getuser())
