"""Small boxes below a section's text: what the family said, what was asked and answered. Draws; decides nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import Chip, body, muted, strong
from fieldnotes.ui.supervisor.decide_page import Asked
from fieldnotes.ui.supervisor.family_words import Said

SIGNS = {"warn": ("triangle-alert", "warn"), "info": ("message-circle", "info"), "plain": ("users", "muted")}


class Remark(QFrame):
    """An icon beside lines of text on a quiet ground; `warn` for what must not be missed."""

    def __init__(self, tone: str, glyph: str, role: str) -> None:
        super().__init__()
        self.setProperty("remark", tone)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 8, 12, 10)
        across.setSpacing(10)
        across.addWidget(IconLabel(glyph, role), 0, Qt.AlignmentFlag.AlignTop)
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        across.addLayout(self._box, 1)

    def add(self, widget: QWidget) -> None:
        """Put a line below."""
        self._box.addWidget(widget)

    def add_chip(self, words: str, tone: str) -> None:
        """Put a short word below, no wider than it is."""
        self._box.addWidget(Chip(words, tone, self), 0, Qt.AlignmentFlag.AlignLeading)


def said_remark(said: Said) -> Remark:
    """Draw what one person of the family said."""
    made = Remark(said.tone, *SIGNS[said.tone])
    made.add(strong(said.words) if said.tone == "warn" else body(said.words))
    if said.quote:
        made.add(body(f"”{said.quote}”"))
    return made


def asked_remark(asked: Asked) -> Remark:
    """Draw a recorded question with its answers."""
    made = Remark("plain", "message-square-text", "warn" if asked.tone == "warn" else "muted")
    made.add(muted(asked.heading))
    if asked.quoted:
        made.add(muted(f"”{asked.quoted}”"))
    if asked.stood:
        made.add(muted(asked.stood))
    made.add(strong(asked.text))
    for answer in asked.answers:
        made.add(body(answer))
    if asked.state:
        made.add_chip(asked.state, asked.tone)
    return made
