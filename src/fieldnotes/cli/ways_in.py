"""Commands about the ways into a profile: passphrase, recovery key, PIN, the data key behind them all."""

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options, own_recovery_key
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `passphrase`, `recover`, `recovery-key` and `pin …`."""
    passphrase_ = _new_passphrase(program.command("passphrase", _("give the profile a new passphrase"), passphrase))
    rekey = _("change the data key too: everything is encrypted again, and the recovery key is a new one")
    passphrase_.add_argument("--rekey", action="store_true", help=rekey)
    recover_ = _new_passphrase(program.command("recover", _("open the profile with its recovery key"), recover))
    own_recovery_key(recover_, _("the recovery key"), required=True)
    recover_.add_argument("--keys", metavar=_("FILE"), help=_("a key file that was made with the organisation's keys"))
    program.command("recovery-key", _("make a new recovery key; it is shown once, the old one is void"), recovery_key)
    pin = program.group("pin", _("a PIN for this computer"), _("COMMAND"))
    set_ = pin.command("set", _("open the profile on this computer with a PIN as well"), set_pin)
    set_.add_argument("--pin-file", required=True, metavar=_("FILE"), help=_("the PIN is its first line"))
    pin.command("remove", _("take the PIN away"), remove_pin)


def _new_passphrase(parser: Options) -> Options:
    parser.add_argument(
        "--new-passphrase-file", required=True, metavar=_("FILE"), help=_("the new passphrase is its first line")
    )
    return parser


def passphrase(request: Request) -> Answer:
    """Set a new passphrase, and with `--rekey` a new data key under it."""
    from fieldnotes.casework import profile, ways_in

    options = request.options
    new = inputs.first_line(options.new_passphrase_file)
    if not options.rekey:
        with request.desk() as desk:
            profile.change_passphrase(desk, new)
            device = profile.whoami(desk).device
        return Answer({"device": device}, [_("The passphrase is changed.")])
    with request.desk() as desk:
        key = ways_in.rekey(desk, new, progress=request.terminal.counting())
        device = profile.whoami(desk).device
    said = _("The data key and the passphrase are changed. The recovery key is a new one; the old one is void.")
    return Answer({"device": device, "recovery_key": key}, [key, said, _keep_it()])


def recover(request: Request) -> Answer:
    """Open with the recovery key and set a new passphrase."""
    from pathlib import Path

    from fieldnotes.casework import profile

    if not profile.profile_exists(request.profile):
        raise Refused(Code.NO_PROFILE, folder=str(request.profile))
    options = request.options
    key = inputs.first_line(options.recovery_key_file)
    new = inputs.first_line(options.new_passphrase_file)
    brought = Path(options.keys) if options.keys else None
    desk = profile.recover(request.workshop(), request.profile, key, new, brought=brought)
    try:
        device = profile.whoami(desk).device
    finally:
        profile.lock(desk)
    return Answer({"device": device}, [_("The profile is open again, with the new passphrase.")])


def recovery_key(request: Request) -> Answer:
    """Make a new recovery key."""
    from fieldnotes.casework import ways_in

    with request.desk() as desk:
        key = ways_in.new_recovery_key(desk)
    return Answer({"recovery_key": key}, [key, _keep_it()])


def set_pin(request: Request) -> Answer:
    """Set a PIN for this computer."""
    from fieldnotes.casework import ways_in

    digits = inputs.first_line(request.options.pin_file)
    with request.desk() as desk:
        ways_in.set_pin(desk, digits)
    said = _("The PIN opens the profile on this computer, together with the computer's own keychain.")
    return Answer({"pin": "ready"}, [said])


def remove_pin(request: Request) -> Answer:
    """Take the PIN away."""
    from fieldnotes.casework import ways_in

    with request.desk() as desk:
        removed = ways_in.remove_pin(desk)
    return Answer({"removed": removed}, [_("The PIN is gone.") if removed else _("There was no PIN.")])


def _keep_it() -> str:
    return _("Write the recovery key down and keep it away from this computer. It is shown only now.")
