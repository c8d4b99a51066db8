"""One line above the dictation bar: what a second engine would write, to take or to leave. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from fieldnotes.casework.second_opinion import Opinion
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shared.toast import announce

TAKE_KEY, LEAVE_KEY = "Alt+O", "Alt+Shift+O"
NARROW = 900
"""Width at 100 % text below which the answers stand below the words."""


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
        line.addWidget(self.words, 1)
        line.addLayout(row(self.take, self.leave))
        self._line = line
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below the words where the bar is narrow."""
        super().resizeEvent(event)
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        below = width < px(NARROW)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)

    def show_opinion(self, opinion: Opinion | None, waiting: int) -> None:
        """Draw one, and how many wait; hide when there is none."""
        beside = self.parentWidget()
        self._fit(self.width() if beside is None else beside.width())  # before it is seen: a wide bar widens the window
        self.setVisible(opinion is not None)
        if opinion is None:
            return
        words = _("“{stands}” – {engine} hears: “{better}”")
        text = words.format(stands=opinion.stands, engine=opinion.engine, better=opinion.better)
        more = _("{count} more").format(count=waiting) if waiting else ""
        self.words.setText(" · ".join(part for part in (text, more) if part))
        announce(self, text)
