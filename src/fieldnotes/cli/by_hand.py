"""The command of a person who has copied a note into a case system by hand. The hub judges; nothing waits here."""

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _


def add_to_notes(note: Group) -> None:
    """Add `note by-hand`."""
    by_hand_ = note.command("by-hand", _("say that you have copied a note into a case system"), by_hand)
    by_hand_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    by_hand_.add_argument("--to", required=True, metavar=_("NAME"), help=_("what 'note show' calls the system"))
    receipt = _("a file whose first line is the receipt: its number over there")
    by_hand_.add_argument("--receipt-file", required=True, metavar=_("FILE"), help=receipt)


def by_hand(request: Request) -> Answer:
    """Write the receipt down; whoever knows the case sees it."""
    from fieldnotes.casework import by_hand as acts

    options = request.options
    receipt = request.text(options.receipt_file).partition("\n")[0].strip()
    with request.desk() as desk:
        acts.copied(desk, options.note, options.to, receipt)
    return Answer({"note": options.note, "to": options.to, "receipt": receipt}, [receipt])
