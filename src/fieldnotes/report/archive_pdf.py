"""One signed note as a paper for an archive or a case system: tagged, claiming PDF/A-2a beside PDF/UA-1.

Refuses to know who may have it: it is handed finished values. The same values give the same bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from fieldnotes.delivery.record import CaseRecord, Mark, NoteRecord
from fieldnotes.domain.masking import Run
from fieldnotes.domain.private import Private
from fieldnotes.domain.section_part import SectionPart
from fieldnotes.domain.wording import day_text
from fieldnotes.language.translation import translate as _
from fieldnotes.report.case_document import CaseFolder, Chapter, FolderPart, Item
from fieldnotes.report.case_pdf import Setting, case_pdf
from fieldnotes.report.note_document import Signature
from fieldnotes.report.page_setting import ARCHIVE
from fieldnotes.report.paper import moment

MAKER: Final = "FieldNotes"


def archive_pdf(
    of: CaseRecord, note: NoteRecord, setting: Setting, drawn: Callable[[int], None] = lambda _count: None
) -> bytes:
    """Set one note. Unavailable: FONT_MISSING(file), and what `drawn` raises."""
    document = CaseFolder(
        title=note.title,
        board=of.board,
        case_number=of.number,
        made=Signature(Private(MAKER), "", "", of.made_at),
        made_at=of.made_at,
        page=tuple(_page(of, note)),
        chapters=(_chapter(of, note),),
    )
    return case_pdf(document, replace(setting, standards=ARCHIVE), drawn)


def _page(of: CaseRecord, note: NoteRecord) -> Iterator[tuple[str, Private]]:
    """The page of the case; where anybody of the family is protected, nobody of it stands there (SEC-4)."""
    child = of.child
    named = " · ".join(filter(None, (str(child.name or ""), str(child.number or child.born or ""))))
    family = "; ".join(f"{each.name} ({each.role_label.lower()})" for each in of.parties if each.name)
    rows = (
        (_("Child"), named if child.name else _("protected identity")),
        (_("Case number"), of.number),
        (_("Phase"), of.phase),
        (_("Unit"), of.unit),
        (_("Works with the case"), ", ".join(str(each.name) for each in of.responsible)),
        (_("Family and others"), family),
        (_("Opened"), _day(of.opened, of.language)),
        (_("Closed"), _day(of.closed, of.language)),
        (_("Text"), note.revision),
    )
    for label, text in rows:
        if text:
            yield label, Private(text)


def _chapter(of: CaseRecord, note: NoteRecord) -> Chapter:
    heading = f"{day_text(note.day.date().isoformat(), of.language)} · {note.title}"
    under = [_("Signed by {who}.").format(who=_who(note.signed, of.language))]
    under += [_("Cosigned by {who}.").format(who=_who(each, of.language)) for each in note.cosigned]
    if note.approved:
        under.append(_("Approved by {who}.").format(who=_who(note.approved, of.language)))
    return Chapter(heading, tuple(under), tuple(_part(each) for each in note.everything()))


def _part(part: SectionPart) -> FolderPart:
    return FolderPart(part.label, tuple(Item(each.label, (Run(each.text),)) for each in part.blocks), part.content_kind)


def _who(mark: Mark, language: str) -> str:
    who = mark.by
    return ", ".join(filter(None, (str(who.name), who.role, who.unit, moment(mark.at, language))))


def _day(value: str | None, language: str) -> str:
    return day_text(value[:10], language) if value else ""
