"""Commands of the supervisor and of the author who answers. A decision names the text that was read."""

from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.cli.wordings import flag_words, state_word, urgency_words
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Recorded


def add_to(program: Group) -> None:
    """Add `queue`, `questions`, `approve`, `return`, `answer` and `withdraw-approval`."""
    program.command("queue", _("list the notes that wait for this supervisor"), queue)
    program.command("questions", _("list the open questions to this author"), questions)
    _about_revision(program.command("approve", _("approve the text that was read"), approve))
    return_ = _about_revision(program.command("return", _("return a note with questions"), return_note))
    return_.add_argument("--from", dest="from_file", required=True, metavar=_("FILE"), help=_("the pinned questions"))
    answer_ = program.command("answer", _("answer a question"), answer)
    answer_.add_argument("question", metavar=_("QUESTION"), help=_("see 'questions'"))
    answer_.add_argument("--text-file", required=True, metavar=_("FILE"), help=_("the answer; - = standard input"))
    withdraw_ = program.command("withdraw-approval", _("take an approval back"), withdraw)
    withdraw_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    withdraw_.add_argument("--reason-file", required=True, metavar=_("FILE"), help=_("why"))


def add_to_cases(case: Group) -> None:
    """Add `case fetch`."""
    fetch_ = case.command("fetch", _("fetch a case that stays at the hub; it is written down"), fetch)
    fetch_.add_argument("case", metavar=_("CASE"), help=_("the case's id or number"))


def _about_revision(parser: Options) -> Options:
    parser.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    parser.add_argument("--revision", required=True, metavar=_("HASH"), help=_("the text that was read"))
    return parser


def queue(request: Request) -> Answer:
    """Notes that wait, the oldest first."""
    from fieldnotes.casework import draft_ages, kept_back, waiting_notes

    with request.desk() as desk:
        rows, old, kept = waiting_notes.queue(desk), draft_ages.old_drafts(desk), kept_back.kept_back(desk)
    lines = [
        "  ".join(
            (
                row.note,
                row.case_number,
                row.label,
                state_word(row.state),
                _("{n} hours").format(n=row.waiting_hours),
                row.head,
                *urgency_words(row.urgency, row.child_heard),
                *flag_words(row.flags),
            )
        )
        for row in rows
    ]
    unsigned = _("Not signed yet: {number}  {author}, {n} hours old")
    lines += [unsigned.format(number=one.case_number, author=one.author_name, n=one.age_hours) for one in old]
    there = _("{number}: {n} notes wait in the case system; fetch them with 'case fetch {number}'")
    lines += [there.format(number=one.case_number, n=one.notes) for one in kept]
    return Answer({"notes": rows, "drafts": old, "kept_back": kept}, lines or [_("Nothing waits.")])


def fetch(request: Request) -> Answer:
    """A case that stays at the hub until it is asked for."""
    from fieldnotes.casework import exchange, kept_back, read_cases

    with request.desk() as desk:
        asked = bool(kept_back.ask_for(desk, request.options.case).kinds)
        received = exchange.sync(desk).received if asked else 0
        case = read_cases.case(desk, request.options.case)
    line = _("{number} is on this computer; received {n}.").format(number=case.number, n=received)
    return Answer({"case": case.id, "asked": asked, "received": received}, [line])


def questions(request: Request) -> Answer:
    """Open questions to this author."""
    from fieldnotes.casework import decide

    with request.desk() as desk:
        rows = decide.questions(desk)
    lines = [f"{one.id}  {one.note}  {one.pin.section}: {one.text}" for one in rows]
    return Answer({"questions": rows}, lines or [_("There is no open question.")])


def approve(request: Request) -> Answer:
    """Approve the revision that was read."""
    from fieldnotes.casework import decide

    with request.desk() as desk:
        return _decision(decide.approve(desk, request.options.note, request.options.revision))


def return_note(request: Request) -> Answer:
    """Return the revision with pinned questions."""
    from fieldnotes.casework import decide

    pins = request.object(request.options.from_file)
    with request.desk() as desk:
        done = decide.return_note(desk, request.options.note, request.options.revision, pins)
    return Answer({"decision": done.hash, "questions": list(done.others)}, [done.hash, *done.others])


def answer(request: Request) -> Answer:
    """Answer a question."""
    from fieldnotes.casework import decide

    text = request.text(request.options.text_file)
    with request.desk() as desk:
        return _decision(decide.answer(desk, request.options.question, text))


def withdraw(request: Request) -> Answer:
    """Take one's approval back."""
    from fieldnotes.casework import decide

    reason = request.text(request.options.reason_file)
    with request.desk() as desk:
        return _decision(decide.withdraw(desk, request.options.note, reason))


def _decision(done: "Recorded") -> Answer:
    return Answer({"decision": done.hash}, [done.hash])
