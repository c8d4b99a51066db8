"""Commands that write files outside the vault, and the plain-language check of a text."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.views import Exported


def add_to(program: Group) -> None:
    """Add `export`, `export-case`, `plain` and `words`."""
    export_ = program.command("export", _("write a signed note to a file"), export)
    export_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    export_.add_argument("--format", choices=("pdf", "json", "fhir"), required=True, help=_("what to write"))
    export_.add_argument(
        "--for", dest="purpose", choices=("family", "archive", "case"), default="case", help=_("who it is for")
    )
    export_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    case_ = program.command("export-case", _("write a whole case so that anyone can verify it"), export_case)
    case_.add_argument("case", metavar=_("CASE"), help=_("the case's id or number"))
    case_.add_argument("--format", choices=("eark", "json"), required=True, help=_("what to write"))
    case_.add_argument("-o", dest="out", required=True, metavar=_("FOLDER"), help=_("where to write it"))
    case_.add_argument("--with-files", action="store_true", help=_("the attached files too"))
    plain_ = program.command("plain", _("check a text for plain Swedish"), plain)
    words_ = program.command("words", _("show the town's own words, headings and languages"), words)
    words_.add_argument("--begin", action="store_true", help=_("lay out files to begin with"))
    plain_.add_argument("file", nargs="?", default="-", metavar=_("FILE"), help=_("without one: standard input"))


def export(request: Request) -> Answer:
    """Write one note."""
    from fieldnotes.casework import for_other_systems, make_report

    options, out = request.options, Path(request.options.out)
    with request.desk() as desk:
        if options.format == "fhir":
            return _written(for_other_systems.export_fhir(desk, options.note, out, options.purpose))
        if options.format == "pdf" and options.purpose == "archive":
            return _written(for_other_systems.export_for_archive(desk, options.note, out))
        for_other_systems.require_purpose(desk, options.note, options.purpose)
        write = make_report.export_pdf if options.format == "pdf" else make_report.export_json
        return _written(write(desk, options.note, out))


def export_case(request: Request) -> Answer:
    """Write one case."""
    from fieldnotes.casework import for_other_systems, make_report, read_cases

    eark = request.options.format == "eark"
    with request.desk() as desk:
        case = read_cases.case(desk, request.options.case)
        files, counting = request.options.with_files, request.terminal.counting()
        write = for_other_systems.export_package if eark else make_report.export_case
        return _written(write(desk, case.id, Path(request.options.out), files=files, progress=counting))


def plain(request: Request) -> Answer:
    """Reading index and marked places; needs no profile."""
    from fieldnotes.language.plain import PlainWords
    from fieldnotes.language.plain import plain as look

    text = request.text(request.options.file)
    report = look(text, PlainWords.read(request.workshop().plain_words))
    marks = [
        {"start": one.start, "end": one.end, "rule": one.rule, "suggestion": one.plain or None} for one in report.marks
    ]
    figures = {
        "lix": report.lix,
        "words": report.words,
        "sentences": report.sentences,
        "longest": report.longest,
    }
    head = _("LIX {lix}, {words} words, {sentences} sentences, longest {longest}.").format(**figures)
    spots = [f"{text[one.start : one.end]}  {one.rule}  {one.plain}".rstrip() for one in report.marks]
    return Answer({**figures, "marks": marks}, [head, *spots])


def words(request: Request) -> Answer:
    """The town's own files and what is used of them; needs no profile."""
    from fieldnotes.casework import town_words

    workshop = request.workshop()
    new = town_words.begin(workshop) if request.options.begin else ()
    found = town_words.town_words(workshop)
    lines = [found.folder, *(_("new: {file}").format(file=name) for name in new)]
    lines += [f"{e.name}  {e.problem or _('{n} lines').format(n=e.lines)}" for e in found.files]
    lines += [f"{e.language}  {e.name}{_unread(read=e.read_by_speaker)}" for e in found.languages]
    return Answer({**found.to_json(), "new": new}, lines)


def _unread(*, read: bool) -> str:
    return "" if read else "  " + _("no speaker has read it yet")


def _written(done: "Exported") -> Answer:
    return Answer(done.to_json(), [f"{done.file}  {done.sha256}"])
