"""Commands about who one is at the hub: how one may log in, and logging in."""

from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.inputs import asked_secret
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.cli.wordings import moment
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.log_in import LoggedIn, LogInWays


def add_to(program: Group) -> None:
    """Add `login` and `login-ways`."""
    login_ = program.command("login", _("prove to the hub who you are, which a decision may ask for"), login)
    login_.add_argument("--browser", action="store_true", help=_("at the identity provider, in the browser"))
    login_.add_argument("--password-file", metavar=_("FILE"), help=_("the password of your account, first line"))
    login_.add_argument("--new-password-file", metavar=_("FILE"), help=_("the one to have from now on, first line"))
    program.command("login-ways", _("tell how you may log in at the hub, and when you last did"), login_ways)


def login(request: Request) -> Answer:
    """Log in: by password, or in the browser, whose address is shown for who must open it by hand."""
    from fieldnotes.casework import log_in

    options = request.options
    with request.desk() as desk:
        if options.browser:
            done = log_in.by_browser(desk, lambda url: _open(request, url), lambda: False)
        else:
            password = asked_secret(request.terminal, options.password_file, _("Password at the hub: "))
            new = options.new_password_file
            fresh = asked_secret(request.terminal, new, "") if new else None
            done = log_in.by_password(desk, password, fresh)
    return Answer(done.to_json(), [_told(done)])


def login_ways(request: Request) -> Answer:
    """How one may log in, and the last time one did."""
    from fieldnotes.casework import log_in

    with request.desk() as desk:
        ways, last = log_in.ways(desk), log_in.last(desk)
    found = {**ways.to_json(), "last": None if last is None else last.to_json()}
    return Answer(found, [*_ways(ways), *([] if last is None else [_told(last)])])


def _open(request: Request, url: str) -> bool:
    """Show the address and try the browser: who sits at a terminal without one copies it."""
    import webbrowser

    request.terminal.tell(_("Log in at: {url}").format(url=url))
    webbrowser.open(url)
    return True


def _told(done: "LoggedIn") -> str:
    words = _("Logged in {at} ({acr}); good for decisions.") if done.enough else _("Logged in {at} ({acr}).")
    return words.format(at=moment(done.at), acr=done.acr)


def _ways(ways: "LogInWays") -> list[str]:
    lines = [_("With the password of your account: 'login'.")] if ways.password else []
    if ways.provider is not None:
        lines.append(_("At {provider}: 'login --browser'.").format(provider=ways.provider))
    if not lines:
        lines = [_("There is no way to log in at this hub. Your passphrase is enough to decide.")]
    return [*lines, *([_("A decision asks for it.")] if ways.needed else [])]
