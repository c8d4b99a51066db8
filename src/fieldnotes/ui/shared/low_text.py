"""A text of a few lines, for the screens where one is asked for: Tab leaves it, its height follows the text's size."""

from PySide6.QtWidgets import QPlainTextEdit

from fieldnotes.ui.shared.theme import look_signal, px


class LowText(QPlainTextEdit):
    """Some lines to write in; `high` in pixels at 100 % text."""

    def __init__(self, high: float, text: str = "") -> None:
        super().__init__(text)
        self._high = high
        self.setTabChangesFocus(True)
        self._fit()
        look_signal().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(px(self._high))
