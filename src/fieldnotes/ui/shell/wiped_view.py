"""The last thing a profile shows when the workplace had it wiped: what happened, and whom to call. Decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import body, display, muted
from fieldnotes.ui.shared.toast import announce

WIDE = 520


class WipedView(QWidget):
    """One calm card in an empty window."""

    close_asked = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.card = Card()
        self.card.airy()
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.card.add(IconLabel("lock", "accent", 28))
        self.card.add(display(_("Nothing is left on this computer")))
        said = body()
        said.setText(words)
        self.card.add(said)
        self.card.add(muted(_("Your signed notes and drafts are with the case system.")))
        self.close_button = primary_button(_("Close"), "check")
        self.close_button.clicked.connect(self.close_asked)
        self.card.add_row(self.close_button)
        page = Page(WIDE, centred=True)
        page.start()
        page.add(self.card)
        page.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        announce(self.card, words, urgent=True)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
