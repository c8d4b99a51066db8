"""Commands about one note: write, read, check, sign, correct. Decides nothing; casework refuses."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fieldnotes.cli import by_hand, life
from fieldnotes.cli.answers import Answer
from fieldnotes.cli.note_text import conflict_lines, note_lines
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.cli.wordings import by_both_clocks, row_line
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.note_views import Check, FindingView, NoteRow


def add_to(program: Group) -> None:
    """Add `note …`."""
    note = program.group("note", _("write, read and sign notes"), _("COMMAND"))
    _writing(note)
    _reading(note)
    _signing(note)
    life.add_to_notes(note)
    by_hand.add_to_notes(note)


def _note(parser: Options) -> Options:
    parser.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    return parser


def _file(parser: Options, option: str, about: str, *, required: bool = True) -> None:
    name = "from_file" if option == "--from" else None
    extra = {"dest": name} if name else {}
    parser.add_argument(option, metavar=_("FILE"), required=required, help=about, **extra)


def _writing(note: Group) -> None:
    add_ = note.command("add", _("begin a draft"), add)
    add_.add_argument("--case", required=True, metavar=_("CASE"), help=_("the case's id or number"))
    add_.add_argument("--template", required=True, metavar=_("TEMPLATE"), help=_("see 'templates'"))
    _file(add_, "--from", _("a note file; - = standard input"), required=False)
    _file(_note(note.command("edit", _("merge a note file into a draft"), edit)), "--from", _("a note file"))
    _file(
        _note(note.command("change", _("change texts as somebody asks; it is told who"), change)),
        "--from",
        _("a change file"),
    )
    _note(note.command("discard", _("throw a draft away"), discard))


def _reading(note: Group) -> None:
    show_ = _note(note.command("show", _("read a note; a signed text counts as opened"), show))
    show_.add_argument("--at", metavar=_("HASH"), help=_("an earlier revision"))
    list_ = note.command("list", _("list the notes on this computer"), list_notes)
    list_.add_argument("--case", metavar=_("CASE"), help=_("of one case"))
    _note(note.command("history", _("list everything that happened to a note"), history))
    find_ = note.command("find", _("search the notes of one case"), find)
    find_.add_argument("case", metavar=_("CASE"), help=_("the case's id or number"))
    _file(find_, "--text-file", _("the words to look for; - = standard input"))


def _signing(note: Group) -> None:
    check_ = _note(note.command("check", _("tell what stands in the way"), check))
    check_.add_argument("--when", choices=("sign", "show", "export"), default="sign", help=_("of which act"))
    sign_ = _note(note.command("sign", _("sign a draft; from then on it is a record"), sign))
    _file(sign_, "--reason-file", _("why it is signed in spite of warnings"), required=False)
    correct_ = _note(note.command("correct", _("correct a signed note as a new revision"), correct))
    _file(correct_, "--from", _("a note file with what changes"))
    _file(correct_, "--reason-file", _("why it is corrected"))
    _note(note.command("conflict", _("tell where two versions differ"), conflict))
    merge_ = _note(note.command("merge", _("settle two versions"), merge))
    _file(merge_, "--from", _("a note file with what shall stand"))
    _file(merge_, "--reason-file", _("why it is signed in spite of warnings"), required=False)
    merge_.add_argument("--accept-proposals", action="store_true", help=_("take what only one version has changed"))
    cosign_ = _note(note.command("cosign", _("sign as the second worker"), cosign))
    cosign_.add_argument("--revision", required=True, metavar=_("HASH"), help=_("the text that was read"))
    misfiled_ = _note(note.command("misfiled", _("say that a note lies in the wrong case"), misfiled))
    misfiled_.add_argument("--to", required=True, metavar=_("CASE"), help=_("the right case"))
    misfiled_.add_argument("--elsewhere", action="store_true", help=_("the right case is not on this computer"))
    _file(misfiled_, "--reason-file", _("how it happened"))


def add(request: Request) -> Answer:
    """Begin a draft."""
    from fieldnotes.casework import write_note

    options = request.options
    data = request.object(options.from_file) if options.from_file else None
    with request.desk() as desk:
        note = write_note.add(desk, options.case, options.template, data).note
    return Answer({"note": note}, [note])


def edit(request: Request) -> Answer:
    """Merge a note file into a draft."""
    from fieldnotes.casework import write_note

    note = request.options.note
    data = request.object(request.options.from_file)
    with request.desk() as desk:
        write_note.edit(desk, note, data)
    return Answer({"note": note}, [_("Saved.")])


def change(request: Request) -> Answer:
    """Change texts as somebody asks."""
    from fieldnotes.casework.correct_here import correct_all
    from fieldnotes.casework.note_reading import objects

    data = request.object(request.options.from_file)
    with request.desk() as desk:
        done = correct_all(desk, request.options.note, objects(data.get("changes")))
    lines = [f"{_('Before:')} {one.before}\n{_('After:')} {one.after}" for one in done.texts]
    return Answer(done.to_json(), lines)


def discard(request: Request) -> Answer:
    """Throw a draft away."""
    from fieldnotes.casework import write_note

    note = request.options.note
    with request.desk() as desk:
        write_note.discard(desk, note)
    return Answer({"note": note}, [_("The draft is gone.")])


def show(request: Request) -> Answer:
    """Read one note."""
    from fieldnotes.casework import read_note

    with request.desk() as desk:
        view = read_note.show(desk, request.options.note, request.options.at)
    return Answer(view.to_json(), note_lines(view))


def list_notes(request: Request) -> Answer:
    """The notes on this computer."""
    from fieldnotes.casework import read_cases, read_note

    asked = request.options.case
    with request.desk() as desk:
        rows = read_note.notes(desk, read_cases.case(desk, asked).id if asked else None)
    return Answer({"notes": rows}, _rows(rows))


def history(request: Request) -> Answer:
    """Everything that happened to a note."""
    from fieldnotes.casework import read_note

    with request.desk() as desk:
        rows = read_note.history(desk, request.options.note)
    lines = [f"{by_both_clocks(row.at, row.hub_time)}  {row.kind}  {row.author_name}  {row.hash}" for row in rows]
    return Answer({"entries": rows}, lines)


def find(request: Request) -> Answer:
    """Places in one case where the words stand."""
    from fieldnotes.casework import find_in_case, read_cases

    with request.desk() as desk:
        case = read_cases.case(desk, request.options.case)
        hits = find_in_case.find_in_case(desk, case.id, request.text(request.options.text_file).strip())
    lines = [f"{hit.note}  {hit.label}  {hit.section_label}: {' '.join(hit.text.split())}" for hit in hits]
    return Answer({"hits": hits}, lines)


def check(request: Request) -> Answer:
    """What stands in the way of an act; finding something is no failure."""
    from fieldnotes.casework.check_note import check as look

    with request.desk() as desk:
        found = look(desk, request.options.note, request.options.when)
    return Answer(found.to_json(), _check_lines(found))


def sign(request: Request) -> Answer:
    """Sign a draft."""
    from fieldnotes.casework import sign as signing

    reason = _optional_text(request, request.options.reason_file)
    with request.desk() as desk:
        done = signing.sign(desk, request.options.note, _reasons(reason), reason)
    return Answer({"revision": done.hash}, [done.hash])


def correct(request: Request) -> Answer:
    """Correct a signed note."""
    from fieldnotes.casework import sign as signing

    data, reason = request.object(request.options.from_file), request.text(request.options.reason_file)
    with request.desk() as desk:
        done = signing.correct(desk, request.options.note, data, reason, _reasons(reason))
    return Answer({"revision": done.hash}, [done.hash])


def conflict(request: Request) -> Answer:
    """Where the versions of a note differ; each of them counts as opened."""
    from fieldnotes.casework import conflicts

    with request.desk() as desk:
        view = conflicts.open_conflict(desk, request.options.note)
    return Answer(view.to_json(), conflict_lines(view))


def merge(request: Request) -> Answer:
    """Settle two versions."""
    from fieldnotes.casework import sign as signing

    data = request.object(request.options.from_file)
    reason = _optional_text(request, request.options.reason_file)
    with request.desk() as desk:
        accept = request.options.accept_proposals
        done = signing.merge(desk, request.options.note, data, reason, _reasons(reason), accept=accept)
    return Answer({"revision": done.hash}, [done.hash])


def cosign(request: Request) -> Answer:
    """Sign as the second worker."""
    from fieldnotes.casework import sign as signing

    revision = request.options.revision
    with request.desk() as desk:
        done = signing.cosign(desk, request.options.note, revision)
    return Answer({"revision": revision, "entry": done.hash}, [done.hash])


def misfiled(request: Request) -> Answer:
    """Say that a note lies in the wrong case; the copy is made where the right case is this person's too."""
    from fieldnotes.casework.misfile import misfiled as misfile

    options = request.options
    reason = request.text(options.reason_file)
    with request.desk() as desk:
        done = misfile(desk, options.note, options.to, reason, elsewhere=options.elsewhere)
    copy = done.others[0] if done.others else None
    return Answer({"revision": done.hash, "entry": done.hash, "copy": copy}, [done.hash, *done.others])


def _optional_text(request: Request, name: str | None) -> str | None:
    return request.text(name) if name else None


def _reasons(text: str | None) -> Mapping[str, str] | None:
    """Read reasons: a JSON object gives one for each rule, any other text answers for every warning."""
    if text is None:
        return None
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, Mapping) and all(isinstance(reason, str) for reason in value.values()):
        return value
    return {"*": text}


def _rows(rows: "tuple[NoteRow, ...]") -> list[str]:
    return [row_line(row) for row in rows] or [_("There is no note.")]


def _check_lines(found: "Check") -> list[str]:
    lines = [_finding(_("Stops"), one) for one in found.blocks] + [_finding(_("Warns"), one) for one in found.warnings]
    return lines or [_("Nothing stands in the way.")]


def _finding(word: str, one: "FindingView") -> str:
    place = f" ({one.section})" if one.section else ""
    return f"{word}: {one.text}{place} [{one.rule}]"
