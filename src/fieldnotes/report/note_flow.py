"""The note itself on paper: title, who and when, and the sections, assessments apart from facts (DOC-4).

Knows nothing of what came after the signature, nor of pages.
"""

from collections.abc import Iterable
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Paragraph, Spacer, Table, TableStyle

from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.language.roles import role_words
from fieldnotes.report.note_document import NoteDocument, PersonLine, Signature
from fieldnotes.report.paper import (
    ACCENT,
    ACCENT_SOFT,
    INDENT,
    LINE,
    OK,
    OK_SOFT,
    RAISED,
    STYLES,
    WARN,
    WARN_SOFT,
    WIDTH,
    Marked,
    Strip,
    Translate,
    moment,
    paragraph,
)
from fieldnotes.report.typefaces import BOLD, REGULAR, markup

_SHORT = 70
_HEADING_AND_TWO_LINES = 104
_ASSESSED = ParagraphStyle(
    "assessed",
    STYLES["text"],
    leftIndent=INDENT,
    rightIndent=INDENT,
    ground=ACCENT_SOFT,
    bar=ACCENT,
    spaceBefore=3,
    spaceAfter=0,
)
_ASSESSED_LABEL = ParagraphStyle(
    "assessed label",
    STYLES["label"],
    leftIndent=INDENT,
    ground=ACCENT_SOFT,
    bar=ACCENT,
    spaceBefore=5,
    keepWithNext=1,
)


def state_words(document: NoteDocument, _: Translate) -> str:
    """The state of the note as a person says it."""
    return said_state(document.state, document.flags, _)


def said_state(state: str, flagged: Iterable[str], _: Translate) -> str:
    """A state and its flags, in the fold's words, as a person says them."""
    words = {
        "draft": _("Draft, not signed"),
        "signed": _("Signed"),
        "returned": _("Returned with questions"),
        "approved": _("Approved"),
        "misfiled": _("Filed in the wrong case"),
    }[state]
    flags = {
        "changed_after_approval": _("changed after approval"),
        "conflict": _("two versions not yet merged"),
        "decisions_opposed": _("decisions that contradict each other"),
        "changed_since_shown": _("changed since the family saw it"),
    }
    return ", ".join([words, *(flags[flag] for flag in flagged if flag in flags)])


def when_words(document: NoteDocument, language: str) -> str:
    """When it happened: date, start and end."""
    if document.started is None:
        return ""
    start = moment(document.started, language)
    if document.ended is None:
        return start
    if document.ended.date() == document.started.date():
        return f"{start}–{document.ended:%H.%M}" if language == "sv" else f"{start}–{document.ended:%H:%M}"
    return f"{start} – {moment(document.ended, language)}"


def opening(document: NoteDocument, language: str, _: Translate) -> list[Any]:
    """The head of the first page: authority, title, case, time, state, and who wrote it."""
    case = _("Case {number}").format(number=document.case_number)
    if document.proposed_as is not None:
        case = _("Case {number} (proposed as {proposed})").format(
            number=document.case_number, proposed=document.proposed_as
        )
    when = when_words(document, language)
    title = [
        paragraph(document.board, "board") if document.board else Spacer(0, 0),
        paragraph(document.title, "title"),
        paragraph(" · ".join(part for part in (case, when) if part), "under"),
    ]
    head = Table([[title, _pill(document, _)]], colWidths=[WIDTH - 150, 150])
    head.setStyle(TableStyle([*_FLUSH, ("ALIGN", (1, 0), (1, 0), "RIGHT"), ("VALIGN", (1, 0), (1, 0), "TOP")]))
    return [head, Spacer(0, 4), _facts(document, language, _)]


def sections(document: NoteDocument, _: Translate) -> list[Any]:
    """All sections that hold something, each under its heading."""
    flow: list[Any] = []
    for section in document.sections:
        if section.blocks:
            flow += [CondPageBreak(_HEADING_AND_TWO_LINES), *_section(section, _)]
    return flow


