"""The page of what lies aside: one card for each thing to settle, asked once more in place. Draws and asks."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card, EmptyState, Page, row
from fieldnotes.ui.shared.labels import heading, label, muted, restyle, strong, title
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.supervisor.aside_presenter import COPY, OPEN, REFUSE, RELEASE, AsideLine, AsidePage


class AsideCard(Card):
    """What it is, why it lies there, and its ways on; those that cannot be taken back are asked once more."""

    settle_asked = Signal(str, str)

    def __init__(self, line: AsideLine) -> None:
        super().__init__(tone="soft" if line.done else "true")
        self._line, self._way = line, ""
        self.setAccessibleName(f"{line.title}. {line.why}")
        self.add(strong(line.title))
        if line.detail:
            self.add(muted(line.detail))
        self.add(label(line.why, wrap=True))
        self.ways: dict[str, Button] = {}
        for way in line.ways:
            button = plain_button(_way_words(way)) if way in (RELEASE, COPY, OPEN) else quiet_button(_way_words(way))
            button.setAccessibleName(f"{_way_words(way)}: {line.title}")
            button.clicked.connect(partial(self._choose, way))
            self.ways[way] = button
        self._sure = muted()
        self.yes, self.no = plain_button(_("Yes, do it")), quiet_button(_("No"))
        self.yes.clicked.connect(lambda: self.settle_asked.emit(line.key, self._way))
        self.no.clicked.connect(lambda: self._ask(""))
        self.add_row(*self.ways.values())
        self.add(self._sure)
        self.add_row(self.yes, self.no)
        for widget in (self._sure, self.yes, self.no):
            widget.hide()

    def _choose(self, way: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        if way == OPEN:
            self.settle_asked.emit(self._line.key, way)
        else:
            self._ask(way)

    def _ask(self, way: str) -> None:
        before, self._way = self._way, way
        self._sure.setText(_sure_words(way))
        for button in self.ways.values():
            button.setVisible(not way)
        for widget in (self._sure, self.yes, self.no):
            widget.setVisible(bool(way))
        (self.no if way else self.ways[before]).setFocus()


class AsideScreen(Screen):
    """Heading, entries that lie aside, notes in the wrong case."""

    entered_now = Signal()
    settle_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Set aside"))
        self.cards: list[AsideCard] = []
        self._parts: list[QWidget] = []
        self._back = quiet_button(_("Back"), "arrow-left")
        self._back.clicked.connect(self.back_asked)
        self.line = label("", "muted", wrap=True)
        hint = _("Entries that could not be taken into the record come here with the next exchange.")
        self._empty = EmptyState("circle-check", _("Nothing lies aside"), hint)
        self._page = Page(820)
        self._page.add_layout(row(self._back))
        self._page.add(heading(_("Set aside")))
        self._page.add(muted(_("Nothing handed in is lost. What could not be taken in waits here until you decide.")))
        self._page.add(self.line)
        self._page.add(self._empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._page.add_layout(self._list)
        self._page.end()
        self.line.hide()
        self._empty.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._page)

    def entered(self) -> None:
        """Ask for the page."""
        self.entered_now.emit()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when what the hub tells may be other now."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"cases", "entries"}:
            self.entered_now.emit()

    def show_page(self, page: AsidePage) -> None:
        """Show the page instead of what stood there; the keyboard stays on it."""
        inside = any(part.isAncestorOf(self.focusWidget() or self) for part in self._parts)
        for part in self._parts:
            self._list.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.cards = [], []
        for words, lines in ((_("Not taken in"), page.aside), (_("Notes in the wrong case"), page.wrong)):
            if lines:
                self._put(title(words))
            for line in lines:
                card = AsideCard(line)
                card.settle_asked.connect(self.settle_asked)
                self.cards.append(card)
                self._put(card)
        self._empty.setVisible(not self.cards)
        if inside:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words: str) -> None:
        """Say that it is being done."""
        self._say(words, wrong=False)
        for card in self.cards:
            card.setEnabled(False)

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say what came of it."""
        for card in self.cards:
            card.setEnabled(True)
        self._say(words, wrong=wrong)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _put(self, part: QWidget) -> None:
        self._parts.append(part)
        self._list.addWidget(part)


def _way_words(way: str) -> str:
    return {
        RELEASE: _("Take it in …"), REFUSE: _("Keep it out …"), COPY: _("Make the copy …"), OPEN: _("Open the case"),
    }[way]  # fmt: skip


def _sure_words(way: str) -> str:
    words = {
        RELEASE: _("It becomes part of the record as it was signed. That you took it in is written down."),
        REFUSE: _("It stays out of the record for good. Its author keeps the words and is told that you did."),
        COPY: _("The same text is signed into the right case, with whose it is."),
    }
    return words.get(way, "")
