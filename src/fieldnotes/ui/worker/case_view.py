"""One case on the screen: notes in the middle, the family and what is due beside them. Draws and asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card, EmptyState, Page
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, caps, muted, small
from fieldnotes.ui.shared.picker import Picker
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.worker.case_people import PeopleList
from fieldnotes.ui.worker.case_presenter import CasePage

BESIDE = 860
"""From this width (at 100 % text) the family stands beside the notes."""


class CaseScreen(Screen):
    """Heading, timeline, family."""

    entered_now = Signal()
    changed_now = Signal(object)
    typed = Signal(str)
    chosen = Signal(str)
    new_asked = Signal()
    back_asked = Signal()
    real_typed = Signal(str)
    bind_asked = Signal(str)
    ticked = Signal(str)
    undo_asked = Signal()
    missed_asked = Signal()
    """A visit or a call of this case that did not take place, planned or not."""
    journal_asked = Signal()
    insight_asked = Signal()
    day_chosen = Signal(str)
    """A day to keep, by its key."""

    def __init__(self) -> None:
        super().__init__(_("Case"))
        self.over: tuple[object, ...] = ()
        """What opens forms over the case: a connected signal does not keep it alive."""
        self._title = ElidingLabel("", "h1")
        self._phase, self._secret = Chip(), Chip()
        self._notes = RowList(_("Notes of the case"))
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("Search the notes of this case (Ctrl+F)"))
        self._line.setAccessibleName(_("Search the notes of this case"))
        self._line.setClearButtonEnabled(True)
        self._found = small()
        self._begin = plain_button(_("New note"), "plus")
        self._empty = EmptyState(
            "file-text", _("Nothing is recorded yet"), _("The first note begins here."), self._begin
        )
        self._missed = quiet_button(_("It did not take place …"), "calendar", "Alt+U")
        self._journal = quiet_button(_("The whole journal …"), "file-text", "Alt+J")
        self._insight = quiet_button(_("A party's insight …"), "eye", "Alt+I")
        self._bind = plain_button(_("Which case is it? …"), "folder-open")
        self._binding: Picker | None = None
        self._people = PeopleList()
        self._deadlines = RowList(_("Deadlines"), grows=True)
        self._agreed = RowList(_("Agreements and next steps"), grows=True)
        self._staff = muted()
        self._timeline: tuple[Row, ...] = ()
        self._main, self._folder = Card(), Card(_("The case's folder"))
        self._side = Page(4000)
        self._due_names: list[QWidget] = []
        self._lay_out()
        self._connect()

    def entered(self) -> None:
        """Ask for the case."""
        self.entered_now.emit()
        self._notes.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_for(self, text: str) -> None:
        """Search the notes of this case."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self._line.setText(text)

    def take_change(self, change: object) -> None:
        """Hand on what changed."""
        if self.isVisible():
            self.changed_now.emit(change)

    def show_case(self, page: CasePage) -> None:
        """Show the case."""
        self.rename(page.number)
        self._title.setText(page.title)
        self._phase.show_chip(page.phase, "info")
        self._bind.setVisible(page.may_bind)
        self._missed.setVisible(page.may_write)
        self._folder.setVisible(bool(page.notes))
        self._insight.setVisible(page.may_give)
        self._secret.show_chip(_("Protected identity") if page.protected else "", "rec")
        self._people.show_people(page.people)
        self._timeline = page.notes
        self._staff.setText(page.staff)
        for rows, name, shown in (
            (self._deadlines, self._due_names[0], page.deadlines),
            (self._agreed, self._due_names[1], page.agreements),
        ):
            rows.show_rows(shown)
            rows.setVisible(bool(shown))
            name.setVisible(bool(shown))
        if not self._line.text().strip():
            self.show_timeline()

    def show_timeline(self) -> None:
        """Show the notes, or how to begin the first one."""
        self._found.hide()
        self._line.setVisible(bool(self._timeline))
        self._empty.setVisible(not self._timeline)
        if not self._timeline and self._notes.hasFocus():
            self._begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(self._timeline)

    def show_hits(self, rows: Sequence[Row], summary: str) -> None:
        """Show where the words stand."""
        self._show(rows)
        self._found.setText(summary)
        self._found.show()
        self._empty.hide()

    def show_real(self, rows: Sequence[Row]) -> None:
        """Show the cases a proposed one may be."""
        if self._binding is not None:
            self._binding.show_rows(rows)

    def _ask_real(self) -> None:
        if self._binding is None:
            self._binding = Picker(self, _("Which case is it?"))
            self._binding.typed.connect(self.real_typed)
            self._binding.chosen.connect(self._bound)
        hint = _("The notes move there on every screen; they keep saying under which number they were written.")
        self._binding.ask(_("Which case is it?"), _("Name, personal number or case number"), hint)
        self.real_typed.emit("")

    def _bound(self, case: str) -> None:
        if self._binding is not None:
            self._binding.close_over()
        self.bind_asked.emit(case)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the family beside or below."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, rows: Sequence[Row]) -> None:
        self._notes.show_rows(rows)
        self._notes.setVisible(bool(rows))

    def _fit(self) -> None:
        beside = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._side.setMaximumWidth(px(400) if beside else px(4000))

    def _connect(self) -> None:
        self._line.textChanged.connect(self.typed)
        for rows in (self._notes, self._agreed):
            rows.chosen.connect(self.chosen)
        self._agreed.ticked.connect(self.ticked)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo_asked)
        self._begin.clicked.connect(self.new_asked)
        self._bind.clicked.connect(self._ask_real)
        self._missed.clicked.connect(self.missed_asked)
        self._journal.clicked.connect(self.journal_asked)
        self._insight.clicked.connect(self.insight_asked)
        self._deadlines.chosen.connect(self.day_chosen)
        look_signal().changed.connect(self._fit)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(lambda: self.search_for(""))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(12)
        box.addLayout(self._heading_line())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._main.squeeze()
        for widget, stretch in ((self._line, 0), (self._found, 0), (self._notes, 1), (self._empty, 1)):
            self._main.add(widget, stretch)
        self._main.add_row(self._missed)
        self._columns.addWidget(self._main, 3)
        self._columns.addWidget(self._side, 2)
        box.addLayout(self._columns, 1)
        family = Card(_("Family"))
        family.add(self._people)
        due = Card()
        for name, rows in ((_("Deadlines"), self._deadlines), (_("Agreements and next steps"), self._agreed)):
            self._due_names.append(caps(name))
            due.add(self._due_names[-1])
            due.add(rows)
        due.add(self._staff)
        self._folder.add_row(self._journal, self._insight)
        self._side.bare()
        for card in (family, due, self._folder):
            self._side.add(card)
        self._side.end()
        self._empty.hide()
        self._found.hide()

    def _heading_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        back = icon_button(_("Back"), "arrow-left")
        back.clicked.connect(self.back_asked)
        for widget in (back, self._title, self._bind, self._phase, self._secret):
            line.addWidget(widget, 1 if widget is self._title else 0)
        return line
