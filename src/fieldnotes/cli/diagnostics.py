"""Looks around on this machine, and writes a report for support when asked. What may stand in it the domain says."""

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.managed import policy_check
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fieldnotes.casework.diagnostics import Reported
    from fieldnotes.cli.request import MachineCheck


def add_to(program: Group) -> None:
    """Add `doctor`."""
    doctor_ = program.command("doctor", _("tell what this machine offers and lacks"), doctor)
    about = _("also write a report for support: versions and counts, no name, no text, no folder")
    doctor_.add_argument("--bundle", metavar=_("FILE"), help=about)


def doctor(request: Request) -> Answer:
    """Look around; something missing is no failure."""
    found = [*request.given.machine(), *_own_checks(request)]
    checks = [{"name": name, "ok": ok, "detail": detail} for name, ok, detail in found]
    words = {True: _("ok"), False: _("NO")}
    lines = [f"{words[ok]}  {name}  {detail}" for name, ok, detail in found]
    if not request.options.bundle:
        return Answer({"checks": checks}, lines)
    made = _report(request, found)
    said = _("The report is in {file}. It tells {n} facts about this computer, and nothing about anybody.")
    return Answer({"checks": checks, "report": made.to_json()}, [*lines, said.format(file=made.file, n=made.facts)])


def _report(request: Request, found: "Sequence[MachineCheck]") -> "Reported":
    """Write the report; with the profile's counts where it opens without asking anybody."""
    from fieldnotes.casework.diagnostics import write_report

    seen = {f"check.{name}": ok for name, ok, _detail in found}
    with ExitStack() as stack:
        desk = None
        if request.opens_by_itself:
            with suppress(FieldNotesError):  # one that does not open is just what somebody asks support about
                desk = stack.enter_context(request.desk())
        return write_report(request.workshop(), request.profile, Path(request.options.bundle), desk, seen)


def _own_checks(request: Request) -> "list[MachineCheck]":
    from fieldnotes.casework.profile import profile_exists

    return [
        ("profile", profile_exists(request.profile), str(request.profile)),
        _speech(request),
        policy_check(request),
        ("hub data", request.given.hub_folder.is_dir(), str(request.given.hub_folder)),
    ]


def _speech(request: Request) -> "MachineCheck":
    from fieldnotes.casework.speech_models import models
    from fieldnotes.cli.hints import advice

    try:
        found = models(request.workshop())
    except FieldNotesError as error:
        return "speech models", False, advice(error)
    own = [model.name for model in found if not model.test]
    if own:
        return "speech models", True, ", ".join(own)
    return "speech models", False, _("only the test model, which does not understand people")
