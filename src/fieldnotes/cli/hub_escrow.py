"""Commands for the officers who can open a lost profile together. What they do is the hub's and the vault's affair."""

from pathlib import Path

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options, WrongCommandLine
from fieldnotes.cli.request import Request
from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _

_OFFICERS = 2


def add_to(hub: Group) -> None:
    """Add `hub escrow new` and `hub escrow open`."""
    escrow = hub.group("escrow", _("the organisation's way into a lost profile"), _("COMMAND"))
    new_ = _data(escrow.command("new", _("make an officer's key; two officers make a pair"), new))
    new_.add_argument("--officer", required=True, metavar=_("NAME"), help=_("who holds this key"))
    new_.add_argument("--kdf", choices=("floor",), help=_("the cheapest allowed key derivation, for tests"))
    new_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where the private half is written"))
    _passphrases(new_, _("the officer's passphrase is its first line; otherwise it is asked for"))
    open_ = _data(escrow.command("open", _("give a lost profile a new recovery key; two officers together"), open_lost))
    open_.add_argument("--keys", required=True, metavar=_("FILE"), help=_("the profile's keys.json"))
    open_.add_argument(
        "--officer-key", required=True, action="append", metavar=_("FILE"), help=_("an officer's key; twice")
    )
    _passphrases(open_, _("an officer's passphrase; twice, in the order of the keys"))
    open_.add_argument("--reason-file", required=True, metavar=_("FILE"), help=_("why, for the hub's log"))
    open_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where the opened copy is written"))


def new(request: Request) -> Answer:
    """Make an officer's key."""
    options = request.options
    (words,) = _asked(request, [options.officer], twice=True)
    result = request.given.hub_commands["escrow_new"](
        request.hub_data, options.officer, words, options.out, options.kdf == "floor"
    )
    lines = [_("The private half is in {file}. Keep it away from the hub and from every laptop.")]
    lines += [_paired(result["officers"])]
    return Answer(result, [line.format(file=result["file"]) for line in lines])


def open_lost(request: Request) -> Answer:
    """Open a lost profile's key file with both officers' keys; the new recovery key is shown once."""
    options = request.options
    if len(options.officer_key) != _OFFICERS:
        raise WrongCommandLine(_("give --officer-key twice, once for each officer"))
    reason = request.text(options.reason_file)
    words = _asked(request, options.officer_key)
    officers = [[file, said] for file, said in zip(options.officer_key, words, strict=True)]
    result = request.given.hub_commands["escrow_open"](request.hub_data, options.keys, officers, reason, options.out)
    told = _("The opened key file is in {file}. On the person's computer: 'fieldnotes recover --keys {file} …'.")
    once = _("Hand over the recovery key by itself, apart from the file. It is shown only now.")
    return Answer(result, [str(result["recovery_key"]), told.format(file=result["file"]), once])


def _data(parser: Options) -> Options:
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    return parser


def _passphrases(parser: Options, about: str) -> None:
    parser.add_argument("--officer-passphrase-file", action="append", metavar=_("FILE"), help=about)


def _asked(request: Request, whose: list[str], *, twice: bool = False) -> list[str]:
    """The officers' passphrases: from the files, in order, or each asked for; never the profile's own."""
    files = request.options.officer_passphrase_file or []
    if files and len(files) != len(whose):
        raise WrongCommandLine(_("give --officer-passphrase-file once for each officer's key"))
    if files:
        return [inputs.first_line(file) for file in files]
    found = []
    for one in whose:
        request.terminal.tell(_("Passphrase of {officer}:").format(officer=Path(one).name))
        found.append(inputs.passphrase(request.terminal, None, twice=twice))
    return found


def _paired(officers: Json) -> str:
    if isinstance(officers, list) and officers:
        return _("The pair is complete. Devices seal to it at their next exchange.")
    return _("The pair needs a second officer, with another name.")
