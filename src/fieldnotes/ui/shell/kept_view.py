"""The page where drafts of another computer are brought here. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import body, display, label, muted, restyle
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce


class KeptScreen(Screen):
    """One card: what lies there, the field for the old secret, and what came of it."""

    entered_now = Signal()
    fetch_asked = Signal(str, bool)
    """The secret, and whether it is a recovery key."""
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Drafts from your other computer"))
        self.found = body()
        self.secret = SecretField(_("The other computer's passphrase"))
        self.is_key = QCheckBox(_("I have its recovery key instead"))
        self.fetch = primary_button(_("Bring them here"))
        self.line = label("", "error", wrap=True)
        self._hint = muted(_("They are sealed; only that computer's passphrase or recovery key opens them."))
        self._back = quiet_button(_("Not now"), "arrow-left")
        self._lay_out()
        self.is_key.toggled.connect(self._ask_for)
        self.fetch.clicked.connect(self._ask)
        self.secret.edit.returnPressed.connect(self._ask)
        self._back.clicked.connect(self.back_asked)

    def entered(self) -> None:
        """Look anew."""
        self._offer(any_there=False)
        self.entered_now.emit()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Forget what was typed."""
        self.secret.edit.clear()

    def show_found(self, words: str, *, any_there: bool) -> None:
        """Say what lies there, and ask for the secret if anything does."""
        self.found.setText(words)
        self._offer(any_there=any_there)
        announce(self.found, words)
        (self.secret.edit if any_there else self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment."""
        self._say(words, wrong=False)
        for widget in (self.secret, self.is_key, self.fetch):
            widget.setEnabled(False)

    def show_line(self, words: str) -> None:
        """Say why it did not go."""
        for widget in (self.secret, self.is_key, self.fetch):
            widget.setEnabled(True)
        self._say(words, wrong=True)
        if words and self.secret.isVisible():
            self.secret.edit.selectAll()
            self.secret.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, *, any_there: bool) -> None:
        for widget in (self.secret, self.is_key, self.fetch, self._hint):
            widget.setVisible(any_there)
        self._back.setText(_("Not now") if any_there else _("Back"))

    def _ask(self) -> None:
        self.fetch_asked.emit(self.secret.edit.text(), self.is_key.isChecked())

    def _ask_for(self, key: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.secret.rename(_("The other computer's recovery key") if key else _("The other computer's passphrase"))

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        if words:
            announce(self.line, words, urgent=wrong)

    def _lay_out(self) -> None:
        card = Card()
        card.airy()
        card.add(display(_("Drafts from your other computer")))
        for widget in (self.found, self._hint, self.secret, self.is_key, self.line):
            card.add(widget)
        card.part()
        card.add_row(self.fetch, self._back)
        page = Page(620, centred=True)
        page.start()
        page.add(card)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
