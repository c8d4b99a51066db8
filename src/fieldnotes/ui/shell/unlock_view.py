"""The first thing on the screen: a passphrase and nothing about any family. Draws and asks, decides nothing.

Imported before the first paint, so it may import Qt and the shared widgets only.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import display, label, muted
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce


class DoorCard(Card):
    """A narrow card in the middle of an empty window, with one line for what went wrong."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.airy()
        self.add(IconLabel("lock", "accent", 28))
        self.add(display(name))
        self.add(muted(hint))
        self.line = label("", "error", wrap=True)

    def say(self, words: str, *, wrong: bool) -> None:
        """Show the one line and let it be heard."""
        self.line.setProperty("role", "error" if wrong else "muted")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        self.line.setText(words)
        if words:
            announce(self.line, words, urgent=wrong)


class UnlockView(QWidget):
    """Passphrase, and the way in with the recovery key."""

    unlock_asked = Signal(str)
    recover_asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._pages = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._passphrase = SecretField(_("Passphrase"))
        self._card = DoorCard(_("FieldNotes is locked"), _("Type your passphrase. Everything stays on this computer."))
        self._open = primary_button(_("Unlock"), "lock-open")
        self._forgotten = quiet_button(_("I have forgotten it"), "key-round")
        self._pages.addWidget(self._unlock_page())
        self._key = SecretField(_("Recovery key (eight groups)"), hidden=False)
        self._new = SecretField(_("New passphrase"))
        self._again = SecretField(_("New passphrase again"))
        self._recover_card = DoorCard(
            _("Use the recovery key"), _("Type the key you wrote down, then choose a new passphrase.")
        )
        self._recover = primary_button(_("Open and set passphrase"), "key-round")
        self._pages.addWidget(self._recovery_page())
        self._passphrase.edit.textChanged.connect(lambda text: self._open.setEnabled(bool(text)))
        self._open.setEnabled(False)

    def show_busy(self, words: str) -> None:
        """Say that the key is being worked out."""
        self._current().say(words, wrong=False)
        self._allow(typing=False)

    def show_ready(self, words: str = "") -> None:
        """Let the person type again, with the whole text selected."""
        self._current().say(words, wrong=bool(words))
        self._allow(typing=True)
        field = self._passphrase if self._pages.currentIndex() == 0 else self._key
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        field.edit.selectAll()

    def show_wait(self, words: str) -> None:
        """Say how long to wait."""
        self._current().say(words, wrong=True)
        self._allow(typing=False)

    def clear(self) -> None:
        """Forget everything typed and begin with the passphrase."""
        for field in (self._passphrase, self._key, self._new, self._again):
            field.edit.clear()
        self._pages.setCurrentIndex(0)
        self._card.say("", wrong=False)
        self._recover_card.say("", wrong=False)
        self._allow(typing=True)

    def _current(self) -> DoorCard:
        return self._card if self._pages.currentIndex() == 0 else self._recover_card

    def _allow(self, *, typing: bool) -> None:
        for field in (self._passphrase, self._key, self._new, self._again):
            field.setEnabled(typing)
        self._open.setEnabled(typing and bool(self._passphrase.edit.text()))
        self._recover.setEnabled(typing)
        self._forgotten.setEnabled(typing)

    def _unlock_page(self) -> QWidget:
        self._passphrase.edit.returnPressed.connect(self._ask_unlock)
        self._open.clicked.connect(self._ask_unlock)
        self._forgotten.clicked.connect(lambda: self._turn(1))
        for widget in (self._passphrase, self._card.line):
            self._card.add(widget)
        self._card.add_row(self._open, self._forgotten)
        return _middle(self._card)

    def _recovery_page(self) -> QWidget:
        back = quiet_button(_("Back"), "arrow-left")
        back.clicked.connect(lambda: self._turn(0))
        self._recover.clicked.connect(self._ask_recover)
        self._again.edit.returnPressed.connect(self._ask_recover)
        for widget in (self._key, self._new, self._again, self._recover_card.line):
            self._recover_card.add(widget)
        self._recover_card.add_row(self._recover, back)
        return _middle(self._recover_card)

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.show_ready()

    def _ask_unlock(self) -> None:
        self.unlock_asked.emit(self._passphrase.edit.text())

    def _ask_recover(self) -> None:
        self.recover_asked.emit(self._key.edit.text(), self._new.edit.text(), self._again.edit.text())


def _middle(card: QWidget) -> QWidget:
    page = Page(480, centred=True)
    page.start()
    page.add(card)
    page.end()
    return page
