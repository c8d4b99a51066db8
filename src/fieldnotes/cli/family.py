"""Commands about the family: what people in the room may see, what they said, their plain versions and consents."""

from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.act_views import Shown


def add_to(program: Group) -> None:
    """Add `show`, `respond`, `family-text` and `consent`."""
    show_ = program.command("show", _("show a note to the people in the room; it is recorded"), show)
    show_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    show_.add_argument("--room", required=True, metavar=_("FILE"), help=_("who is in the room, what is opened and why"))
    show_.add_argument("--preview", action="store_true", help=_("only tell what would be shown"))
    respond_ = program.command("respond", _("record what people said about what was shown"), respond)
    respond_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    respond_.add_argument("--shown", required=True, metavar=_("HASH"), help=_("what 'show' gave"))
    _from(respond_)
    family_ = program.command("family-text", _("write the plain versions for guardian and child"), family_text)
    family_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    _from(family_)
    consent_ = program.command("consent", _("record a consent, or that it is withdrawn"), consent)
    consent_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    _from(consent_)


def _from(parser: Options) -> None:
    parser.add_argument("--from", dest="from_file", required=True, metavar=_("FILE"), help=_("- = standard input"))


def show(request: Request) -> Answer:
    """What these people may see; recorded unless it is a preview."""
    from fieldnotes.casework import show_to_family

    room = request.object(request.options.room)
    act = show_to_family.preview if request.options.preview else show_to_family.show
    with request.desk() as desk:
        shown = act(desk, request.options.note, room)
    return Answer(shown.to_json(), _shown_lines(shown))


def respond(request: Request) -> Answer:
    """Record the answers."""
    from fieldnotes.casework import show_to_family

    data = request.object(request.options.from_file)
    with request.desk() as desk:
        done = show_to_family.respond(desk, request.options.note, request.options.shown, data)
    entries = list(done.others)  # in the order of the answers
    return Answer({"entries": entries}, entries)


def family_text(request: Request) -> Answer:
    """Save the plain versions."""
    from fieldnotes.casework import write_note

    note, data = request.options.note, request.object(request.options.from_file)
    with request.desk() as desk:
        write_note.write_family_text(desk, note, data)
    return Answer({"note": note}, [_("Saved.")])


def consent(request: Request) -> Answer:
    """Record a consent at once."""
    from fieldnotes.casework.consent import consent as record

    data = request.object(request.options.from_file)
    with request.desk() as desk:
        done = record(desk, request.options.note, data)
    return Answer({"consent": done.hash}, [done.hash])


def _shown_lines(shown: "Shown") -> list[str]:
    lines = [_("Recorded as {hash}").format(hash=shown.shown)] if shown.shown else []
    for section in shown.sections:
        lines += ["", section.label, "-" * len(section.label), section.text]
    lines += [_("Closed: {section} ({why})").format(section=one.id, why=one.why) for one in shown.closed]
    return lines + [
        _("Stopped: {section}, because of ”{term}”").format(section=b.id, term=b.term) for b in shown.blocked
    ]
