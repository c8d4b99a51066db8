"""A page of paper: size, colours, styles, running head and foot. Knows nothing of what a note holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from fieldnotes.report.typefaces import BOLD, ITALIC, REGULAR, markup

Translate = Callable[[str], str]

TEXT, MUTED, LINE = HexColor("#1F2A2E"), HexColor("#5C686C"), HexColor("#DEDAD3")
RAISED, ACCENT, ACCENT_SOFT = HexColor("#F6F5F2"), HexColor("#1F6F6B"), HexColor("#E1EFED")
WARN, WARN_SOFT = HexColor("#8A5A00"), HexColor("#FFF3DC")
OK, OK_SOFT = HexColor("#2E6B35"), HexColor("#E4F1E5")
MARGIN, TOP, BOTTOM = 22 * mm, 24 * mm, 24 * mm
WIDTH = A4[0] - 2 * MARGIN
INDENT = 5 * mm


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - reportlab's own keywords
    given = {"fontName": REGULAR, "bulletFontName": REGULAR, "textColor": TEXT, "allowWidows": 0, "allowOrphans": 0}
    return ParagraphStyle(name, fontSize=size, leading=leading, **(given | more))


STYLES = {
    "board": _style("board", 8.5, 12, textColor=MUTED),
    "title": _style("title", 21, 27, fontName=BOLD),
    "under": _style("under", 10.5, 15, textColor=MUTED, spaceAfter=10),
    "section": _style("section", 13, 17, fontName=BOLD, spaceBefore=18, spaceAfter=5),
    "heading": _style("heading", 13, 17, fontName=BOLD, spaceBefore=18),
    "kind": _style("kind", 8, 11, textColor=MUTED, spaceAfter=6),
    "label": _style("label", 8.5, 12, fontName=BOLD, textColor=MUTED),
    "label_above": _style("label above", 8.5, 12, fontName=BOLD, textColor=MUTED, spaceAfter=1, keepWithNext=1),
    "text": _style("text", 10, 15, spaceAfter=7),
    "text_in": _style("text in", 10, 15, spaceAfter=7, leftIndent=INDENT),
    "tight": _style("tight", 10, 15, spaceAfter=2),
    "answer": _style("answer", 10, 15, spaceBefore=6, spaceAfter=2),
    "shown": _style("shown", 10, 15, spaceBefore=8, spaceAfter=2),
    "tight_in": _style("tight in", 10, 15, spaceAfter=2, leftIndent=INDENT),
    "cell": _style("cell", 10, 14),
    "quote": _style("quote", 10, 15, fontName=ITALIC, leftIndent=INDENT, spaceAfter=5),
    "small": _style("small", 8.5, 12.5, textColor=MUTED, spaceAfter=4),
}


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page: at the head left and right, at the foot left; `page` is worded with both numbers."""

    head: str
    state: str
    foot: str
    page: Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Properties:
    """The document's own description; never a child's name or a personal number."""

    title: str
    author: str
    subject: str
    language: str


class Marked(Paragraph):  # type: ignore[misc] # reportlab has no types
    """A paragraph on a tinted ground with a bar at its left, over page breaks too: an assessment, a disagreement."""

    def draw(self) -> None:
        """Draw the ground, reaching up over the space before but never over the line above, then the text."""
        _tint(self.canv, self.style, self.height + self.style.spaceBefore)
        super().draw()


class Strip(Flowable):  # type: ignore[misc] # reportlab has no types
    """A strip of the same ground: room above and below what is marked."""

    def __init__(self, style: ParagraphStyle, height: float, *, above: bool = False) -> None:
        super().__init__()
        self.style, self.width, self.height, self.keepWithNext = style, WIDTH, height, int(above)
        self.spaceBefore = self.spaceAfter = 0

    def draw(self) -> None:
        """Draw the ground."""
        _tint(self.canv, self.style, self.height)


def _tint(canvas: Canvas, style: ParagraphStyle, height: float) -> None:
    canvas.saveState()
    canvas.setFillColor(style.ground)
    canvas.rect(0, -0.2, WIDTH, height + 0.4, stroke=0, fill=1)
    canvas.setFillColor(style.bar)
    canvas.rect(0, -0.2, 2.4, height + 0.4, stroke=0, fill=1)
    canvas.restoreState()


def paragraph(text: str, style: str) -> Paragraph:
    """A paragraph of people's text in a named style."""
    return Paragraph(markup(text), STYLES[style])


def moment(at: datetime, language: str) -> str:
    """Date and time in words of the language: 12 mars 2026 kl. 14.00."""
    from babel.dates import format_datetime

    return format_datetime(at, "d MMMM y 'kl.' HH.mm" if language == "sv" else "d MMMM y, HH:mm", locale=language)


def lay_out(story: list[Any], running: Running, properties: Properties, out: Any) -> None:  # noqa: ANN401 - a binary file
    """Set the story on as many pages as it needs, numbered out of the total."""
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=properties.title,
        author=properties.author,
        subject=properties.subject,
        creator="FieldNotes",
        lang="sv-SE" if properties.language == "sv" else properties.language,
        displayDocTitle=True,
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame])])
    document.build(story, canvasmaker=_numbered(running))


def _numbered(running: Running) -> Callable[..., Canvas]:
    """A canvas that holds pages back until their number is known."""

    class Numbered(Canvas):  # type: ignore[misc] # reportlab has no types
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
            super().__init__(*given, **(named | {"initialFontName": REGULAR}))
            self._held: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._held.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            total = len(self._held)
            for number, page in enumerate(self._held, start=1):
                self.__dict__.update(page)
                _dress(self, running, number, total)
                super().showPage()
            super().save()

    return Numbered


def _dress(canvas: Canvas, running: Running, number: int, total: int) -> None:
    right = A4[0] - MARGIN
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, BOTTOM - 6 * mm, right, BOTTOM - 6 * mm)
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(MUTED)
    canvas.drawString(MARGIN, BOTTOM - 10.5 * mm, running.foot)
    canvas.drawRightString(right, BOTTOM - 10.5 * mm, running.page(number, total))
    if number == 1:
        canvas.setFillColor(ACCENT)
        canvas.rect(0, A4[1] - 3.2 * mm, A4[0], 3.2 * mm, stroke=0, fill=1)
        return
    canvas.drawString(MARGIN, A4[1] - 15 * mm, running.head)
    canvas.drawRightString(right, A4[1] - 15 * mm, running.state)
    canvas.line(MARGIN, A4[1] - 17.5 * mm, right, A4[1] - 17.5 * mm)
