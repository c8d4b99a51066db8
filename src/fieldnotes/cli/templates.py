"""Commands about a town's own templates: begin one, check it, look at it. Only `newer` needs a profile."""

from pathlib import Path

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n


def add_to(program: Group) -> None:
    """Add `template …`, and `newer` to what can be done with a draft."""
    newer_ = program.command("newer", _("tell whether a draft's template has a newer version, and take it over"), newer)
    newer_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    newer_.add_argument("--take-over", action="store_true", help=_("do it, if no text would be left over"))
    group = program.group("template", _("the town's own templates"), _("COMMAND"))
    begin_ = group.command("begin", _("write a file to make an own template of"), begin)
    begin_.add_argument("template", metavar=_("TEMPLATE"), help=_("one of the program's, see 'templates'"))
    begin_.add_argument("--as", dest="own", metavar="ID", help=_("its own id; without it an own version of that one"))
    begin_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    check_ = group.command("check", _("tell everything that is wrong in a file of templates"), check)
    check_.add_argument("path", metavar=_("FILE"), help=_("a file of templates, or a folder of them"))
    preview_ = group.command("preview", _("write what notes by a template look like, with made-up people"), preview)
    preview_.add_argument("source", metavar=_("FILE"), help=_("a file of templates, or the id of one of the program's"))
    preview_.add_argument("--template", metavar=_("TEMPLATE"), help=_("which one, where the file has several"))
    preview_.add_argument("--language", choices=("sv", "en"), help=_("default: the program's"))
    preview_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))


def begin(request: Request) -> Answer:
    """Write a file to begin from."""
    from fieldnotes.casework import template_preview

    options = request.options
    own = options.own or options.template
    done = template_preview.begin_own(request.workshop(), options.template, own, Path(options.out))
    told = _("{file} holds {template}, version {version}. Change it, then check it.").format(**done.to_json())
    return Answer(done.to_json(), [told])


def newer(request: Request) -> Answer:
    """What taking over would do, or the doing of it."""
    from fieldnotes.casework import newer_template

    note = request.options.note
    with request.desk() as desk:
        found = newer_template.newer(desk, note)
        done = found is not None and bool(request.options.take_over)
        if done:
            newer_template.take_over(desk, note)
    if found is None:
        return Answer({"note": note, "newer": None, "taken_over": False}, [_("There is no newer version.")])
    lines = [f"{found.label}  {found.version} → {found.newer}"]
    lines += [_("{place} goes to {to}").format(place=each.place, to=each.to) for each in found.moved]
    lines += [_("There is no room for {place}").format(place=each) for each in found.left]
    return Answer({"note": note, "newer": found, "taken_over": done}, lines)


def check(request: Request) -> Answer:
    """Everything that is wrong, all at once; then the exit status is 1."""
    from fieldnotes.casework import check_templates

    found = check_templates.check(request.workshop().book, Path(request.options.path))
    lines: list[str] = []
    for file in found.files:
        wrong = sum(not each.remark for each in file.faults)
        word = _n("{file}: {n} thing is wrong", "{file}: {n} things are wrong", wrong)
        lines.append((_("{file}: nothing is wrong") if file.ok else word).format(file=file.file, n=wrong))
        for each in file.faults:
            text = _("Remark: {text}").format(text=each.text) if each.remark else each.text
            lines.append(f"  {each.place + ': ' if each.place else ''}{text}")
        lines += [f"  {each.id}  {each.version}  {each.label}" for each in file.templates]
    return Answer(found.to_json(), lines, status=0 if found.ok else 1)


def preview(request: Request) -> Answer:
    """Write a made-up note on paper."""
    from fieldnotes.casework import template_preview

    options, workshop = request.options, request.workshop()
    template = template_preview.choose(workshop, options.source, options.template)
    language = options.language or spoken_language()
    done = template_preview.preview_pdf(workshop, template, Path(options.out), language)
    return Answer(done.to_json(), [done.file])
