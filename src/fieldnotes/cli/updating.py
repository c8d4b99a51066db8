"""Commands about newer versions of the program: look for one, put it in place for the next start. Opens no profile."""

from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.update_views import UpdateView


def add_to(program: Group) -> None:
    """Add `update check` and `update install`."""
    group = program.group("update", _("newer versions of the program"), _("COMMAND"))
    _source(group.command("check", _("look whether there is a newer version"), check))
    _source(group.command("install", _("put the newest version in place for the next start"), install))


def check(request: Request) -> Answer:
    """Look for a newer version."""
    from fieldnotes.casework.updates import look

    found = look(request.workshop(), request.options.source)
    return Answer(found.to_json(), _lines(found))


def install(request: Request) -> Answer:
    """Put the newest version beside this one."""
    from fieldnotes.casework.updates import stage

    found = stage(request.workshop(), request.options.source, request.terminal.counting())
    return Answer(found.to_json(), _lines(found))


def _source(command: Options) -> None:
    about = _("a folder or an https address to look in, instead of the one that is set")
    command.add_argument("--from", dest="source", default="", metavar=_("FOLDER|ADDRESS"), help=about)


def _lines(found: "UpdateView") -> list[str]:
    from fieldnotes.language.update_words import state_words

    words = state_words(found.state.value, found.running, found.newest)
    return [words, found.news] if found.news and found.newest != found.running else [words]
