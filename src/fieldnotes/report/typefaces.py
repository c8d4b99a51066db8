"""The letters of paper: which font draws which script, and text made safe for the drawing library's markup.

Knows nothing of notes. Fonts are embedded, so paper looks the same everywhere and å ä ö can be copied out.
"""

from functools import lru_cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.report.arabic import in_drawing_order

REGULAR, BOLD, ITALIC = "Paper", "Paper-Bold", "Paper-Italic"
ARABIC, ETHIOPIC = "Paper-Arabic", "Paper-Ethiopic"
_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
}
_OTHER_SCRIPTS = {ARABIC: "NotoSansArabicUI-Regular.ttf", ETHIOPIC: "NotoSansEthiopic-Regular.ttf"}
_SCRIPTS = (
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFF, ARABIC),
    (0x1200, 0x139F, ETHIOPIC),
    (0x2D80, 0x2DDF, ETHIOPIC),
    (0xAB00, 0xAB2F, ETHIOPIC),
)
_LINE_BREAKS = {"\u2028": "\n", "\u2029": "\n", "\r\n": "\n", "\r": "\n", "\t": "    "}


@lru_cache(maxsize=4)
def register(folder: Path) -> None:
    """Make the fonts of `folder` known to the drawing library, once per process.

    Raises:
        Unavailable: FONT_MISSING(file) when a font is not there or cannot be read.
    """
    for name, file in (_FILES | _OTHER_SCRIPTS).items():
        try:
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))
        except (TTFError, OSError) as problem:
            raise Unavailable(Code.FONT_MISSING, file=file) from problem
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


def markup(text: str) -> str:
    """Write people's text as the library's markup: nothing in it is read as a tag, every script has its font."""
    for break_, plain in _LINE_BREAKS.items():
        text = text.replace(break_, plain)
    return "<br/>".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    visible = "".join(letter for letter in line if letter.isprintable() or letter in "\u00ad\u200b\u00a0")
    runs = ((font, "".join(run)) for font, run in groupby(in_drawing_order(visible), _font_of))
    return "".join(escape(run) if font is None else f'<font name="{font}">{escape(run)}</font>' for font, run in runs)


def _font_of(letter: str) -> str | None:
    point = ord(letter)
    if point < _SCRIPTS[0][0]:
        return None
    return next((font for first, last, font in _SCRIPTS if first <= point <= last), None)
