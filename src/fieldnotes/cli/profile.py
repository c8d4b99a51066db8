"""Commands about the profile: make, join, verify, try out."""

from collections.abc import Mapping
from pathlib import Path

from fieldnotes.cli import ways_in
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `init`, `join`, `passphrase`, `recover`, `verify` and `demo`."""
    init_ = program.command("init", _("make an encrypted profile; the recovery key is shown once"), init)
    init_.add_argument("--name", default="", metavar=_("NAME"), help=_("who works here"))
    init_.add_argument("--kdf", choices=("floor",), help=_("the cheapest allowed key derivation, for tests"))
    join_ = program.command("join", _("enrol this profile at a hub"), join)
    join_.add_argument(
        "--invitation", required=True, metavar=_("FILE"), help=_("the invitation or its code, '-' = pasted")
    )
    ways_in.add_to(program)
    program.command("verify", _("check every byte rule, hash and signature in the profile"), verify)
    demo_ = program.command("demo", _("try everything out in a throwaway folder"), demo)
    demo_.add_argument("--headless", action="store_true", help=_("walk the whole road without windows"))
    demo_.add_argument("--audio", metavar=_("SOUND"), help=_("another recording than the shipped visit"))
    demo_.add_argument("--out", metavar=_("FOLDER"), help=_("where everything is put"))


def init(request: Request) -> Answer:
    """Make a profile."""
    from fieldnotes.casework import profile

    if profile.profile_exists(request.profile):
        raise Refused(Code.PROFILE_EXISTS, folder=str(request.profile))
    options = request.options
    words = request.passphrase(twice=True)
    desk, key = profile.create_profile(
        request.workshop(), request.profile, words, options.name, floor=options.kdf == "floor"
    )
    try:
        device = profile.whoami(desk).device
    finally:
        profile.lock(desk)
    advice = _("Write the recovery key down and keep it away from this computer. It is shown only now.")
    return Answer({"recovery_key": key, "device": device}, [key, advice])


def join(request: Request) -> Answer:
    """Enrol at a hub."""
    from fieldnotes.casework import profile

    invitation = request.text(request.options.invitation)
    with request.desk() as desk:
        joined = profile.join(desk, str(invitation))
    return Answer(joined.to_json(), [_("{name} has joined {hub}.").format(name=joined.user_name, hub=joined.hub)])


def verify(request: Request) -> Answer:
    """Check everything; faults give exit status 1 beside the result."""
    from fieldnotes.casework.verify import verify as look
    from fieldnotes.language.fault_words import fault_sentence

    with request.desk() as desk:
        found = look(desk, request.terminal.counting())
    word = _("{n} entries, all sound.") if found.ok else _("{n} entries, with faults:")
    lines = [word.format(n=found.entries), *(fault_sentence(fault) for fault in found.faults)]
    return Answer(found.to_json(), lines, status=0 if found.ok else 1)


def demo(request: Request) -> Answer:
    """Run the try-out that boot builds."""
    options = request.options
    result = request.given.demo(
        headless=options.headless,
        audio=Path(options.audio) if options.audio else None,
        out=Path(options.out) if options.out else None,
        tell=request.terminal.tell,
    )
    return Answer(dict(result), _demo_lines(result))


def _demo_lines(result: Mapping[str, object]) -> list[str]:
    """What a curious person wants to know: what happened, and where to look."""
    pictures = result.get("pictures")
    lines = [_("The worker's profile is in {folder}.").format(folder=result["profile"])]
    lines += [_("The supervisor's profile is in {folder}.").format(folder=result["supervisor_profile"])]
    lines += [_("The passphrase of both is in {file}.").format(file=result["passphrase_file"])]
    if "pdf" not in result:
        return lines
    done = _("The note was dictated, completed, shown, signed, synced, asked about and answered. It is {state}.")
    state = _("approved") if result["state"] == "approved" else result["state"]
    lines = [done.format(state=state), _("The note as a PDF: {file}").format(file=result["pdf"]), *lines]
    if isinstance(pictures, list) and pictures:
        lines.insert(2, _("Pictures of the windows: {folder}").format(folder=Path(pictures[0]).parent))
    return lines
