"""The recovery key on a sheet of paper: what it opens, the key in groups, where to keep it and how to use it.

Refuses to know the profile: it is handed the key's groups, a name and a time, and keeps none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table

from fieldnotes.domain.private import Private
from fieldnotes.language.translation import translate
from fieldnotes.report.paper import (
    ACCENT_SOFT,
    LINE,
    MUTED,
    TEXT,
    WIDTH,
    Properties,
    Running,
    Translate,
    lay_out,
    moment,
    paragraph,
)
from fieldnotes.report.typefaces import BOLD, REGULAR, register

_IN_LINE = 4
_NUMBER = ParagraphStyle("number", fontName=REGULAR, fontSize=9, leading=12, textColor=MUTED, alignment=1)
_GROUP = ParagraphStyle("group", fontName=BOLD, fontSize=20, leading=27, textColor=TEXT, alignment=1)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The groups of the key, whose it is, and when it was made (aware)."""

    groups: Sequence[str] = field(repr=False)
    worker: Private
    made: datetime


def recovery_sheet_pdf(sheet: RecoverySheet, fonts_folder: Path, language: str, _: Translate = translate) -> bytes:
    """Draw the sheet: one page, real text in reading order, fonts embedded.

    Args:
        sheet: the key and whose it is.
        fonts_folder: holds the TrueType fonts.
        language: "sv" or "en".
        _: wording of the sheet.

    Raises:
        Unavailable: FONT_MISSING(file).
    """
    register(fonts_folder)
    out = BytesIO()
    pages = _("page {number} of {total}")
    running = Running(
        head=_("Recovery key for FieldNotes"),
        state="",
        foot=_("Secret. Keep it locked away."),
        page=lambda number, total: pages.format(number=number, total=total),
    )
    lay_out(
        _story(sheet, language, _),
        running,
        Properties(_("Recovery key for FieldNotes"), "FieldNotes", "", language),
        out,
    )
    return out.getvalue()


def _story(sheet: RecoverySheet, language: str, _: Translate) -> list[Any]:
    made = moment(sheet.made, language)
    owner = _("{name} · made {when}").format(name=sheet.worker, when=made) if str(sheet.worker) else made
    return [
        paragraph(_("Recovery key for FieldNotes"), "title"),
        paragraph(owner, "under"),
        *_part(
            _("What it is for"),
            _("It opens the notes on this worker's computer when the passphrase is forgotten."),
            _("It is also asked for when the computer has been without the case system for a long time."),
        ),
        Spacer(0, 5 * mm),
        _key(sheet.groups),
        Spacer(0, 2 * mm),
        paragraph(_("The key has no letters I, L, O or U: what looks like them is 1 or 0."), "small"),
        *_part(
            _("Where to keep it"),
            _("Locked away, where only you can reach it, and never with the computer."),
            _("Not as a photo, in a mail or in the cloud: who has this sheet and the computer can read everything."),
        ),
        *_part(
            _("When you need it"),
            _("Start FieldNotes and choose “I have forgotten it”. Type the eight groups and choose a new passphrase."),
        ),
        *_part(
            _("If the sheet is lost, or somebody else has seen it"),
            _("Open FieldNotes, press Ctrl+K, choose “Security” and make a new key. This one is void at once."),
        ),
    ]


def _part(name: str, *lines: str) -> tuple[KeepTogether]:
    return (KeepTogether([paragraph(name, "section"), *(paragraph(line, "text") for line in lines)]),)


def _key(groups: Sequence[str]) -> Table:
    """Four groups a line, each with its number above it in the same cell, so that they are read in their order."""
    cells: list[list[Any]] = [[]]
    for number, group in enumerate(groups, start=1):
        if len(cells[-1]) == _IN_LINE:
            cells.append([])
        cells[-1].append([Paragraph(str(number), _NUMBER), Paragraph(group, _GROUP)])
    cells[-1] += [""] * (_IN_LINE - len(cells[-1]))
    look = [
        ("BACKGROUND", (0, 0), (-1, -1), ACCENT_SOFT),
        ("GRID", (0, 0), (-1, -1), 0.6, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
    ]
    return Table(cells, colWidths=[WIDTH / _IN_LINE] * _IN_LINE, style=look)
