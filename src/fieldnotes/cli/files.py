"""Commands about a note's files: attach, list, get out, take away. Decides nothing; casework refuses."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.language.file_words import file_state_words, size_words
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.attachment_views import AttachmentView


def add_to(program: Group) -> None:
    """Add `attach`, `attachments`, `attachment get` and `attachment remove`."""
    attach_ = program.command("attach", _("attach a file to a note"), attach)
    attach_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    attach_.add_argument("file", metavar=_("FILE"), help=_("the file; it stays where it is"))
    attach_.add_argument("--section", metavar=_("SECTION"), help=_("the section it belongs to"))
    attach_.add_argument("--original", action="store_true", help=_("keep every pixel of a photo, as evidence"))
    list_ = program.command("attachments", _("list the files of a note"), list_files)
    list_.add_argument("note", metavar=_("NOTE"), help=_("the note's id"))
    group = program.group("attachment", _("one file of a note"), _("COMMAND"))
    get_ = group.command("get", _("write a file outside the vault, where nothing protects it"), get)
    get_.add_argument("attachment", metavar=_("ID"), help=_("see 'attachments'"))
    get_.add_argument("-o", dest="out", required=True, metavar=_("FILE"), help=_("where to write it"))
    remove_ = group.command("remove", _("take a file from a draft and destroy it"), remove)
    remove_.add_argument("attachment", metavar=_("ID"), help=_("see 'attachments'"))


def attach(request: Request) -> Answer:
    """Attach a file."""
    from fieldnotes.casework import attach as attaching

    options = request.options
    with request.desk() as desk:
        done = attaching.attach(
            desk,
            options.note,
            Path(options.file),
            options.section,
            original=options.original,
            progress=request.terminal.counting(),
        )
    if done.smaller:
        request.terminal.tell(_("The photo was made smaller. --original keeps every pixel."))
    if done.cleaned:
        request.terminal.tell(_("Place, time and camera were taken out of the picture."))
    return Answer(done.to_json(), [done.attachment])


def list_files(request: Request) -> Answer:
    """The files of a note."""
    from fieldnotes.casework import attach as attaching

    with request.desk() as desk:
        found = attaching.attachments_of(desk, request.options.note)
    return Answer({"attachments": found}, [_line(one) for one in found] or [_("The note has no files.")])


def get(request: Request) -> Answer:
    """Get a file out; one whose bytes are elsewhere is fetched first."""
    from fieldnotes.casework import attach as attaching
    from fieldnotes.casework import exchange

    attachment, out = request.options.attachment, Path(request.options.out)
    with request.desk() as desk:
        progress = request.terminal.counting()
        try:
            done = attaching.get_out(desk, attachment, out, progress=progress)
        except Unavailable as problem:
            if problem.code is not Code.ATTACHMENT_ELSEWHERE:
                raise
            exchange.sync(desk, asked=[attachment])
            done = attaching.get_out(desk, attachment, out, progress=progress)
    request.terminal.tell(_("The copy is not encrypted. Delete it when it is no longer needed."))
    return Answer(done.to_json(), [done.file])


def remove(request: Request) -> Answer:
    """Take a file from a draft."""
    from fieldnotes.casework import attach as attaching

    with request.desk() as desk:
        attaching.remove(desk, request.options.attachment)
    return Answer({"attachment": request.options.attachment}, [_("The file is destroyed.")])


def _line(one: "AttachmentView") -> str:
    return f"{one.id}  {one.name}  {size_words(one.size)}  {file_state_words(one.state)}"
