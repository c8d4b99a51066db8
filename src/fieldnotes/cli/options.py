"""The grammar of the command line: parsers that speak the person's language. Knows no command."""

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from fieldnotes.language.translation import translate as _

_RECOVERY_KEY = "--recovery-key-file"


class WrongCommandLine(Exception):  # noqa: N818 - named as the person meets it
    """What was typed is no command; exit status 2."""


def _complaints() -> tuple[tuple[str, str], ...]:
    return (
        (r"the following arguments are required: (?P<what>.+)", _("{what} is missing")),
        (r"unrecognized arguments: (?P<what>.+)", _("{what} is not known")),
        (
            r"argument (?P<what>.+?): invalid choice: (?P<given>.+?) \(choose from (?P<of>.+)\)",
            _("{what} cannot be {given}; choose from {of}"),
        ),
        (r"argument (?P<what>.+?): invalid \S+ value: (?P<given>.+)", _("{what} cannot be {given}")),
        (r"argument (?P<what>.+?): expected .*", _("{what} needs a value")),
        (r"argument (?P<what>.+?): not allowed with argument (?P<of>.+)", _("{what} and {of} exclude each other")),
    )


def _worded(message: str) -> str:
    for pattern, words in _complaints():
        found = re.fullmatch(pattern, message)
        if found:
            return words.format(**found.groupdict())
    return message


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)  # type: ignore[arg-type] # passed on as it came


class Options(argparse.ArgumentParser):
    """A parser whose help and complaints are translated, and which never takes half a word for an option."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False, add_help=False, formatter_class=_Help)
        self._positionals.title = _("what")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed, by raising."""
        raise WrongCommandLine(_worded(message))


def everywhere(parser: Options) -> None:
    """Add the options every command has; a value given before the command is not lost after it."""
    quiet = argparse.SUPPRESS
    parser.add_argument("--json", action="store_true", default=quiet, help=_("answer with one JSON document"))
    parser.add_argument("--profile", metavar=_("FOLDER"), default=quiet, help=_("the profile's folder"))
    parser.add_argument(
        "--passphrase-file", metavar=_("FILE"), default=quiet, help=_("the passphrase is its first line")
    )
    beside = _("the recovery key is its first line; asked for beside the passphrase after too long without the hub")
    parser.add_argument(_RECOVERY_KEY, dest="recovery_key_beside", metavar=_("FILE"), default=quiet, help=beside)


def own_recovery_key(parser: Options, about: str, *, required: bool = False) -> None:
    """Let a command read a recovery key for what it does, instead of beside the passphrase."""
    parser._optionals.conflict_handler = "resolve"  # noqa: SLF001 - argparse looks for it in the group
    parser.add_argument(_RECOVERY_KEY, dest="recovery_key_file", required=required, metavar=_("FILE"), help=about)


class Group:
    """A place for commands: the program itself, or a word such as `note` before the command's own."""

    def __init__(self, parser: Options, label: str) -> None:
        self._commands = parser.add_subparsers(title=_("commands"), metavar=label, dest=f"command {label}")
        self._commands.required = True

    def group(self, name: str, about: str, label: str) -> "Group":
        """Open a group under a word."""
        return Group(self._parser(name, about), label)

    def command(self, name: str, about: str, run: Callable[..., object]) -> Options:
        """Add a command; `run` is called with the request."""
        parser = self._parser(name, about)
        everywhere(parser)
        parser.set_defaults(run=run)
        return parser

    def _parser(self, name: str, about: str) -> Options:
        return self._commands.add_parser(name, help=about, description=about)
