"""The page of deputies: who stands in for whom and when, and a form to name one. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, row
from fieldnotes.ui.shared.labels import Chip, caption, heading, label, muted, restyle, strong
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.supervisor.deputies_presenter import DeputiesPage, DeputyLine
from fieldnotes.ui.worker.editor.fields_when import DayInput


class DeputyCard(Card):
    """One naming; ending it is asked once more in place."""

    end_asked = Signal(str)

    def __init__(self, line: DeputyLine) -> None:
        super().__init__(tone="true")
        self.setAccessibleName(f"{line.words}. {line.days}. {line.state}")
        self.add(strong(line.words))
        self.add(muted(line.days))
        self.add_row(Chip(line.state, line.tone))
        self.end = quiet_button(_("End now …"), "x")
        self.yes, self.no = plain_button(_("End it now")), quiet_button(_("Leave it"))
        self.end.setAccessibleName(f"{_('End now …')} {line.words}")
        self.add_row(self.end)
        self.add_row(self.yes, self.no)
        self.end.clicked.connect(lambda: self._ask(asking=True))
        self.no.clicked.connect(lambda: self._ask(asking=False))
        self.yes.clicked.connect(lambda: self.end_asked.emit(line.id))
        for button in (self.yes, self.no):
            button.hide()
        self.end.setVisible(line.may_end)

    def _ask(self, *, asking: bool) -> None:
        self.end.setVisible(not asking)
        for button in (self.yes, self.no):
            button.setVisible(asking)
        (self.no if asking else self.end).setFocus()


class DeputiesScreen(Screen):
    """Heading, form for supervisors, one card for each naming."""

    entered_now = Signal()
    name_asked = Signal(str, object, object)
    """Colleague, first day, last day."""
    end_asked = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Deputies"))
        self.cards: list[DeputyCard] = []
        self._back = quiet_button(_("Back"), "arrow-left")
        self.who, self.first, self.last = QComboBox(), DayInput(_("First day")), DayInput(_("Last day"))
        self.propose = primary_button(_("Name as my deputy"), "user-plus")
        self.line = label("", "muted", wrap=True)
        self._form = Card(_("Name a deputy"))
        self._none = muted(_("Nobody stands in for anybody."))
        self._known: tuple[tuple[str, str], ...] = ()
        self._lay_out()
        self._back.clicked.connect(self.back_asked)
        self.propose.clicked.connect(self._ask)

    def entered(self) -> None:
        """Ask for the page."""
        self.entered_now.emit()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when what the hub tells of people may be other now."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"cases", "profile"}:
            self.entered_now.emit()

    def show_page(self, page: DeputiesPage) -> None:
        """Show the namings; what is being chosen in the form stays."""
        inside = any(card.isAncestorOf(self.focusWidget() or self) for card in self.cards)
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [DeputyCard(line) for line in page.lines]
        for card in self.cards:
            card.end_asked.connect(self.end_asked)
            self._list.addWidget(card)
        self._none.setVisible(not page.lines)
        self._form.setVisible(page.may_name)
        if page.colleagues != self._known:
            self._offer(page.colleagues)
        if self.first.day() is None:
            self.first.show_day(page.today)
        if inside:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words: str) -> None:
        """Say that the hub is asked."""
        self._say(words, wrong=False)
        self._form.setEnabled(False)

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say what came of it."""
        self._form.setEnabled(True)
        self._say(words, wrong=wrong)
        if not wrong:
            self.last.show_day(None)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _offer(self, colleagues: tuple[tuple[str, str], ...]) -> None:
        chosen, self._known = self.who.currentData(), colleagues
        self.who.clear()
        self.who.addItem(_("Choose a colleague"), "")
        for user, name in colleagues:
            self.who.addItem(name, user)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _ask(self) -> None:
        self.name_asked.emit(self.who.currentData() or "", self.first.day(), self.last.day())

    def _lay_out(self) -> None:
        self.who.setAccessibleName(_("Colleague"))
        self._form.add(
            muted(_("They read and decide what waits for you, from the first day to the last, and not after."))
        )
        for words, field, inner in (
            (_("Colleague"), self.who, self.who),
            (_("First day"), self.first, self.first.line),
            (_("Last day"), self.last, self.last.line),
        ):
            self._form.add(caption(words, inner))
            if field is self.who:
                self._form.add(field)
            else:
                self._form.add_row(field)
        self._form.add_row(self.propose)
        page = Page(760)
        page.add_layout(row(self._back))
        page.add(heading(_("Deputies")))
        page.add(self.line)
        page.add(self._form)
        page.add(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        page.add_layout(self._list)
        page.end()
        self.line.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
