"""A handbook as a tagged PDF: contents, headings, keys, commands, tables and pictures with their words.

Refuses to know where handbooks lie and how pictures are made: it is handed blocks and a folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fieldnotes.report.drawable import drawn_letters
from fieldnotes.report.handbook_source import Block, Line, plain
from fieldnotes.report.page_setting import FAMILIES
from fieldnotes.report.tagged_pdf import tagged_pdf

SHEET: Final = "handbook.typ"


@dataclass(frozen=True, slots=True)
class Handbook:
    """What is set. `under`: lines below the title, for instance version and reading index."""

    title: str
    under: tuple[str, ...]
    language: str
    contents: str
    """What the list of chapters is called."""
    page: str
    """`page {number} of {total}` in its language."""
    blocks: Sequence[Block]


def handbook_pdf(book: Handbook, fonts: Path, sheets: Path, pictures: Path, made: datetime) -> bytes:
    """Set a handbook; the same values give the same bytes on every computer.

    Args:
        book: what it says.
        fonts: the folder of the shipped fonts.
        sheets: the folder of the sheets.
        pictures: where the pictures lie that its blocks name.
        made: the moment the document says it was made.

    Raises:
        Unavailable: FONT_MISSING(file); a picture that is not there ends it likewise.
    """
    data: dict[str, Any] = {
        "lang": book.language,
        "fonts": list(FAMILIES),
        "title": book.title,
        "under": list(book.under),
        "contents": book.contents,
        "page": book.page,
        "blocks": [_told(each, fonts) for each in book.blocks],
    }
    return tagged_pdf(SHEET, data, fonts, sheets, made, root=pictures)


def _told(block: Block, fonts: Path) -> dict[str, Any]:
    return {
        "shape": block.shape.value,
        "level": block.level,
        "picture": f"/{block.picture}" if block.picture else "",
        "alt": " ".join(map(plain, block.lines)) if block.picture else "",
        "lines": [_runs(line, fonts) for line in block.lines],
        "rows": [[_runs(cell, fonts) for cell in row] for row in block.rows],
    }


def _runs(line: Line, fonts: Path) -> list[dict[str, str]]:
    return [{"text": drawn_letters(run.text, fonts), "look": run.look} for run in line]
