"""The page about who one is at the case system and for which board one works. Draws and asks, decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import body, caption, display, label, muted, restyle
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce

_LEAST_SHOWN = 16
"""Letters of a board's name that are seen at least; all of it where there is room."""


class AccountScreen(Screen):
    """One column: logging in, then the boards of who serves several."""

    entered_now = Signal()
    password_given = Signal(str, str, str)
    """The password, the new one and the new one again."""
    browser_asked = Signal()
    board_chosen = Signal(int)
    stop_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Log-in and board"))
        self.last, self.ways = body(), muted("")
        for words in (self.last, self.ways):
            words.setWordWrap(True)
        self.line = label("", "muted", wrap=True)
        self.stop = plain_button(_("Stop"), "x")
        self.browser = primary_button("")
        self.password = SecretField(_("Password at the case system"))
        self.new, self.again = SecretField(_("New password")), SecretField(_("New password again"))
        self.go = plain_button(_("Log in with the password"), "key-round")
        self.other = quiet_button(_("Change the password …"), "key-round")
        self.back = quiet_button(_("Back"), "arrow-left")
        self.boards = QComboBox()
        self.boards.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.boards.setMinimumContentsLength(_LEAST_SHOWN)
        self._board_card = Card(_("Board"), _("Cases of other boards stay on this computer, out of sight."))
        self._lay_out()
        self._connect()
        self.line.hide()
        self._show_stop(shown=False)
        self.show_ways("", password=False, must_change=False, provider="")
        self.show_boards((), 0)

    def entered(self) -> None:
        """Look anew, and begin where one can begin."""
        self.entered_now.emit()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Stop what can be stopped, and forget what was typed."""
        self.stop_asked.emit()
        self.forget()

    def show_last(self, words: str) -> None:
        """Say when this person last logged in."""
        self.last.setText(words)

    def show_ways(self, words: str, *, password: bool, must_change: bool, provider: str) -> None:
        """Offer what there is."""
        self.ways.setText(words)
        self.ways.setVisible(bool(words))
        self.browser.setText(_("Log in at {provider}").format(provider=provider))
        self.browser.setVisible(bool(provider))
        for part in (self.password, self.go):
            part.setVisible(password)
        self.other.setVisible(password and not must_change)
        self._show_new(shown=password and must_change)

    def show_boards(self, boards: Sequence[tuple[str, str]], chosen: int) -> None:
        """Offer the boards."""
        self.boards.clear()
        for key, words in boards:
            self.boards.addItem(words, key)
        self.boards.setCurrentIndex(chosen if boards else -1)
        self._board_card.setVisible(len(boards) > 1)

    def show_busy(self, words: str, *, stoppable: bool) -> None:
        """Say what goes on."""
        self._enable(ready=False)
        self._say(words, wrong=False)
        self._show_stop(shown=stoppable)
        if stoppable:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        self._enable(ready=True)
        self._show_stop(shown=False)
        self._say(words, wrong=wrong)
        self._page.ensureWidgetVisible(self.line)
        if wrong and self.password.isVisible():
            self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Forget everything typed."""
        for field in (self.password, self.new, self.again):
            field.edit.clear()

    def _ask(self) -> None:
        self.password_given.emit(self.password.edit.text(), self.new.edit.text(), self.again.edit.text())

    def _show_new(self, *, shown: bool) -> None:
        for field in (self.new, self.again):
            field.setVisible(shown)
            if not shown:
                field.edit.clear()

    def _change(self) -> None:
        self.other.hide()
        self._show_new(shown=True)
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self, *, ready: bool) -> None:
        for part in (self.browser, self.password, self.new, self.again, self.go, self.other, self.boards):
            part.setEnabled(ready)

    def _show_stop(self, *, shown: bool) -> None:
        self.stop.setVisible(shown)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _connect(self) -> None:
        self.browser.clicked.connect(self.browser_asked)
        self.go.clicked.connect(self._ask)
        self.other.clicked.connect(self._change)
        self.stop.clicked.connect(self.stop_asked)
        self.back.clicked.connect(self.back_asked)
        self.boards.activated.connect(self.board_chosen)
        for field in (self.password, self.new, self.again):
            field.edit.returnPressed.connect(self._ask)

    def _lay_out(self) -> None:
        self._page = page = Page(720, centred=True)
        page.start()
        page.add(display(_("Log-in and board")))
        card = Card(_("Log in at the case system"))
        for part in (self.last, self.ways, self.line):
            card.add(part)
        card.add_row(self.browser, self.stop)
        for field in (self.password, self.new, self.again):
            card.add(field)
        card.add_row(self.go, self.other)
        page.add(card)
        self._board_card.add(caption(_("You work for"), self.boards))
        self._board_card.add(self.boards)
        page.add(self._board_card)
        last = Card()
        last.add_row(self.back)
        page.add(last)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
