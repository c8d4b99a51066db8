"""How clearly one drawn colour stands out from another, as WCAG counts it."""

from functools import cache

from PySide6.QtGui import QColor


def luminance(rgb):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(rgb).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@cache
def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pixels(image):
    """The colours of a picture of 32 bits, row after row, as numbers."""
    assert image.bytesPerLine() == 4 * image.width()
    return memoryview(image.constBits()).cast("I")
