"""Commands for what life brings: a case that does not exist yet, a sibling's note, a visit that did not happen."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from fieldnotes.cli import case_folder
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.decisions import add_to_cases
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.life_views import SiblingPlan


def add_to(program: Group) -> None:
    """Add `case propose`, `case proposed`, `case bind`, `case agreements`, `case fetch` and those of its folder."""
    case = program.group("case", _("cases that do not exist yet"), _("COMMAND"))
    propose_ = case.command("propose", _("begin a case that does not exist yet"), propose)
    propose_.add_argument("--from", dest="from_file", metavar=_("FILE"), required=True, help=_("a proposal file"))
    case.command("proposed", _("list the proposed cases that wait for a real one"), proposed)
    bind_ = case.command("bind", _("say which case a proposed one turned out to be"), bind)
    bind_.add_argument("--proposed", required=True, metavar=_("CASE"), help=_("the proposed case"))
    bind_.add_argument("--to", required=True, metavar=_("CASE"), help=_("the right case"))
    agreed = case.command("agreements", _("list what was agreed in a case and what became of it"), agreements)
    agreed.add_argument("case", metavar=_("CASE"), help=_("the case's id or number"))
    add_to_cases(case)
    case_folder.add_to_cases(case)


def add_to_notes(note: Group) -> None:
    """Add `note sibling`, `note missed` and `note follow-up`."""
    sibling_ = note.command("sibling", _("begin a sibling's note from the same visit"), sibling)
    sibling_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    sibling_.add_argument("--case", required=True, metavar=_("CASE"), help=_("the sibling's case"))
    sibling_.add_argument(
        "--from", dest="from_file", metavar=_("FILE"), help=_("answers to the texts that were asked about")
    )
    sibling_.add_argument("--preview", action="store_true", help=_("tell what would be copied, and write nothing"))
    _missed(note.command("missed", _("sign that a visit or a call did not happen"), missed))
    _follow_up(note.command("follow-up", _("say what became of an agreement or a next step"), follow_up))


def _missed(parser: Options) -> None:
    parser.add_argument("--case", required=True, metavar=_("CASE"), help=_("the case's id or number"))
    parser.add_argument("--template", default="hembesok", metavar=_("TEMPLATE"), help=_("see 'templates'"))
    parser.add_argument("--why", required=True, metavar=_("REASON"), help=_("a choice of outcome_reason"))
    parser.add_argument("--text-file", required=True, metavar=_("FILE"), help=_("what was tried; - = standard input"))
    parser.add_argument("--contacted", nargs="*", default=(), metavar=_("PERSON"), help=_("who was contacted"))
    parser.add_argument("--planned", metavar=_("TIME"), help=_("when it should have begun, with offset"))
    parser.add_argument("--reason-file", metavar=_("FILE"), help=_("why it is signed in spite of warnings"))
    parser.add_argument("--again", metavar=_("DAY"), help=_("the day of the next try"))


def _follow_up(parser: Options) -> None:
    parser.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    parser.add_argument("--revision", required=True, metavar=_("HASH"), help=_("the text that was read"))
    parser.add_argument("--section", required=True, metavar=_("SECTION"), help=_("where it stands"))
    parser.add_argument("--row", required=True, type=int, metavar=_("NUMBER"), help=_("which one, counted from 0"))
    parser.add_argument(
        "--outcome",
        required=True,
        choices=("done", "not_done", "open"),
        help=_("what became of it; open takes it back"),
    )
    parser.add_argument("--text-file", metavar=_("FILE"), help=_("a few words about it; - = standard input"))


def propose(request: Request) -> Answer:
    """Begin a case that does not exist yet."""
    from fieldnotes.casework.propose_case import propose as make
    from fieldnotes.domain.proposed_case import proposed_number

    data = request.object(request.options.from_file)
    with request.desk() as desk:
        case = make(desk, data).case
    return Answer({"case": case, "number": proposed_number(case)}, [f"{case}  {proposed_number(case)}"])


def proposed(request: Request) -> Answer:
    """The proposed cases that wait."""
    from fieldnotes.casework.propose_case import proposed_cases

    with request.desk() as desk:
        rows = proposed_cases(desk)
    lines = [f"{row.case}  {row.number}  {row.at.date()}  {row.by_name}" for row in rows]
    return Answer({"proposed": rows}, lines or [_("There is no case.")])


def bind(request: Request) -> Answer:
    """Say which case a proposed one is."""
    from fieldnotes.casework.propose_case import bind as settle

    with request.desk() as desk:
        done = settle(desk, request.options.proposed, request.options.to)
    return Answer({"entry": done.hash}, [done.hash])


def agreements(request: Request) -> Answer:
    """What was agreed in a case."""
    from fieldnotes.casework import read_cases

    with request.desk() as desk:
        rows = read_cases.agreements(desk, request.options.case)
        read_cases.note_opened(desk, request.options.case)
    lines = [f"{row.outcome}  {row.due or '–'}  {row.note}:{row.section}:{row.row}  {row.what}" for row in rows]
    return Answer({"agreements": rows}, lines or [_("Nothing is agreed yet.")])


def follow_up(request: Request) -> Answer:
    """Say what became of it."""
    from fieldnotes.casework.follow_up import follow_up as record

    options = request.options
    why = request.text(options.text_file).strip() if options.text_file else ""
    with request.desk() as desk:
        done = record(desk, options.note, options.revision, options.section, options.row, options.outcome, why)
    return Answer({"entry": done.hash}, [done.hash])


def sibling(request: Request) -> Answer:
    """Begin a sibling's note, or tell what it would get."""
    from fieldnotes.casework import siblings

    options = request.options
    answers = siblings.read_answers(request.object(options.from_file)) if options.from_file else {}
    with request.desk() as desk:
        plan = siblings.look(desk, options.note, options.case)
        note = None if options.preview else siblings.begin(desk, options.note, options.case, answers).note
    return Answer({"note": note, **plan.to_json()}, _plan_lines(note, plan))


def missed(request: Request) -> Answer:
    """Sign that it did not happen."""
    from fieldnotes.casework.not_carried_out import NotCarriedOut, record

    options = request.options
    said = NotCarriedOut(
        reason=options.why,
        tried=request.text(options.text_file).strip(),
        contacted=tuple(options.contacted),
        planned=_moment(options.planned),
        again=_day(options.again),
        template=options.template,
    )
    reason = request.text(options.reason_file).strip() if options.reason_file else None
    with request.desk() as desk:
        done = record(desk, options.case, said, reason)
    return Answer({"note": done.note, "revision": done.hash}, [f"{done.note}  {done.hash}"])


def _plan_lines(note: str | None, plan: "SiblingPlan") -> list[str]:
    lines = [note] if note else []
    lines += [_("Copied: {what}").format(what=", ".join(plan.copied) or "–")]
    lines += [_("Reword or leave out {key}: {text}").format(key=each.key, text=each.text) for each in plan.asked]
    return lines + [_("Stays out: {name}").format(name=name) for name in plan.left_out]


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        found = None
    if text and (found is None or found.tzinfo is None):
        expected = "a time with offset (YYYY-MM-DDTHH:MM+HH:MM)"
        raise Refused(Code.WRONG_TYPE, section="missed", field="planned", expected=expected)
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(Code.WRONG_TYPE, section="missed", field="again", expected="a date (YYYY-MM-DD)") from None
