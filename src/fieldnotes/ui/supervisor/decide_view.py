"""The screen of a decision: the text to read, and the panel that decides beside or below it. Draws and asks."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, plain_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, label
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.supervisor.decide_page import DecidePage
from fieldnotes.ui.supervisor.decide_presenter import PinPage
from fieldnotes.ui.supervisor.decision_panel import Asking, FactList, Foot, PinList
from fieldnotes.ui.supervisor.note_page import NotePage
from fieldnotes.ui.supervisor.passages import Span
from fieldnotes.ui.supervisor.supervisor_style import supervisor_style

BESIDE = 760
"""From this width (at 100 % text) the panel stands beside the text."""
FLAT = 600
"""From this width (at 100 % text) asking and deciding share a line below the text."""
PANEL = 344


class DecideScreen(Screen):
    """Heading, news, text, panel."""

    entered_now = Signal()
    changed_now = Signal(object)
    back_asked = Signal()
    read_asked = Signal()
    marked = Signal(str, int, int)
    passphrase_asked = Signal(object)
    """What is done once the passphrase was right."""

    def __init__(self) -> None:
        super().__init__(_("Decision"))
        self._title = ElidingLabel("", "h1")
        self._state = Chip()
        self._opening = label(_("Opening the note …"), "muted")
        self._news, self._news_words = Card(tone="warn"), label("", wrap=True)
        self.page = NotePage()
        self.facts, self.asking, self.pins, self.foot = FactList(_("In short")), Asking(), PinList(), Foot()
        self.checks, self.readers = FactList(_("Check list")), FactList(_("Who has read"))
        self._panel, self._dock = QFrame(self), QFrame(self)
        self._panel.setObjectName("panel")
        self._dock.setObjectName("panel")
        self._side, self._block = Page(4000), QWidget(self)
        self.withdrawing: BegunWords | None = None
        """Keeps the reason of a withdrawal while it is typed; a signal alone would not hold it."""
        self._beside: bool | None = None
        self._lay_out()
        self._wire()
        self._relook()

    def entered(self) -> None:
        """Ask for the note, or whether anything has come."""
        self.entered_now.emit()

    def take_change(self, change: object) -> None:
        """Hand on what changed."""
        self.changed_now.emit(change)

    def show_note(self, page: DecidePage) -> None:
        """Show the note from its beginning."""
        self.rename(page.title)
        self._title.setText(page.title)
        self._state.show_chip(page.state, page.tone)
        self._opening.hide()
        self._renew()
        lists = ((self.facts, page.facts), (self.checks, page.checks), (self.readers, page.readers))
        for listed, facts in lists:
            listed.show_facts(facts)
        self.page.fill(page)
        self.foot.show_page(page)
        self.asking.setVisible(page.may_decide)
        self._fit()
        self._dock.show()
        self.page.begin(page.begin_at)

    def show_pins(self, pins: tuple[PinPage, ...], *, can_undo: bool) -> None:
        """Show the questions being written."""
        self.pins.show_pins(pins, can_undo=can_undo)

    def show_marks(self, section: str, spans: tuple[Span, ...]) -> None:
        """Mark the words unsent questions are about."""
        self.page.show_unsent(section, spans)

    def show_about(self, words: str) -> None:
        """Say what a question would be about."""
        self.asking.show_about(words)

    def show_notice(self, words: str, *, reload: bool = False) -> None:
        """Say what stands in the way, aloud too."""
        self.foot.show_notice(words, reload=reload)
        if words:
            announce(self, words)

    def show_news(self, words: str) -> None:
        """Say that something new was recorded."""
        self._news_words.setText(words)
        self._news.setVisible(bool(words))
        if words:
            announce(self, words)

    def focus_pin(self, number: int) -> None:
        """Put the cursor in a question."""
        self.pins.focus_pin(number)
        self.page.let_go()
        self._keep_in_sight()

    def ask_passphrase(self, then: Callable[[], None]) -> None:
        """Ask for the passphrase over the note."""
        self.passphrase_asked.emit(then)

    def let_decide(self, *, yes: bool) -> None:
        """Leave the keys of the decision to a panel while it lies over the note."""
        for part in (self.asking, self.foot):
            part.setEnabled(yes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beside or below."""
        super().resizeEvent(event)
        self._fit()

    def _renew(self) -> None:
        """Begin with an empty page; facts and questions keep their widgets."""
        old, self.page = self.page, NotePage()
        self.page.marked.connect(self.marked)
        self.page.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._block.setParent(self)
        self._columns.replaceWidget(old, self.page)
        old.hide()
        old.deleteLater()
        self._beside = None

    def _fit(self) -> None:
        self._panel.setFixedWidth(px(PANEL))
        beside = self.width() >= px(BESIDE)
        flat = px(FLAT) <= self.width() < px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        self._dock_box.setDirection(way)
        if beside == self._beside or not self.page.filled:
            return
        self._beside = beside
        focused = self.focusWidget()
        self._panel.setVisible(beside)
        if beside:
            self._side_slot.addWidget(self._block)
            self._side_box.addWidget(self._dock)
        else:
            self.page.host(self._block)
            self._box.addWidget(self._dock)
        self._block.show()
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()  # a widget that changes its place loses it

    def _keep_in_sight(self) -> None:
        """Scroll to the question being written, also when it grows."""
        here = self.focusWidget()
        if here is not None and self.pins.isAncestorOf(here):
            (self._side if self._beside else self.page).ensureWidgetVisible(here, 0, 60)

    def _switch(self) -> None:
        """Move between the text, where one was reading, and the panel."""
        here = self.focusWidget()
        if here is not None and self.page.isAncestorOf(here) and not self.pins.isAncestorOf(here):
            first = next(iter(self.pins.cards.values()), None)
            (first.edit if first is not None else self.foot.approve).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.page.go_on()

    def _relook(self) -> None:
        self.setStyleSheet(supervisor_style())
        self._fit()

    def _wire(self) -> None:
        self._side.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self.foot.read_asked.connect(self.read_asked)
        look_signal().changed.connect(self._relook)
        for keys, act in (
            ("F6", self._switch),
            ("Esc", self.back_asked.emit),
            ("F7", partial(self._step_change, 1)),
            ("Shift+F7", partial(self._step_change, -1)),
            ("Ctrl+PgDown", lambda: self.page.step(1)),
            ("Ctrl+PgUp", lambda: self.page.step(-1)),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _step_change(self, way: int) -> None:
        """Go to the next section that has changed; say so when there is none that way."""
        if not self.page.step_change(way):
            announce(self, _("Nothing more has changed that way."))

    def _lay_out(self) -> None:
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._heading_line())
        self._news.squeeze()
        read = plain_button(_("Read what is new"), "refresh-cw")
        read.clicked.connect(self.read_asked)
        self._news.add_row(self._news_words, read)
        self._news.hide()
        box.addWidget(self._news)
        box.addWidget(self._opening, 0, Qt.AlignmentFlag.AlignHCenter)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(0)
        self._columns.addWidget(self.page, 1)
        self._columns.addWidget(self._panel)
        box.addLayout(self._columns, 1)
        self._lay_out_panel()

    def _lay_out_panel(self) -> None:
        """Put facts and questions in one block, asking and decision in another; the width says where they go."""
        inner = QVBoxLayout(self._block)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        self._dock_box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._dock)
        self._dock_box.setContentsMargins(0, 0, 0, 0)
        self._dock_box.setSpacing(0)
        for widget in (self.pins, self.facts, self.checks, self.readers):
            inner.addWidget(widget)
        for part in (self.asking, self.foot):
            self._dock_box.addWidget(part)
        self._block.hide()
        self._dock.hide()
        self._side_box = QVBoxLayout(self._panel)
        self._side_box.setContentsMargins(0, 0, 0, 0)
        self._side_box.setSpacing(0)
        self._side_slot = QVBoxLayout()
        self._side.add_layout(self._side_slot)
        self._side.end()
        self._side_box.addWidget(self._side, 1)

    def _heading_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(24, 14, 24, 8)
        line.setSpacing(8)
        back = icon_button(_("Back"), "arrow-left")
        back.clicked.connect(self.back_asked)
        for widget in (back, self._title, self._state):
            line.addWidget(widget, 1 if widget is self._title else 0)
        return line
