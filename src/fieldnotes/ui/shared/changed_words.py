"""A text with what is new underlined and what is gone struck through, both said in words too; knows no screen."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.labels import reading_start
from fieldnotes.ui.shared.theme import colour, look_signal
from fieldnotes.ui.shared.word_changes import ADDED, GAP, REMOVED, Stretch


class ChangedWords(QLabel):
    """Words that are new are underlined, words that are gone struck through; a screen reader hears which."""

    def __init__(self, stretches: Sequence[Stretch] = ()) -> None:
        super().__init__()
        self._stretches: Sequence[Stretch] = ()
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self._lean()
        look_signal().changed.connect(self._draw)
        self.show_words(stretches)

    def show_words(self, stretches: Sequence[Stretch]) -> None:
        """Show another text."""
        self._stretches = stretches
        self.setAccessibleName(spoken_changes(stretches))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Turn round with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lean()

    def _lean(self) -> None:
        self.setAlignment(reading_start(self) | Qt.AlignmentFlag.AlignTop)

    def _draw(self) -> None:
        self.setText(_set_apart("".join(_marked_up(each) for each in self._stretches)))


def _set_apart(marked: str) -> str:
    """Keep a blank between words that are gone and words that came in their place."""
    return marked.replace("</s><u", "</s> <u").replace("</u><s", "</u> <s")


def spoken_changes(stretches: Sequence[Stretch]) -> str:
    """Say the changes as a screen reader reads them."""
    words = {ADDED: _("Added: {words}."), REMOVED: _("Removed: {words}.")}
    return " ".join(words[s.kind].format(words=" ".join(s.text.split())) for s in stretches if s.kind in words)


def _marked_up(stretch: Stretch) -> str:
    words = stretch.text.lstrip()
    before = _html(stretch.text[: len(stretch.text) - len(words)])
    if stretch.kind == GAP:
        return " … "
    if stretch.kind == ADDED:
        return f'{before}<u style="background:{colour("ok_soft").name()}">{_html(words)}</u>'
    if stretch.kind == REMOVED:
        return f'{before}<s style="color:{colour("muted").name()}">{_html(words)}</s>'
    return before + _html(words)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
