"""Today as a list in groups and the deadlines beside it. Draws and asks, decides nothing."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from fieldnotes.casework.case_views import AgreementView
from fieldnotes.casework.visit_views import VisitView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card, EmptyState
from fieldnotes.ui.shared.labels import caps, heading, muted
from fieldnotes.ui.shared.rows import RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.worker.today_rows import TodayPage

BESIDE = 860
"""From this width (at 100 % text) the deadlines stand beside the list."""


class TodayScreen(Screen):
    """Heading, the list of what to do, near deadlines."""

    entered_now = Signal()
    left_now = Signal()
    chosen = Signal(str)
    new_asked = Signal()
    join_asked = Signal()
    changed_now = Signal()
    missed_asked = Signal(str, object)
    """Something planned that did not take place: its case, and the `AgreementView` or `VisitView` it is."""
    ticked = Signal(str)
    not_done = Signal(str)
    undo_asked = Signal()
    case_asked = Signal(str)
    speak_asked = Signal(str)
    """The key of a planned visit or a draft to open, to be spoken into at once."""

    def __init__(self) -> None:
        super().__init__(_("Today"))
        self._title = heading(_("Today"))
        self._summary = muted()
        self._rows = RowList(_("What to do"))
        self._deadlines = RowList(_("Near deadlines"))
        self._begin = plain_button(_("New note"), "plus")
        self._join = plain_button(_("Connect to the case system …"), "user-plus")
        self._empty = EmptyState("circle-check", _("No note waits for you"), "", self._begin, self._join)
        self._missed = plain_button(_("It did not take place …"), "calendar", "Alt+U")
        self._done = plain_button(_("It is done"), "circle-check")
        self._not_done = plain_button(_("Not done"), "x")
        self._open_case = plain_button(_("Open the case"), "folder-open")
        self._planned: Mapping[str, AgreementView | VisitView] = {}
        self._spoken: frozenset[str] = frozenset()
        self._speak = plain_button(_("Open and speak"), "mic", "F9")
        self._speak.clicked.connect(lambda: self.speak_asked.emit(self._rows.current_key()))
        self._main, self._side = Card(), Card()
        self._loaded = False
        for rows in (self._rows, self._deadlines):
            rows.chosen.connect(self.chosen)
        self._rows.selectionModel().currentChanged.connect(lambda *_index: self._fit_missed())
        self._rows.ticked.connect(self.ticked)
        self._done.clicked.connect(lambda: self.ticked.emit(self._rows.current_key()))
        self._not_done.clicked.connect(lambda: self.not_done.emit(self._rows.current_key()))
        self._missed.clicked.connect(self._ask_missed)
        self._open_case.clicked.connect(self._ask_case)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo_asked)
        self._begin.clicked.connect(self.new_asked)
        self._join.clicked.connect(self.join_asked)
        look_signal().changed.connect(self._fit)
        self._lay_out()

    def entered(self) -> None:
        """Ask for the day."""
        self.entered_now.emit()
        self._rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Tell that another screen is shown."""
        self.left_now.emit()

    def put_below(self, line: QWidget) -> None:
        """Put a quiet line below the day."""
        self._below.addWidget(line)

    def take_change(self, _change: object) -> None:
        """Ask for the day again: everything that changes may stand here."""
        if self.isVisible():
            self.changed_now.emit()

    def show_today(self, page: TodayPage) -> None:
        """Show the page."""
        self._title.setText(page.title)
        self._summary.setText(page.summary)
        self._planned = {**page.planned, **page.visits}
        self._spoken = page.speakable
        self._rows.show_rows(page.rows)
        self._fit_missed()
        self._empty.setVisible(not page.rows)
        self._begin.setVisible(not page.no_cases)
        self._join.setVisible(page.alone)
        if not page.rows and self._rows.hasFocus():
            first = self._join if page.alone and page.no_cases else self._begin
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rows.setVisible(bool(page.rows))
        if page.no_cases and page.alone:
            hint = _("Ask your administrator for an invitation file, and open it here. Your cases come by themselves.")
            self._empty.show_words(_("No cases here yet"), hint)
        elif page.no_cases:
            hint = _("Cases assigned to you, or in which something waits for you, come with the next exchange.")
            self._empty.show_words(_("No cases here yet"), hint)
        else:
            hint = _("Press Ctrl+N after a visit: choose the case and the template, then speak or type.")
            self._empty.show_words(_("No note waits for you"), hint)
        self._deadlines.show_rows(page.deadlines)
        self._side.setVisible(bool(page.deadlines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the deadlines beside or below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._side.setMaximumWidth(px(430) if beside else px(4000))
        self._side.setMaximumHeight(px(4000) if beside else max(px(150), self.height() // 3))

    def _fit_missed(self) -> None:
        """Offer only what fits the row: to speak at a visit or a draft, to say that something planned was missed."""
        key = self._rows.current_key()
        current = self._planned.get(key)
        for button in (self._done, self._not_done):
            button.setVisible(isinstance(current, AgreementView))
        for button in (self._missed, self._open_case):  # choosing any other promise opens its case
            meets = isinstance(current, VisitView) or (current is not None and current.leads_to is not None)
            button.setVisible(meets)
        self._speak.setVisible(key in self._spoken)

    def _ask_missed(self) -> None:
        current = self._planned.get(self._rows.current_key())
        if current is not None:
            self.missed_asked.emit(current.case, current)

    def _ask_case(self) -> None:
        current = self._planned.get(self._rows.current_key())
        if current is not None:
            self.case_asked.emit(current.case)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(4)
        box.addWidget(self._title)
        box.addWidget(self._summary)
        box.addSpacing(8)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        for card in (self._main, self._side):
            card.squeeze()
        self._main.add(self._rows, 1)
        self._main.add_row(self._speak, self._done, self._not_done, self._missed, self._open_case)
        self._main.add(self._empty, 1)
        self._side.add(caps(_("Near deadlines")))
        self._side.add(self._deadlines, 1)
        self._columns.addWidget(self._main, 3)
        self._columns.addWidget(self._side, 2)
        box.addLayout(self._columns, 1)
        self._below = QVBoxLayout()
        box.addLayout(self._below)
        self._empty.hide()
