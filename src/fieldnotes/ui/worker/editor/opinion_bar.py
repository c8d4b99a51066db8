"""One line above the dictation bar: what a second engine would write, to take or to leave. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldnotes.casework.second_opinion import Opinion
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.labels import label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shared.toast import announce

TAKE_KEY, LEAVE_KEY = "Alt+O", "Alt+Shift+O"


class OpinionBar(QFrame):
    """Takes no focus by itself; both answers have a key."""

    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        self.setAccessibleName(_("Another way to write what was said"))
        line = QHBoxLayout(self)
        line.setContentsMargins(px(20), px(8), px(20), px(8))
        line.setSpacing(px(14))
        self.words = label("", wrap=True)
        self.take = plain_button(_("Use this text"), "check", TAKE_KEY)
        self.leave = quiet_button(_("Keep what stands"), "x", LEAVE_KEY)
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.left)
        for widget, stretch in ((self.words, 1), (self.take, 0), (self.leave, 0)):
            line.addWidget(widget, stretch)
        self.hide()

    def show_opinion(self, opinion: Opinion | None, waiting: int) -> None:
        """Draw one, and how many wait; hide when there is none."""
        self.setVisible(opinion is not None)
        if opinion is None:
            return
        words = _("“{stands}” – {engine} hears: “{better}”")
        text = words.format(stands=opinion.stands, engine=opinion.engine, better=opinion.better)
        more = _("{count} more").format(count=waiting) if waiting else ""
        self.words.setText(" · ".join(part for part in (text, more) if part))
        announce(self, text)
