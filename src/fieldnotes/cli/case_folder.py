"""Commands about a case's folder: its journal, a party's insight, communication before a decision and its answer."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.insight_masks import Decided


def add_to_cases(case: Group) -> None:
    """Add `case journal`, `case parties`, `case insight`, `case give`, `case communications` and `case answered`."""
    journal_ = _about_case(case.command("journal", _("write a case's whole journal to a file"), journal))
    journal_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    journal_.add_argument("--earlier", action="store_true", help=_("texts that were replaced later too"))
    _about_case(case.command("parties", _("list whose case it is"), parties))
    insight_ = _about_party(case.command("insight", _("show a case as one party may see it"), insight))
    insight_.set_defaults(reply_by=None)
    give_ = _about_party(case.command("give", _("write a party's paper, and record that it was given"), give))
    give_.add_argument("--way", required=True, metavar=_("WAY"), help=_("paper, stick, post, or a word of your own"))
    give_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    reply = _("it is communicated before a decision: the last day to reply, as 2026-04-02")
    give_.add_argument("--reply-by", metavar=_("DAY"), help=reply)
    seal = _("first line: the passphrase they chose; a stick is never without one")
    give_.add_argument("--seal-passphrase-file", metavar=_("FILE"), help=seal)
    sent_ = case.command("communications", _("list what was communicated, and what was answered"), communications)
    sent_.add_argument("case", nargs="?", metavar=_("CASE"), help=_("the case's id or number"))
    answered_ = case.command("answered", _("record how a party answered a communication"), answered)
    answered_.add_argument("sent", metavar=_("HASH"), help=_("the communication"))
    words = _("replied (in writing), told (by mouth), hearing (wants to speak to the board), nothing")
    answered_.add_argument("--answer", required=True, metavar=_("ANSWER"), help=words)
    answered_.add_argument("--text-file", metavar=_("FILE"), help=_("their own words; - = standard input"))


def _about_case(parser: Options) -> Options:
    parser.add_argument("case", metavar=_("CASE"), help=_("the case's id or number"))
    return parser


def _about_party(parser: Options) -> Options:
    _about_case(parser)
    parser.add_argument("--to", required=True, metavar=_("PERSON"), help=_("the person's id"))
    decided = _("what you have decided to leave out, by passage; - = standard input")
    parser.add_argument("--from", dest="from_file", metavar=_("FILE"), help=decided)
    return parser


def journal(request: Request) -> Answer:
    """Write the journal."""
    from fieldnotes.casework import case_folder

    options, counting = request.options, request.terminal.counting()
    with request.desk() as desk:
        done = case_folder.export_journal(
            desk, options.case, Path(options.out), earlier=options.earlier, progress=counting
        )
    return Answer(done.to_json(), [f"{done.file}  {done.sha256}"])


def parties(request: Request) -> Answer:
    """List the parties."""
    from fieldnotes.casework import insight as acts
    from fieldnotes.casework import read_cases

    with request.desk() as desk:
        found = acts.parties(desk, request.options.case)
        read_cases.note_opened(desk, request.options.case)
    return Answer({"parties": found}, [f"{each.person_id}  {each.name}  {each.role}" for each in found])


def insight(request: Request) -> Answer:
    """Tell what a party may see, and what is left out."""
    from fieldnotes.casework import insight as acts

    options = request.options
    with request.desk() as desk:
        found = acts.insight(desk, options.case, options.to, _decided(request))
    words = {each.why: f"{each.words} ({each.law})" for each in found.reasons}
    lines: list[str] = []
    for note in found.notes:
        lines += ["", note.title]
        for each in note.passages:
            out = ", ".join(f"{mask.start}–{mask.end} {mask.why}" for mask in each.hidden)
            lines.append(f"  {each.at}  {each.label}: {each.text}" + (f"  [{out}]" if out else ""))
    return Answer(found.to_json(), [*lines, "", *_counted(found.hidden, words)])


def give(request: Request) -> Answer:
    """Write the paper and record it."""
    from fieldnotes.casework import communicate
    from fieldnotes.casework import insight as acts

    options, counting = request.options, request.terminal.counting()
    sealed = options.seal_passphrase_file
    passphrase = Private(inputs.first_line(sealed)) if sealed else None
    path, by = Path(options.out), _day(options.reply_by)
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    with request.desk() as desk:
        paper = acts.draw(desk, options.case, options.to, _decided(request), reply_by=by, progress=counting)
        done = communicate.give(desk, paper, options.way, path, passphrase)
        words = {each.why: f"{each.words} ({each.law})" for each in acts.reasons(desk)}
    return Answer(done.to_json(), [f"{done.file}  {done.sha256}", *_counted(done.hidden, words)])


def communications(request: Request) -> Answer:
    """List communications."""
    from fieldnotes.casework import communicate

    with request.desk() as desk:
        found = communicate.communications(desk, request.options.case)
    lines = [
        f"{each.sent}  {each.case_number}  {each.to_name}  {each.reply_by.isoformat()}  "
        + (_("no answer yet") if each.open else ", ".join(one.answer for one in each.answers))
        for each in found
    ]
    return Answer({"communications": found}, lines or [_("Nothing is communicated.")])


def answered(request: Request) -> Answer:
    """Record an answer."""
    from fieldnotes.casework import communicate

    options = request.options
    text = str(request.text(options.text_file)) if options.text_file else ""
    with request.desk() as desk:
        done = communicate.answered(desk, options.sent, options.answer, text)
    return Answer({"entry": done.hash}, [done.hash])


def _decided(request: Request) -> "Decided | None":
    from fieldnotes.casework.insight_masks import read_decided

    name = request.options.from_file
    return read_decided(request.object(name)) if name else None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            Code.WRONG_TYPE, section="communicate", field="reply-by", expected="a date (YYYY-MM-DD)"
        ) from None


def _counted(hidden: Mapping[str, int], words: Mapping[str, str]) -> list[str]:
    return [f"{count}  {words.get(why, why)}" for why, count in hidden.items()] or [_("Nothing is left out.")]