_FLUSH = [
    ("FONT", (0, 0), (-1, -1), REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def _pill(document: NoteDocument, _: Translate) -> Table:
    calm = document.state in {"approved", "signed"} and not document.flags
    ink, ground = (OK, OK_SOFT) if calm else (WARN, WARN_SOFT)
    style = ParagraphStyle("pill", STYLES["label"], textColor=ink, fontName=BOLD, alignment=1)
    pill = Table([[Paragraph(markup(state_words(document, _)), style)]], colWidths=[138], hAlign="RIGHT")
    pill.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR),
                ("BACKGROUND", (0, 0), (-1, -1), ground),
                ("ROUNDEDCORNERS", [8, 8, 8, 8]),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    return pill


def _facts(document: NoteDocument, language: str, _: Translate) -> Table:
    people = "\n".join(person_words(person) for person in document.people)
    rows = [
        (_("Copy for"), person_words(document.copy_for) if document.copy_for else ""),
        (_("Written by"), signature_words(document.author, _)),
        (_("Signed") if document.revision else _("Changed"), moment(document.author.at, language)),
        *_copied_row(document, language, _),
        *_misfiled_rows(document, language, _),
        *((_("Cosigned by"), signed_words(one, language, _)) for one in document.cosigned),
        *((_("Cosigned an earlier version"), signed_words(one, language, _)) for one in document.cosigned_earlier),
        (_("Took part"), people),
        (_("Revision"), document.revision or ""),
    ]
    table = Table(
        [[paragraph(label, "label"), paragraph(text, "small")] for label, text in rows if text],
        colWidths=[96, WIDTH - 96],
    )
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR),
                ("BACKGROUND", (0, 0), (-1, -1), RAISED),
                ("ROUNDEDCORNERS", [6, 6, 6, 6]),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 12),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, 0), 8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
            ]
        )
    )
    return table


def _copied_row(document: NoteDocument, language: str, _: Translate) -> list[tuple[str, str]]:
    """Whose text a copy is (DOC-1, DOC-8)."""
    copied = document.copied
    if copied is None:
        return []
    words = _("The text {name} signed {at}, which lay in the wrong case")
    return [(_("Copy of"), words.format(name=copied.author, at=moment(copied.at, language)))]


def _misfiled_rows(document: NoteDocument, language: str, _: Translate) -> list[tuple[str, str]]:
    """Why the text is not here."""
    part = document.misfiled
    if part is None:
        return []
    rows = [(_("In the wrong case"), signed_words(part.by, language, _)), (_("Reason"), str(part.reason))]
    return [*rows, *([(_("The right case"), part.to_case)] if part.to_case else [])]


def person_words(person: PersonLine) -> str:
    """Name, and the role as it stands inside a sentence."""
    role = person.role
    return f"{person.name} ({role if role[1:2].isupper() else role[:1].lower() + role[1:]})"


def signature_words(signature: Signature, _: Translate) -> str:
    """Name, role and unit."""
    return ", ".join(part for part in (signature.name, role_words(signature.role, _), signature.unit) if part)


def signed_words(signature: Signature, language: str, _: Translate) -> str:
    """Name, role, unit and time."""
    return f"{signature_words(signature, _)} · {moment(signature.at, language)}"


def _section(section: SectionPart, _: Translate) -> list[Any]:
    kinds = {
        "fact": _("Observations and facts"),
        "statement": _("What people said"),
        "assessment": _("Assessment by the worker, not a fact"),
        "agreement": _("Agreement"),
        "admin": "",
    }
    kind = kinds.get(section.content_kind, "")
    heading = [paragraph(section.label, "section")]
    if kind:
        heading = [paragraph(section.label, "heading"), paragraph(kind, "kind")]
    if section.content_kind == "assessment":
        return [*heading, *_assessed(section.blocks)]
    return [*heading, *_plain(section.blocks)]


def _assessed(blocks: tuple[Block, ...]) -> list[Any]:
    flow: list[Any] = [Strip(_ASSESSED, 4, above=True)]
    for block in blocks:
        if block.label:
            flow.append(Marked(markup(block.label), _ASSESSED_LABEL))
        flow.extend(Marked(markup(part), _ASSESSED) for part in block.text.split("\n") if part.strip())
    return [*flow, Strip(_ASSESSED, 8)]


def _plain(blocks: tuple[Block, ...]) -> list[Any]:
    """Short answers stand beside their label, in rows; long texts under it."""
    flow: list[Any] = []
    rows: list[Block] = []
    for block in blocks:
        if block.label and len(block.text) <= _SHORT and "\n" not in block.text:
            rows.append(block)
            continue
        flow += [*_rows(rows), *_long(block)]
        rows = []
    return flow + _rows(rows)


def _long(block: Block) -> list[Any]:
    """Paragraphs; a list of short lines stays together as one."""
    parts = [part for part in block.text.split("\n") if part.strip()]
    if all(len(part) <= _SHORT for part in parts):
        parts = ["\n".join(parts)]
    flow = [paragraph(part, "text") for part in parts]
    if block.label:
        flow.insert(0, paragraph(block.label, "label_above"))
    return flow


def _rows(rows: list[Block]) -> list[Any]:
    if not rows:
        return []
    table = Table(
        [[paragraph(row.label, "label"), paragraph(row.text, "cell")] for row in rows],
        colWidths=[150, WIDTH - 150],
        spaceAfter=8,
    )
    table.setStyle(TableStyle([*_FLUSH, *_RULED]))
    return [table]


_RULED = [
    ("LINEBELOW", (0, 0), (-1, -2), 0.5, LINE),
    ("RIGHTPADDING", (0, 0), (0, -1), 10),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (0, -1), 4.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
