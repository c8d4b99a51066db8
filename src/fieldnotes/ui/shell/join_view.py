"""The page where an invitation is taken later than at the first start. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import display, label, muted, restyle
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.toast import announce


class JoinScreen(Screen):
    """One card: what an invitation is, the way to choose it, and what came of it."""

    invitation_given = Signal(str)
    """The file's path, chosen or dropped."""
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Connect to the case system"))
        self.choose = primary_button(_("Choose an invitation file …"))
        self.line = label("", "error", wrap=True)
        self._back = quiet_button(_("Back"), "arrow-left")
        card = Card()
        card.airy()
        card.add(display(_("Connect to the case system")))
        card.add(muted(_("With an invitation file your notes reach the case system and your cases come here.")))
        card.add(muted(_("Your administrator makes the file. You can also drop it on this window.")))
        card.add(self.line)
        card.part()
        card.add_row(self.choose, self._back)
        page = Page(620, centred=True)
        page.start()
        page.add(card)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self.choose.clicked.connect(self._choose_file)
        self._back.clicked.connect(self.back_asked)

    def entered(self) -> None:
        """Begin at the button."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment."""
        self._say(words, wrong=False)
        self.choose.setEnabled(False)

    def show_line(self, words: str) -> None:
        """Say why it did not go."""
        self._say(words, wrong=True)
        self.choose.setEnabled(True)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        if words:
            announce(self.line, words, urgent=wrong)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Invitation file"), "", "JSON (*.json *.invitation);;* (*)")
        if name:
            self.invitation_given.emit(name)
