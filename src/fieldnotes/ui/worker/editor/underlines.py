"""Everything that is drawn over one text without being part of it, a layer for each who draws. Knows no meaning."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QTextEdit


class Underlines:
    """Qt knows one list of such marks; here each drawer has its own and takes nothing from another."""

    def __init__(self, text: QPlainTextEdit) -> None:
        self._text = text
        self._layers: dict[str, Sequence[QTextEdit.ExtraSelection]] = {}

    def draw(self, layer: str, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Draw these marks in a layer instead of those that were there; the first layer lies lowest."""
        self._layers[layer] = marks
        self._text.setExtraSelections([mark for each in self._layers.values() for mark in each])
