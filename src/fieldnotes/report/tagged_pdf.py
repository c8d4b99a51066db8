"""The only door to Typst: a sheet and its data become the bytes of a tagged PDF that claims PDF/UA-1.

Refuses to know what any paper says: it sets what it is handed, in the shipped fonts alone.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.report.drawable import drawn_letters

if TYPE_CHECKING:
    import typst

FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic UI", "Noto Sans Ethiopic")
_ETHIOPIC: Final = re.compile(r"[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]")
_RTL_LANGUAGES: Final = frozenset({"ar", "fa", "ckb", "ur", "he", "ps"})


def tagged_pdf(name: str, data: dict[str, Any], fonts: Path, sheets: Path, at: datetime) -> bytes:
    """Set a sheet with its data; the same values give the same bytes on every computer.

    Args:
        name: the sheet's file name in `sheets`.
        data: what it draws, as JSON values; nothing in it is read as markup.
        fonts: the folder of the shipped fonts.
        sheets: the folder of the sheets.
        at: the moment the document says it was made.

    Raises:
        Unavailable: FONT_MISSING(file).
    """
    import typst

    sheet, shipped = _shipped(name, fonts, sheets)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        compiler = typst.Compiler(input=sheet, font_paths=shipped, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(at.timestamp()))
    except typst.TypstError:
        # Its message holds people's words, so it goes no further; letters no font has were taken out before.
        made = None
    if not isinstance(made, bytes):
        raise Unavailable(Code.FONT_MISSING, file=name)
    return made


@lru_cache(maxsize=4)
def _shipped(name: str, fonts: Path, sheets: Path) -> tuple[bytes, "typst.Fonts"]:
    """Read a sheet and the fonts once; a font of the computer itself is never used, so every computer draws alike."""
    import typst

    try:
        sheet = (sheets / name).read_bytes()
    except OSError:
        raise Unavailable(Code.FONT_MISSING, file=name) from None
    shipped = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    lacking = next((each for each in FAMILIES if each not in shipped.families()), None)
    if lacking is not None:
        raise Unavailable(Code.FONT_MISSING, file=lacking)
    return sheet, shipped


@dataclass(frozen=True, slots=True)
class Lettering:
    """How lines are handed to a sheet: their letters, language and direction; `language` is that of its headings."""

    fonts: Path
    language: str

    def ours(self, text: str) -> dict[str, str]:
        """Give a line of the paper's own words."""
        return {"text": drawn_letters(text, self.fonts), "lang": self.language, "dir": self.direction}

    def theirs(self, text: str) -> dict[str, str]:
        """Give a line of people's words, in the direction of its first letter; the note itself is Swedish."""
        shown = drawn_letters(text, self.fonts)
        if _begins_from_the_right(shown):
            own = self.language
            return {"text": shown, "lang": own if own in _RTL_LANGUAGES else "ar", "dir": "rtl"}
        return {"text": shown, "lang": "ti" if _ETHIOPIC.search(shown) else "sv", "dir": "ltr"}

    @property
    def dates(self) -> str:
        """The language dates are written in: a town's own language may have no calendar here."""
        from babel import localedata

        return self.language if localedata.exists(self.language) else "sv"

    @property
    def direction(self) -> str:
        """`rtl` where the headings run from the right."""
        return "rtl" if self.language in _RTL_LANGUAGES else "ltr"


def _begins_from_the_right(text: str) -> bool:
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way != "L" for way in ways if way in {"L", "R", "AL"}), False)
