"""Commands about what people take home: their copy, an agency's extract of a plan, and what the family lets it know."""

from collections.abc import Mapping
from pathlib import Path

from fieldnotes.cli import inputs
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.extracts import Scope
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import LOOKS, TakenHome
from fieldnotes.language.translation import translate as _

_FILE = "let-know"


def add_to(program: Group) -> None:
    """Add `hand-over`, `plan` and `let-know`."""
    hand_ = program.command("hand-over", _("write the signed copy for one person and record it"), hand_over)
    hand_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    hand_.add_argument("--to", required=True, metavar=_("PERSON"), help=_("the person's id"))
    hand_.add_argument("--way", required=True, metavar=_("WAY"), help=_("paper, stick, post, or a word of your own"))
    hand_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    hand_.add_argument("--look", choices=LOOKS, default=LOOKS[0], help=_("as usual, large print, or easy to read"))
    language = _("the language of its headings, as ar or so")
    hand_.add_argument("--language", default="", metavar=_("LANGUAGE"), help=language)
    seal = _("first line: the passphrase they chose; a stick is never without one")
    hand_.add_argument("--seal-passphrase-file", metavar=_("FILE"), help=seal)
    plan_ = program.command("plan", _("who does what and when, and what each agency may know of it"), plan)
    plan_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    know_ = program.command("let-know", _("record what the family lets one person of an agency know"), let_know)
    know_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    know_.add_argument("--to", required=True, metavar=_("PERSON"), help=_("the person's id"))
    know_.add_argument("--from", dest="from_file", required=True, metavar=_("FILE"), help=_("- = standard input"))


def hand_over(request: Request) -> Answer:
    """Write the copy and record it."""
    from fieldnotes.casework import hand_over as acts

    options = request.options
    chosen = TakenHome(options.way.strip(), options.look, options.language)
    sealed = options.seal_passphrase_file
    passphrase = Private(inputs.first_line(sealed)) if sealed else None
    with request.desk() as desk:
        done = acts.hand_over(desk, options.note, options.to, chosen, Path(options.out), passphrase)
    return Answer(done.to_json(), [f"{done.file}  {done.sha256}"])


def plan(request: Request) -> Answer:
    """Tell the plan and the extracts."""
    from fieldnotes.casework import extracts

    with request.desk() as desk:
        found = extracts.plan(desk, request.options.note)
    missing = {"who": _("who is missing"), "when": _("when is missing")}
    lines = [
        " – ".join(filter(None, (row.who, row.what, row.when, *(missing[each] for each in row.lacking))))
        for row in found.rows
    ]
    lines.append(_("The plan is ready.") if found.ready else _("The plan is not ready."))
    for one in found.extracts:
        lines += ["", f"{one.name} ({one.role})"]
        lines += [f"  {line.text}" for section in one.sections for line in section.lines if line.permitted]
    return Answer(found.to_json(), lines)


def let_know(request: Request) -> Answer:
    """Record what one person of an agency may know, as a whole."""
    from fieldnotes.casework import extracts

    options = request.options
    scopes, by = _said(options.to, request.object(options.from_file))
    with request.desk() as desk:
        done = extracts.let_know(desk, options.note, options.to, scopes, by)
    return Answer({"entries": list(done.others)}, list(done.others))


def _said(to: str, data: JsonObject) -> tuple[list[Scope], Mapping[str, str]]:
    """Read `{"may_know": [{"section", "line"?}], "by": {person: how}}`. Refused: WRONG_FILE, WRONG_TYPE."""
    file = JsonReader.of(data, _FILE)
    scopes = [Scope(to, each.text("section"), each.maybe_text("line")) for each in file.each("may_know")]
    who = file.inner("by")
    by = {person: who.text(person) for person in who.data}
    if not by:
        raise Refused(Code.WRONG_TYPE, section=_FILE, field="by", expected="who said so, and how")
    return scopes, by
