"""Which letters the shipped fonts can draw, and text made of those. Knows nothing of notes or pages."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from fieldnotes.domain.errors import Code, Unavailable

FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabicUI-Regular.ttf", "NotoSansEthiopic-Regular.ttf")
UNDRAWN = "\ufffd"
"""What stands for a letter that no font draws: the reader sees that something stood there."""
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_BLANKS = frozenset("\t\u2028\u2029\u0085\u000b\u000c")


def drawn_letters(text: str, fonts: Path) -> str:
    """Give the text in one spelling, with every letter that no font has replaced by `UNDRAWN`.

    Raises:
        Unavailable: FONT_MISSING(file).
    """
    known = _known(fonts)
    return "".join(_letter(each, known) for each in unicodedata.normalize("NFC", text))


def _letter(letter: str, known: frozenset[int]) -> str:
    if letter in _UNSEEN:
        return ""
    if letter in _BLANKS:
        return " "
    kind = unicodedata.category(letter)
    if kind == "Cc" or (kind in {"Cf", "Cs", "Co", "Cn"} and ord(letter) not in known):
        return ""
    return letter if ord(letter) in known else UNDRAWN


@lru_cache(maxsize=2)
def _known(fonts: Path) -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

    found: set[int] = set()
    for file in FILES:
        try:
            letters = set(TTFontFace(str(fonts / file)).charToGlyph)
        except (TTFError, OSError):
            raise Unavailable(Code.FONT_MISSING, file=file) from None
        found |= letters
    return frozenset(found)
