"""The page about the ways into this profile. Draws and asks, decides nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.casework.ways_in import WaysIn
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import caption, display, label, muted, restyle
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.decided_card import DecidedCard, offer_minutes
from fieldnotes.ui.shell.lock_time import lock_time
from fieldnotes.ui.shell.security_words import key_words, officer_words, pin_words

_ON_A_LINE = 4
"""Groups of the recovery key."""


class SecurityScreen(Screen):
    """One column: who you are, then a card for each way in."""

    change_asked = Signal(str, str, str)
    key_asked = Signal(str)
    pin_asked = Signal(str, str, str)
    pin_removal_asked = Signal()
    rekey_asked = Signal(str)
    stop_asked = Signal()
    kept_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Security"))
        self.present = SecretField(_("Your present passphrase"))
        self.new, self.again = SecretField(_("New passphrase")), SecretField(_("New passphrase again"))
        self.pin, self.pin_again = SecretField(_("PIN")), SecretField(_("PIN again"))
        self.line = label("", "muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("How far it has come"))
        self.stop = plain_button(_("Stop"), "x")
        self.key = label("", "secret", wrap=True)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._state: dict[str, QWidget] = {}
        self._cards: list[QWidget] = []
        page = Page(720, centred=True)
        page.start()
        page.add(display(_("Security")))
        for card in (self._who(), self._passphrase(), self._recovery(), self._pin(), self._lock(), self._others()):
            page.add(card)
            self._cards.append(card)
        self._decided = DecidedCard()
        page.add(self._decided)
        page.end()
        self._page = page
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self.show_key(())
        self._say("", wrong=False)
        self._show_progress(shown=False, stoppable=False)

    def entered(self) -> None:
        """Begin at the passphrase."""
        self.present.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Let the presenter take what is secret off the screen."""
        self.stop_asked.emit()
        self.forget()
        self.show_key(())

    def show_ways(self, ways: WaysIn) -> None:
        """Show which ways there are."""
        for name, words in (
            ("recovery", key_words(ways)),
            ("pin", pin_words(ways.pin)),
            ("officers", officer_words(ways.officers)),
        ):
            held = self._state[name]
            held.setProperty("text", words)
        possible = ways.pin not in ("impossible", "closed")
        for part in (self.pin, self.pin_again, self._set_pin):
            part.setVisible(possible)
        self._remove_pin.setVisible(ways.pin in ("ready", "lost"))

    def show_decided(self, rows: Sequence[tuple[str, Sequence[str]]], lock: str) -> None:
        """Show what the workplace has decided, all of it below, and beside the lock time what that leaves of it."""
        self._decided.show_rows(rows)
        self._lock_told.setText(_("Decided by your workplace: {rule}").format(rule=lock))
        self._lock_told.setVisible(bool(lock))
        offer_minutes(self.minutes)

    def show_busy(self, words: str, *, stoppable: bool = False) -> None:
        """Say that something takes a moment."""
        self._say(words, wrong=False)
        for card in self._cards[1:]:
            card.setEnabled(False)
        self.present.setEnabled(False)
        self._show_progress(shown=stoppable, stoppable=stoppable)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        self._say(words, wrong=wrong)
        for card in self._cards[1:]:
            card.setEnabled(True)
        self.present.setEnabled(True)
        self._show_progress(shown=False, stoppable=False)
        self._page.ensureWidgetVisible(self.line)
        if wrong:
            self.present.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_key(self, groups: Sequence[str]) -> None:
        """Show a new recovery key; none takes it away."""
        self.key.setText(
            "\n".join("   ".join(groups[at : at + _ON_A_LINE]) for at in range(0, len(groups), _ON_A_LINE))
        )
        self.key.setAccessibleName(", ".join(" ".join(group) for group in groups))
        self.key.setVisible(bool(groups))

    def forget(self) -> None:
        """Forget everything typed."""
        for field in (self.present, self.new, self.again, self.pin, self.pin_again):
            field.edit.setText("")

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _show_progress(self, *, shown: bool, stoppable: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(shown)
        self.stop.setVisible(stoppable)

    def _who(self) -> Card:
        card = Card()
        card.add(muted(_("What you change here needs your passphrase, so that nobody else can do it at your desk.")))
        card.add(self.present)
        for part in (self.line, self.key, self.progress):
            card.add(part)
        back = quiet_button(_("Back"), "arrow-left")
        back.clicked.connect(self.back_asked)
        self.stop.clicked.connect(self.stop_asked)
        kept = quiet_button(_("Drafts from your other computer …"), "download")
        kept.clicked.connect(self.kept_asked)
        card.add_row(self.stop, back, kept)
        return card

    def _passphrase(self) -> Card:
        card = Card(_("Passphrase"), _("It encrypts everything on this computer. Nobody can look it up for you."))
        ask = lambda: self.change_asked.emit(self.present.edit.text(), self.new.edit.text(), self.again.edit.text())  # noqa: E731 - used twice
        return self._with(card, (self.new, self.again), _("Change the passphrase"), ask)

    def _recovery(self) -> Card:
        card = Card(_("Recovery key"))
        card.add(self._told("recovery"))
        return self._with(card, (), _("Make a new recovery key"), lambda: self.key_asked.emit(self.present.edit.text()))

    def _pin(self) -> Card:
        card = Card(_("PIN on this computer"))
        card.add(self._told("pin"))
        ask = lambda: self.pin_asked.emit(self.present.edit.text(), self.pin.edit.text(), self.pin_again.edit.text())  # noqa: E731 - as above
        for field in (self.pin, self.pin_again):
            card.add(field)
            field.edit.returnPressed.connect(ask)
        self._set_pin, self._remove_pin = plain_button(_("Set the PIN")), quiet_button(_("Remove the PIN"), "trash-2")
        self._set_pin.clicked.connect(ask)
        self._remove_pin.clicked.connect(self.pin_removal_asked)
        card.add_row(self._set_pin, self._remove_pin)
        return card

    def _lock(self) -> Card:
        card = Card(
            _("Lock"),
            _("The program locks when nobody touches it, when the computer sleeps, and when its own screen is locked."),
        )
        time, held = lock_time(), QComboBox()
        offer_minutes(held)
        held.activated.connect(lambda _index: time.choose(int(held.currentData())))
        card.add(caption(_("Lock after"), held))
        card.add_row(held)
        self._lock_told = muted("")
        self._lock_told.hide()
        card.add(self._lock_told)
        self.minutes = held
        return card

    def _others(self) -> Card:
        card = Card(_("If everything is lost, or somebody may know a key"))
        card.add(self._told("officers"))
        hint = _(
            "A new data key encrypts everything again: do this when somebody may have copied this computer's disk while"
            " knowing your passphrase. It takes a while. You get a new recovery key, and the PIN must be set again."
        )
        card.add(muted(hint))
        return self._with(card, (), _("Change the data key"), lambda: self.rekey_asked.emit(self.present.edit.text()))

    def _told(self, name: str) -> QWidget:
        made = muted("")
        self._state[name] = made
        return made

    @staticmethod
    def _with(card: Card, fields: Sequence[SecretField], words: str, ask: Callable[[], None]) -> Card:
        for field in fields:
            card.add(field)
            field.edit.returnPressed.connect(ask)
        button = primary_button(words) if fields else plain_button(words)
        button.clicked.connect(ask)
        card.add_row(button)
        return card
