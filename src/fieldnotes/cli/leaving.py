"""The question before the program is taken off a computer: does anything lie here alone? Opens no profile."""

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `leave-check`."""
    asked = _("tell whether the program may be removed: nothing lies on this computer alone")
    check_ = program.command("leave-check", asked, leave_check)
    check_.add_argument("--everyone", action="store_true", help=_("look at everyone who uses this computer"))


def leave_check(request: Request) -> Answer:
    """Look at the closed profiles; refused while one may hold something that lies nowhere else."""
    from fieldnotes.casework.leaving import check_leaving

    everyone, named = request.options.everyone, getattr(request.options, "profile", None)
    more = [] if named and not everyone else request.given.profiles(everyone)
    folders = list(dict.fromkeys([*([] if everyone else [request.profile]), *more]))
    check_leaving(folders)
    profiles = [str(folder) for folder in folders if folder.is_dir()]
    said = _("Nothing lies on this computer alone. Profiles that stay here: {n}.").format(n=len(profiles))
    return Answer({"profiles": profiles}, [said])
