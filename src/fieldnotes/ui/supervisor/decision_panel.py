"""What stands beside the text: facts, the way to ask, questions being written, and the decision. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, row
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import caps, label, muted
from fieldnotes.ui.supervisor.decide_facts import Fact
from fieldnotes.ui.supervisor.decide_page import DecidePage
from fieldnotes.ui.supervisor.decide_presenter import PinPage
from fieldnotes.ui.supervisor.pin_card import PinCard
from fieldnotes.ui.supervisor.pins import PRAISE, QUESTION, SUGGESTION


def at_once(button: QPushButton, *keys: str) -> None:
    """Let keys press a button; without Qt's pause, so that what is typed next goes where the button leads."""
    for key in keys:
        QShortcut(QKeySequence(key), button, button.click)
    native = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{button.text()} ({native})")


class FactList(Card):
    """Derived facts, one line each."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.add(caps(name))
        self._lines: list[QWidget] = []

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these instead of what stood here."""
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = [self._line(fact) for fact in facts]
        for line in self._lines:
            self.add(line)

    def _line(self, fact: Fact) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(IconLabel(fact.glyph, fact.role), 0, Qt.AlignmentFlag.AlignTop)
        words = label(fact.words, wrap=True)
        words.setToolTip(fact.tip)
        words.setAccessibleName(". ".join(part for part in (fact.words, fact.tip) if part))
        across.addWidget(words, 1)
        return line


class Asking(QFrame):
    """What a question would be about now, and the three ways to begin one."""

    asked = Signal(str)
    example_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("asking")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        self._about = muted()
        box.addStretch(1)
        box.addWidget(self._about)
        ways = ((QUESTION, _("Question"), "F2"), (SUGGESTION, _("Suggestion"), "F3"), (PRAISE, _("Praise"), "F4"))
        buttons = []
        for kind, words, key in ways:
            button = plain_button(words)
            at_once(button, key)
            button.clicked.connect(lambda _on=False, kind=kind: self.asked.emit(kind))
            buttons.append(button)
        example = quiet_button(_("Keep as an example …"), "sparkles")
        at_once(example, "F12")
        example.clicked.connect(self.example_asked)
        box.addLayout(row(*buttons, example))
        self.show_about("")

    def show_about(self, words: str) -> None:
        """Say what a question would be about."""
        self._about.setText(_("Ask about {passage}").format(passage=words) if words else _("Mark words to ask about."))


class PinList(QWidget):
    """The questions being written; those that stay are never rebuilt under the fingers."""

    written = Signal(int, str)
    taken_away = Signal(int)
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[int, PinCard] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._undo = quiet_button(_("Bring back what was taken away"), "undo-2")
        self._undo.clicked.connect(self.undo_asked)
        self._box.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeading)
        self._undo.hide()

    def show_pins(self, pins: tuple[PinPage, ...], *, can_undo: bool) -> None:
        """Show these; the cursor goes to the way back when its own question went away."""
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        for number in set(self.cards) - {pin.number for pin in pins}:
            card = self.cards.pop(number)
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, pin in enumerate(pins):
            card = self.cards.get(pin.number) or self._begin(pin)
            card.show_pin(pin)
            if self._box.indexOf(card) != place:
                self._box.insertWidget(place, card)
        self._undo.setVisible(can_undo)
        if can_undo and had_focus:
            self._undo.setFocus()

    def focus_pin(self, number: int) -> None:
        """Put the cursor in a question."""
        if number in self.cards:
            self.cards[number].begin()

    def _begin(self, pin: PinPage) -> PinCard:
        card = self.cards[pin.number] = PinCard(pin)
        card.written.connect(self.written)
        card.taken_away.connect(self.taken_away)
        return card


class Foot(QFrame):
    """The decision: approve or send back; or withdraw what was approved."""

    approve_asked = Signal()
    return_asked = Signal()
    withdraw_asked = Signal(str)
    reason_typed = Signal(str)
    read_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        self._standing, self._notice = muted(), label("", "notice", wrap=True)
        self._read = plain_button(_("Read what is new"), "refresh-cw")
        self.approve = primary_button(_("Approve"), "check")
        self.send_back = plain_button(_("Send back"), "corner-down-left")
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Why the approval is withdrawn"))
        self._reason.setAccessibleName(_("Why the approval is withdrawn"))
        self.withdraw = plain_button(_("Withdraw the approval"), "undo-2")
        box.addStretch(1)
        for widget in (self._standing, self._notice, self._reason):
            box.addWidget(widget)
        box.addLayout(row(self._read, self.approve, self.send_back, self.withdraw))
        self._connect()
        self.show_notice("")
        self._show_only()

    def show_page(self, page: DecidePage) -> None:
        """Offer what can be done with the note."""
        self._standing.setText(page.standing)
        if not page.approved:
            self._reason.clear()
        if not page.may_decide:
            self._show_only()
        elif page.approved:
            self._show_only(self._reason, self.withdraw, self.send_back)
        else:
            self._show_only(self.approve, self.send_back)
        self._standing.setVisible(bool(page.standing))

    def show_notice(self, words: str, *, reload: bool = False) -> None:
        """Say what stands in the way."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        self._read.setVisible(reload)
        if reload:
            self._read.setFocus()

    def offer_reason(self, text: str) -> None:
        """Put back the reason that was being typed before a lock; one being typed now stays."""
        if not self._reason.text():
            self._reason.setText(text)

    def _show_only(self, *shown: QWidget) -> None:
        for widget in (self._standing, self._reason, self.approve, self.send_back, self.withdraw):
            widget.setVisible(widget in shown)

    def _connect(self) -> None:
        for button, key in ((self.approve, "Ctrl+"), (self.send_back, "Ctrl+Shift+")):
            at_once(button, f"{key}Return", f"{key}Enter")
        self.approve.clicked.connect(self.approve_asked)
        self.send_back.clicked.connect(self.return_asked)
        self._read.clicked.connect(self.read_asked)
        self.withdraw.setEnabled(False)
        self._reason.textChanged.connect(lambda text: self.withdraw.setEnabled(bool(text.strip())))
        self._reason.textChanged.connect(self.reason_typed)
        self._reason.returnPressed.connect(self.withdraw.click)
        self.withdraw.clicked.connect(lambda: self.withdraw_asked.emit(self._reason.text().strip()))
