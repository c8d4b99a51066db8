"""The first thing on the screen: a passphrase and nothing about any family. Draws and asks, decides nothing.

Imported before the first paint, so it may import Qt and the shared widgets only.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import display, label, muted, restyle
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
        self.hint = muted(hint)
        self.add(self.hint)
        self.line = label("", "error", wrap=True)

    def add_row(self, *widgets: QWidget) -> None:
        """Put widgets side by side; they never need a second line here."""
        line = QHBoxLayout()
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        self.add_layout(line)

    def lead(self, widget: QWidget) -> None:
        """Put a widget above everything else."""
        self._box.insertWidget(0, widget)

    def say(self, words: str, *, wrong: bool) -> None:
        """Show the one line and let it be heard."""
        self.line.setText(words)
        if words:
            self.line.setProperty("role", "error" if wrong else "muted")
            restyle(self.line)
            announce(self.line, words, urgent=wrong)


class UnlockView(QWidget):
    """Passphrase, and the way in with the recovery key."""

    unlock_asked = Signal(str)
    both_asked = Signal(str, str)
    pin_asked = Signal(str)
    recover_asked = Signal(str, str, str)
    display_asked = Signal()
    typed = Signal()
    """Somebody is about to open the profile."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._passphrase = SecretField(_("Passphrase"))
        self._card = DoorCard(_("FieldNotes is locked"), _("Type your passphrase. Nobody reads your notes without it."))
        self._beside = SecretField(_("Recovery key (eight groups)"), hidden=False)
        self._beside.setVisible(False)
        self._open = primary_button(_("Unlock"), "lock-open")
        self._forgotten = quiet_button(_("I have forgotten it"), "key-round")
        self._instead = quiet_button(_("Use the passphrase"), "keyboard")
        self._instead.setVisible(False)
        self._pages.addWidget(self._unlock_page())
        self._by_pin = False
        self._recovery: list[SecretField] = []
        self._recover_card: DoorCard | None = None
        for field in (self._passphrase, self._beside):
            field.edit.textChanged.connect(lambda _text: self._open.setEnabled(self._complete()))
            field.edit.textEdited.connect(lambda _text: self.typed.emit())
        self._open.setEnabled(False)

    def put_above(self, widget: QWidget) -> None:
        """Put a widget first in the card."""
        self._card.lead(widget)

    def offer_pin(self, *, ready: bool, words: str = "") -> None:
        """Ask for the PIN, or for the passphrase again; what somebody has begun to type is left alone."""
        typed = self._passphrase.edit.text() or not self._beside.isHidden()
        if ready and (typed or self._pages.currentIndex()):
            return
        self._by_pin = ready
        self._beside.setVisible(False)
        self._beside.edit.setText("")
        self._instead.setVisible(ready)
        self._forgotten.setVisible(not ready)
        self._passphrase.rename(_("PIN") if ready else _("Passphrase"))
        self._passphrase.edit.setText("")
        self._card.hint.setText(
            _("Type your PIN. Your passphrase works as well.")
            if ready
            else _("Type your passphrase. Nobody reads your notes without it.")
        )
        if self._pages.currentIndex() == 0 and self.isVisible():
            self.show_ready(words)
        else:
            self._card.say(words, wrong=bool(words))

    def ask_both(self, words: str) -> None:
        """Ask for the recovery key beside the passphrase; a passphrase that was typed stays."""
        if self._by_pin:
            self.offer_pin(ready=False)
        self._beside.setVisible(True)
        self._card.hint.setText(_("Type your passphrase and the recovery key you wrote down."))
        self.show_ready(words)
        if self._passphrase.edit.text():
            self._beside.edit.setFocus()

    def show_busy(self, words: str) -> None:
        """Say that the key is being worked out."""
        self._current().say(words, wrong=False)
        self._allow(typing=False)

    def show_ready(self, words: str = "") -> None:
        """Let the person type again, with the whole text selected."""
        self._current().say(words, wrong=bool(words))
        self._allow(typing=True)
        field = self._recovery[0] if self._pages.currentIndex() else self._passphrase
        field.edit.setFocus()
        field.edit.selectAll()

    def show_wait(self, words: str) -> None:
        """Say how long to wait."""
        self._current().say(words, wrong=True)
        self._allow(typing=False)

    def clear(self) -> None:
        """Forget everything typed and begin with the passphrase."""
        for field in (self._passphrase, *self._recovery):
            field.edit.setText("")  # and not clear(), which Ctrl+Z would take back
        for card in (self._card, self._recover_card):
            if card is not None:
                card.say("", wrong=False)
        self._pages.setCurrentIndex(0)
        self.offer_pin(ready=False)
        self._allow(typing=True)

    def _current(self) -> DoorCard:
        return self._recover_card if self._pages.currentIndex() and self._recover_card else self._card

    def _allow(self, *, typing: bool) -> None:
        for part in (self._passphrase, self._beside, self._forgotten, *self._recovery, self._recover_card):
            if part is not None:
                part.setEnabled(typing)
        self._instead.setEnabled(typing)
        self._open.setEnabled(typing and self._complete())

    def _complete(self) -> bool:
        """Tell whether everything that is asked for is typed."""
        asked = [self._passphrase] if self._beside.isHidden() else [self._passphrase, self._beside]
        return all(field.edit.text() for field in asked)

    def _unlock_page(self) -> QWidget:
        for field in (self._passphrase, self._beside):
            field.edit.returnPressed.connect(self._ask_unlock)
        self._open.clicked.connect(self._ask_unlock)
        self._instead.clicked.connect(lambda: self.offer_pin(ready=False))
        self._forgotten.clicked.connect(lambda: self._turn(1))
        for widget in (self._passphrase, self._beside, self._card.line):
            self._card.add(widget)
        self._card.add_row(self._open, self._instead, self._forgotten)
        display = quiet_button(_("Display and language …"), "settings-2")
        display.clicked.connect(self.display_asked)
        self._card.add_row(display)
        return _middle(self._card)

    def _recovery_page(self) -> QWidget:
        """Build the way in with the recovery key, which few ever need and no first paint waits for."""
        hint = _("Type the key you wrote down, then choose a new passphrase.")
        card = self._recover_card = DoorCard(_("Use the recovery key"), hint)
        key = SecretField(_("Recovery key (eight groups)"), hidden=False)
        self._recovery = [key, SecretField(_("New passphrase")), SecretField(_("New passphrase again"))]
        recover = primary_button(_("Open and set passphrase"), "key-round")
        back = quiet_button(_("Back"), "arrow-left")
        back.clicked.connect(lambda: self._turn(0))
        recover.clicked.connect(self._ask_recover)
        self._recovery[-1].edit.returnPressed.connect(self._ask_recover)
        for widget in (*self._recovery, card.line):
            card.add(widget)
        card.add_row(recover, back)
        return _middle(card)

    def _turn(self, page: int) -> None:
        if page and self._recover_card is None:
            self._pages.addWidget(self._recovery_page())
        self._pages.setCurrentIndex(page)
        self.show_ready()

    def _ask_unlock(self) -> None:
        if not self._beside.isHidden():
            if self._complete():
                self.both_asked.emit(self._passphrase.edit.text(), self._beside.edit.text())
            return
        asked = self.pin_asked if self._by_pin else self.unlock_asked
        asked.emit(self._passphrase.edit.text())

    def _ask_recover(self) -> None:
        key, new, again = (field.edit.text() for field in self._recovery)
        self.recover_asked.emit(key, new, again)


def _middle(card: QWidget) -> QWidget:
    page = Page(480, centred=True)
    page.start()
    page.add(card)
    page.end()
    return page
