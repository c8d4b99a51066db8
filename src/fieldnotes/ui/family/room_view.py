"""*Who is in the room?*: people, what opens for them, on which screen, and Show. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.displays import Display
from fieldnotes.ui.family.people_card import PeopleCard
from fieldnotes.ui.family.room_state import RoomPage, SectionRow
from fieldnotes.ui.family.section_line import SectionLine
from fieldnotes.ui.shared.buttons import icon_button, primary_button
from fieldnotes.ui.shared.cards import Card, EmptyState, Page, divider
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import ElidingLabel, heading, label, muted
from fieldnotes.ui.shared.theme import look_signal, px

BESIDE = 860
"""From this width (at 100 % text) the people stand beside the sections."""


class RoomView(QWidget):
    """People at the reading start, sections beside them, the one primary act below."""

    back_asked = Signal()
    show_asked = Signal()
    kept = Signal(str, bool)
    opened = Signal(str, str)
    lifted = Signal(str, str)
    shut = Signal(str)
    rewritten = Signal(str, str)
    typed = Signal(str, str)
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidingLabel("", "muted")
        self.people = PeopleCard()
        self._sections = Card(_("What opens for them"))
        self._summary = muted()
        self._lines: dict[str, SectionLine] = {}
        self._breaks: list[QWidget] = []
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._empty = EmptyState(
            "users", _("Say who is in the room"), _("What opens depends on exactly who sits there.")
        )
        self._hint = muted()
        self.where = QComboBox()
        self._where_name = label(_("Shown on"))
        self.language = QComboBox()
        self._language_name = label(_("The family's language"))
        self.mirror = label(
            _("Another screen shows the same as this one: whoever looks there sees this page too."), "error", wrap=True
        )
        self.mirror.hide()
        self.show_it = primary_button(_("Show"), "monitor-up", "Ctrl+Return")
        self.show_it.setEnabled(False)
        self._lay_out()
        self.show_it.clicked.connect(self.show_asked)
        self.language.activated.connect(lambda _at: self.language_chosen.emit(str(self.language.currentData())))
        look_signal().changed.connect(self._fit)

    def show_room(self, page: RoomPage) -> None:
        """Draw the room; sections that did not change keep what is being typed in them."""
        self._title.setText(page.title)
        self.people.show_people(page)
        self._summary.setText(page.summary)
        self._show_sections(page.sections)
        self._hint.setText(page.hint)
        self._hint.setVisible(bool(self._hint.text()))  # empty, it would take half of the line
        self.show_it.setEnabled(page.can_show)
        self._show_languages(page)

    def _show_languages(self, page: RoomPage) -> None:
        if self.language.count() != len(page.languages):
            self.language.clear()
            for each in page.languages:
                self.language.addItem(each.words, each.id)
        self.language.setCurrentIndex(max(0, self.language.findData(page.language)))

    def show_displays(self, displays: tuple[Display, ...], *, mirrored: bool = False) -> None:
        """Offer the screens; the second one first, and this computer last. `mirrored`: another shows all of this."""
        self.mirror.setVisible(mirrored)
        before = self.where.currentData()
        self.where.clear()
        for each in displays:
            self.where.addItem(each.words, each)
        self.where.addItem(_("This computer; leaving needs your PIN or passphrase"), None)
        if isinstance(before, Display) and before in displays:
            self.where.setCurrentIndex(displays.index(before))

    def display(self) -> Display | None:
        """Give the screen chosen; None is this computer."""
        chosen = self.where.currentData()
        return chosen if isinstance(chosen, Display) else None

    def focus_first(self) -> None:
        """Put the keyboard on the first person."""
        first = self.people.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the people beside or above."""
        super().resizeEvent(event)
        self._fit()

    def _show_sections(self, rows: tuple[SectionRow, ...]) -> None:
        self._empty.setVisible(not rows)
        self._holder.setVisible(bool(rows))
        if [row.id for row in rows] != list(self._lines):
            self._clear()
            for number, row in enumerate(rows):
                if number:
                    self._breaks.append(divider())
                    self._column.addWidget(self._breaks[-1])
                self._put(row, self._column.count())
            return
        for row in rows:
            line = self._lines[row.id]
            if line.row != row:
                inside = line.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
                place = self._column.indexOf(line)
                self._drop(line)
                self._put(row, place)
                if inside:
                    self._focus_in(self._lines[row.id])

    def _put(self, row: SectionRow, place: int) -> None:
        line = SectionLine(row)
        line.kept.connect(self.kept)
        line.opened.connect(self.opened)
        line.lifted.connect(self.lifted)
        line.shut.connect(self.shut)
        line.rewritten.connect(self.rewritten)
        line.typed.connect(self.typed)
        self._lines[row.id] = line
        self._column.insertWidget(place, line)

    def _focus_in(self, line: SectionLine) -> None:
        stops = [w for w in line.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _clear(self) -> None:
        for widget in (*self._lines.values(), *self._breaks):
            self._drop(widget)
        self._lines, self._breaks = {}, []

    def _fit(self) -> None:
        beside = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self.people.setMaximumWidth(px(360) if beside else px(4000))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        page = Page(1420)
        across = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, across)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(14)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self._summary, self._holder, self._empty):
            self._sections.add(widget)
        self._columns.addWidget(self.people, 2, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self._sections, 3, Qt.AlignmentFlag.AlignTop)
        page.add(across)
        page.end()
        box.addWidget(page, 1)
        box.addWidget(self._foot())

    def _top(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topbar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(20, 10, 20, 10)
        line.setSpacing(10)
        back = icon_button(_("Back to the note"), "arrow-left")
        back.clicked.connect(self.back_asked)
        line.addWidget(back)
        line.addWidget(heading(_("Who is in the room?")))
        line.addWidget(self._title, 1)
        return bar

    def _foot(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("dock")
        outer = QVBoxLayout(bar)
        outer.setContentsMargins(20, 10, 20, 10)
        self._where_name.setBuddy(self.where)
        self.where.setAccessibleName(_("Shown on"))
        self.where.setMinimumContentsLength(12)
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line = QHBoxLayout()
        line.setSpacing(10)
        flow = FlowLayout()
        self._language_name.setBuddy(self.language)
        self.language.setAccessibleName(_("The family's language"))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for widget in (self._where_name, self.where, self._language_name, self.language):
            flow.addWidget(widget)
        line.addLayout(flow, 1)
        line.addWidget(self._hint, 1)
        line.addWidget(self.show_it)
        outer.addWidget(self.mirror)
        outer.addLayout(line)
        return bar
