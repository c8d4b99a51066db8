"""Commands about drafts: list them, see what lies in safe-keeping from another computer, bring it here."""

from typing import TYPE_CHECKING

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, WrongCommandLine, own_recovery_key
from fieldnotes.cli.request import Request
from fieldnotes.cli.wordings import moment, row_line
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n

if TYPE_CHECKING:
    from fieldnotes.casework.draft_views import DraftView, FetchedView
    from fieldnotes.casework.safe_keeping import OldSecret


def add_to(program: Group) -> None:
    """Add `draft list`, `draft kept` and `draft fetch`."""
    drafts = program.group("draft", _("drafts on this computer"), _("COMMAND"))
    drafts.command("list", _("list the drafts"), list_drafts)
    drafts.command("kept", _("list what lies in safe-keeping from your other computers"), kept)
    fetch_ = drafts.command("fetch", _("bring drafts here from safe-keeping"), fetch)
    about = _("a file with the other computer's passphrase on its first line")
    fetch_.add_argument("--old-passphrase-file", metavar=_("FILE"), help=about)
    own_recovery_key(fetch_, _("or with its recovery key"))


def list_drafts(request: Request) -> Answer:
    """The drafts, the last changed first."""
    from fieldnotes.casework import write_note

    with request.desk() as desk:
        rows = write_note.draft_list(desk)
    lines = [f"{row_line(row)}  {age_words(row.draft)}" if row.draft else row_line(row) for row in rows]
    return Answer({"drafts": rows}, lines or [_("There is no note.")])


def kept(request: Request) -> Answer:
    """What lies at the hub from other computers: how much and from when."""
    from fieldnotes.casework import safe_keeping

    with request.desk() as desk:
        found = safe_keeping.look(desk)
    words = _("{drafts} drafts, kept {kept}, from the computer {device} that joined {joined}")
    lines = [
        words.format(drafts=one.drafts, kept=moment(one.kept_at), device=one.device, joined=moment(one.joined_at))
        for one in found
    ]
    return Answer({"computers": found}, lines or [_("Nothing lies there from another computer.")])


def fetch(request: Request) -> Answer:
    """Bring the drafts here."""
    from fieldnotes.casework import safe_keeping

    secret = _secret(request)
    with request.desk() as desk:
        found = safe_keeping.fetch(desk, secret, lambda done, whole: request.terminal.progress(100 * done // whole))
    return Answer(found.to_json(), _lines(found))


def age_words(draft: "DraftView") -> str:
    """Say how old a draft is and where it lies."""
    where = {
        "kept": _("in safe-keeping"),
        "kept_before": _("in safe-keeping as it was before"),
    }.get(draft.kept, _("on this computer only"))
    hours = _n("{n} hour old", "{n} hours old", draft.age_hours).format(n=draft.age_hours)
    return f"{hours}  {where}" + (f"  {_('SIGN SOON')}" if draft.late else "")


def _secret(request: Request) -> "OldSecret":
    from fieldnotes.casework.safe_keeping import OldSecret

    passphrase, key = request.options.old_passphrase_file, request.options.recovery_key_file
    if (passphrase is None) == (key is None):
        raise WrongCommandLine(_("give either --old-passphrase-file or --recovery-key-file"))
    if key is not None:
        return OldSecret(recovery_key=inputs.first_line(key))
    return OldSecret(passphrase=inputs.first_line(passphrase))


def _lines(found: "FetchedView") -> list[str]:
    lines = [_("Brought here: {note}").format(note=note) for note in found.put_back]
    lines += [_("Brought here as a draft of its own: {note}").format(note=note) for note in found.copies]
    if found.here_already:
        lines.append(_("Here already: {n}").format(n=found.here_already))
    lines += [
        _("The case system has had a later state of {note} than it gave.").format(note=one) for one in found.older
    ]
    if found.unopened:
        lines.append(_("Not opened, still in safe-keeping: {n}").format(n=found.unopened))
    return lines or [_("Nothing lies there from another computer.")]
