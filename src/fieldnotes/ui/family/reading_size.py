"""How large the family's text is on a screen of some height, so that the last row of chairs reads it. Knows no note."""

from functools import cache
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from fieldnotes.ui.shared.theme import FAMILIES

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "ckb"})
SMALLEST, LARGEST = 24, 48
"""Text in pixels on an ordinary screen; on a higher one all sizes grow with it."""
FULL_HEIGHT = 1080
CAPITALS = 40
"""A capital letter is at least this part of the screen's height."""
SIZES = 3
USUAL = 0
"""The size one begins with: whole sections stand on one screen, and the last row reads them."""
_SAMPLE = 1000


def text_sizes(height: int, language: str = "") -> tuple[int, ...]:
    """Give the three sizes of text for a screen of this height, in its own pixels, the smallest first."""
    small = max(SMALLEST, ceil(height / CAPITALS / _capital(language in RIGHT_TO_LEFT)))
    large = max(round(LARGEST * max(1.0, height / FULL_HEIGHT)), small)
    return small, round((small * large) ** 0.5), large


def text_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give the font of the family's text, `size` in pixels."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


@cache
def _capital(arabic: bool) -> float:  # noqa: FBT001 - a key of the cache
    """Say how high a capital is for each pixel of text; a script without capitals is measured by its alef."""
    ink = QFontMetricsF(text_font(_SAMPLE))
    return min(ink.tightBoundingRect(letter).height() for letter in ("Hا" if arabic else "H")) / _SAMPLE
