"""The signed note as a PDF: the worker's journal print, made on this computer without a printer or a browser.

Refuses to know where the values come from; what leaves the office in other scripts or tagged is another writer's.
"""

from io import BytesIO
from pathlib import Path

from fieldnotes.language.translation import translate
from fieldnotes.report.after_flow import afterwards
from fieldnotes.report.note_document import NoteDocument
from fieldnotes.report.note_flow import opening, sections, state_words
from fieldnotes.report.paper import Properties, Running, Translate, lay_out, moment
from fieldnotes.report.typefaces import register

_HASH = 12


def note_pdf(document: NoteDocument, fonts_folder: Path, language: str, _: Translate = translate) -> bytes:
    """Draw the note with its family's answers, questions and decisions.

    Args:
        document: finished values, worded in `language`.
        fonts_folder: holds the TrueType fonts, which are embedded.
        language: "sv" or "en"; for dates and the document's language property.
        _: wording of the paper's own headings.

    Raises:
        Unavailable: FONT_MISSING(file).
    """
    register(fonts_folder)
    out = BytesIO()
    story = [*opening(document, language, _), *sections(document, _), *afterwards(document, language, _)]
    properties = Properties(
        title=f"{document.title}, {document.case_number}",
        author=document.author.name,
        subject=_("Journal note, {state}").format(state=state_words(document, _)),
        language=language,
    )
    lay_out(story, _running(document, language, _), properties, out)
    return out.getvalue()


def _running(document: NoteDocument, language: str, _: Translate) -> Running:
    foot = [_("Case {number}").format(number=document.case_number)]
    if document.revision:
        foot.append(_("revision {hash}").format(hash=document.revision[:_HASH]))
    if document.printed_at and document.printed_by:
        printed = _("printed {when} by {worker}")
        foot.append(printed.format(when=moment(document.printed_at, language), worker=document.printed_by))
    pages = _("page {number} of {total}")
    return Running(
        head=f"{document.title} · {document.case_number}",
        state=state_words(document, _),
        foot=" · ".join(foot),
        page=lambda number, total: pages.format(number=number, total=total),
    )
