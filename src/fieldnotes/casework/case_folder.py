"""The journal of one case, to read and to print: everything signed in it, in order, as one tagged PDF.

Making it is a disclosure, so each is logged (SEC-6). No draft is ever in it.
"""

from pathlib import Path

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.folder_case import (
    Cancelled,
    Progress,
    Steps,
    WholeCase,
    acts_part,
    board,
    case_page,
    log,
    signature,
    whole_case,
)
from fieldnotes.casework.folder_passages import NotePassages, PassagePart
from fieldnotes.casework.managed import require_may_leave
from fieldnotes.casework.views import Exported
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.masking import Run
from fieldnotes.domain.wording import day_text
from fieldnotes.language.translation import translate as _
from fieldnotes.report.case_document import CaseFolder, Chapter, FolderPart, Item
from fieldnotes.report.case_pdf import Setting, case_pdf


def journal(
    desk: Desk,
    case: str,
    *,
    earlier: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """Make the journal of a case for the screen or a printer. `earlier`: replaced texts too (INS-1).

    Refused: UNKNOWN_CASE, NOT_ASSIGNED, NOTHING_SIGNED, MANAGED. Unavailable: CANCELLED, FONT_MISSING.
    """
    require_may_leave(desk, "print")
    of, pdf = _made(desk, case, earlier=earlier, steps=Steps(1, progress, cancelled))
    log(desk, of, "printed")
    return pdf


def export_journal(
    desk: Desk,
    case: str,
    path: Path,
    *,
    earlier: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write the journal to a file. Refused: as `journal`, FILE_EXISTS. Unavailable: also CANNOT_WRITE, DISK_FULL."""
    require_may_leave(desk, "pdf")
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    of, pdf = _made(desk, case, earlier=earlier, steps=Steps(1, progress, cancelled))
    done = write_whole(path, pdf)
    log(desk, of, "exported")
    return done


def setting(desk: Desk) -> Setting:
    """With what a folder is set."""
    return Setting(desk.workshop.fonts, desk.workshop.sheets, desk.language)


def chapter_heading(desk: Desk, note: NotePassages) -> str:
    """The day and the name of a note."""
    return f"{day_text(note.day.date().isoformat(), desk.language)} · {note.title}"


def _made(desk: Desk, case: str, *, earlier: bool, steps: Steps) -> tuple[WholeCase, bytes]:
    of = whole_case(desk, case, earlier=earlier, steps=steps)
    if not of.notes:
        raise Refused(Code.NOTHING_SIGNED, case=of.case.id)
    acts = acts_part(of)
    chapters = [Chapter(chapter_heading(desk, note), note.under, tuple(map(_part, note.parts))) for note in of.notes]
    if acts is not None:
        chapters.append(Chapter(acts.heading, (), (_part(acts),)))
    made = signature(desk, of)
    document = CaseFolder(
        title=_("Journal"),
        board=board(desk, of),
        case_number=of.case.number,
        made=made,
        made_at=made.at,
        page=tuple(case_page(desk, of)),
        chapters=tuple(chapters),
    )
    pdf = case_pdf(document, setting(desk), steps.step)
    steps.step(max(0, steps.total - steps.done))
    return of, pdf


def _part(part: PassagePart) -> FolderPart:
    items = tuple(Item(each.label, (Run(each.text),)) for each in part.passages)
    return FolderPart(part.heading, items, part.kind)
