"""Commands that keep a profile safe on another disk, bring it back, or end it."""

from pathlib import Path

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, WrongCommandLine, own_recovery_key
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `backup`, `restore` and `wipe`."""
    backup_ = program.command("backup", _("copy the profile, encrypted, into a new folder"), backup)
    backup_.add_argument("folder", metavar=_("FOLDER"), help=_("a new folder, best on another disk"))
    restore_ = program.command("restore", _("make a profile out of a backup; it must join again"), restore)
    restore_.add_argument("folder", metavar=_("FOLDER"), help=_("the backup"))
    own_recovery_key(restore_, _("the recovery key, instead of the passphrase"))
    restore_.add_argument(
        "--new-passphrase-file",
        metavar=_("FILE"),
        help=_("with the recovery key: the new passphrase is its first line"),
    )
    wipe_ = program.command("wipe", _("destroy the profile on this computer, its keys first"), wipe)
    wipe_.add_argument(
        "--even-unsent", action="store_true", help=_("also when something is on this computer only and will be lost")
    )


def backup(request: Request) -> Answer:
    """Make a backup."""
    from fieldnotes.casework.backup import back_up

    with request.desk() as desk:
        made = back_up(desk, Path(request.options.folder), request.terminal.counting())
    said = _("The backup is in {folder}. It opens with the passphrase or the recovery key of today.")
    return Answer(made.to_json(), [said.format(folder=made.folder)])


def restore(request: Request) -> Answer:
    """Make a profile out of a backup."""
    from fieldnotes.casework import backup as keeping

    options, counting = request.options, request.terminal.counting()
    source = Path(options.folder)
    if (options.recovery_key_file is None) != (options.new_passphrase_file is None):
        raise WrongCommandLine(_("--recovery-key-file and --new-passphrase-file belong together"))
    if options.recovery_key_file is None:
        made = keeping.restore(request.workshop(), source, request.profile, request.passphrase(), counting)
    else:
        key = inputs.first_line(options.recovery_key_file)
        new = inputs.first_line(options.new_passphrase_file)
        made = keeping.restore_by_recovery_key(request.workshop(), source, request.profile, key, new, progress=counting)
    said = _("The profile is in {folder}, as a new computer. Ask for a new invitation and join again.")
    return Answer(made.to_json(), [said.format(folder=made.profile)])


def wipe(request: Request) -> Answer:
    """Destroy the profile; the rest of one whose end was cut short needs no passphrase."""
    from fieldnotes.casework import backup as keeping

    done = keeping.finish_wipe(request.workshop(), request.profile)
    if done is None:
        with request.desk() as desk:
            lose = keeping.would_be_lost(desk).total if request.options.even_unsent else 0
            done = keeping.wipe(desk, lose)
    return Answer(done.to_json(), [_("Nothing of the profile in {folder} is left.").format(folder=done.profile)])
