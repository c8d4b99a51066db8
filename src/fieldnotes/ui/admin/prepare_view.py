"""The administrator's start page: visits day by day, the unit's cases beside them. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.admin.prepare_presenter import PreparePage
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card, EmptyState, Page
from fieldnotes.ui.shared.labels import caps, heading, muted, small
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.rows import RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px

BESIDE = 860
"""From this width (at 100 % text) the cases stand beside the visits."""
AS_WIDE_AS_THERE_IS = 10_000


class PrepareScreen(Screen):
    """Heading, visits, cases."""

    entered_now = Signal()
    typed = Signal(str)
    chosen = Signal(str)
    again_asked = Signal(str)
    stay_asked = Signal(str)
    away_asked = Signal(str)
    templates_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Prepare"))
        self._summary = muted()
        self.visits = RowList(_("Planned visits"))
        self.cases = RowList(_("Cases of your unit"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Case number or name"))
        self.line.setAccessibleName(_("Find a case to plan a visit in"))
        self.line.setClearButtonEnabled(True)
        self._empty = EmptyState(
            "calendar", _("No visit is planned"), _("Choose a case and plan the first one: who goes, when, what for.")
        )
        self._none = small(_("No case fits. Cases come here when your unit has them."))
        self._why = muted()
        self._again = plain_button(_("Ask again"), "refresh-cw")
        self._stay = plain_button(_("Do it all the same"), "users")
        self._away = quiet_button(_("Throw away"), "trash-2")
        self._forms = quiet_button(_("Templates …"), "clipboard-list")
        self._page = PreparePage("", (), (), any_case=False)
        self._main, self._side = Card(), Card()
        self._lay_out()
        self._connect()

    def entered(self) -> None:
        """Ask for the page."""
        self.entered_now.emit()
        (self.visits if self._page.visits else self.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when cases or the person changed."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"cases", "profile"}:
            self.entered_now.emit()

    def show_page(self, page: PreparePage) -> None:
        """Show the page."""
        self._page = page
        self._summary.setText(page.summary)
        self.visits.show_rows(page.visits)
        self.visits.setVisible(bool(page.visits))
        self._empty.setVisible(not page.visits)
        if not page.visits and self.visits.hasFocus():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setVisible(page.any_case)
        self.show_cases(page.cases)
        self._fit_row()

    def show_cases(self, rows: tuple[Row, ...]) -> None:
        """Show the cases that fit what was typed."""
        self.cases.show_rows(rows)
        self.cases.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cases beside or below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._side.setMaximumWidth(px(430) if beside else px(4000))

    def _fit_row(self) -> None:
        """Offer only what fits the row: to settle what the case system said no to."""
        key = self.visits.current_key()
        self._again.setVisible(key in self._page.refused and key not in self._page.drafts_left)
        self._stay.setVisible(key in self._page.drafts_left)
        self._away.setVisible(key in self._page.refused)
        self._why.setText(self._page.refused.get(key, ""))
        self._why.setVisible(key in self._page.refused)

    def _connect(self) -> None:
        self.visits.chosen.connect(self.chosen)
        self.cases.chosen.connect(self.chosen)
        self.line.textChanged.connect(self.typed)
        self.line.returnPressed.connect(self.cases.choose_current)
        self.visits.selectionModel().currentChanged.connect(lambda *_index: self._fit_row())
        self._forms.clicked.connect(self.templates_asked)
        self._again.clicked.connect(lambda: self.again_asked.emit(self.visits.current_key()))
        self._stay.clicked.connect(lambda: self.stay_asked.emit(self.visits.current_key()))
        self._away.clicked.connect(lambda: self.away_asked.emit(self.visits.current_key()))
        look_signal().changed.connect(self._fit)

    def _lay_out(self) -> None:
        page = Page(AS_WIDE_AS_THERE_IS)  # large letters need more height than a laptop has
        line = QHBoxLayout()
        line.addWidget(heading(_("Prepare")), 1)
        line.addWidget(self._forms)
        page.add_layout(line)
        page.add(self._summary)
        columns = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(14)
        page.add(columns, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        for card in (self._main, self._side):
            card.squeeze()
        self._main.add(self.visits, 1)
        self._main.add(self._why)
        self._main.add_row(self._again, self._stay, self._away)
        self._main.add(self._empty, 1)
        self._side.add(caps(_("Cases of your unit")))
        self._side.add(self.line)
        self._side.add(self.cases, 1)
        self._side.add(self._none)
        self._columns.addWidget(self._main, 3)
        self._columns.addWidget(self._side, 2)
        for rows in (self.visits, self.cases):
            rows.mark_always()
        self._empty.hide()
        self._fit_row()
