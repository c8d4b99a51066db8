"""One case to prepare on the screen: its visits, its people, who has it. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.casework.prepare_views import GOING, PreparedPersonView, PreparedVisitView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.admin.prepared_presenter import PreparedPage
from fieldnotes.ui.shared.buttons import icon_button, plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, muted, small
from fieldnotes.ui.shared.rows import RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px

BESIDE = 860
"""From this width (at 100 % text) who has the case stands beside its visits."""


class PreparedScreen(Screen):
    """Heading, visits and people, and beside them who has the case."""

    entered_now = Signal()
    changed_now = Signal()
    back_asked = Signal()
    plan_asked = Signal(object)
    """The `PreparedVisitView` to move, or None for a new one."""
    cancel_asked = Signal(object)
    person_asked = Signal(object)
    """The `PreparedPersonView` to correct, or None for a new one."""
    give_asked = Signal()
    off_asked = Signal(str)
    again_asked = Signal(str)
    stay_asked = Signal(str)
    away_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Prepare"))
        self.page: PreparedPage | None = None
        self._title, self._phase, self._secret = ElidingLabel("", "h1"), Chip(), Chip()
        self.visits = RowList(_("Planned visits"), grows=True)
        self.people = RowList(_("People in the case"), grows=True)
        self.workers = RowList(_("Who has the case"), grows=True)
        self.pending = RowList(_("Not in the case system yet"), grows=True)
        self._no_visit, self._nobody = muted(_("No visit is planned.")), muted()
        self._boss, self._days, self._why = muted(), muted(), muted()
        self.plan = primary_button(_("Plan a visit"), "calendar", "Alt+B")
        self._move = plain_button(_("Move …"), "pen-line")
        self._cancel = quiet_button(_("Take away"), "trash-2")
        self._add = plain_button(_("Add a person"), "user-plus")
        self._correct = quiet_button(_("Correct …"), "pen-line")
        self._give = plain_button(_("Give or hand over …"), "users")
        self._off = quiet_button(_("Take off the case"), "x")
        self._again = plain_button(_("Ask again"), "refresh-cw")
        self._stay = plain_button(_("Do it all the same"), "users")
        self._away = quiet_button(_("Throw away"), "trash-2")
        self._waits = Card(_("Not in the case system yet"))
        self._lay_out()
        self._connect()

    def entered(self) -> None:
        """Ask for the case."""
        self.entered_now.emit()
        (self.visits if self.visits.isVisible() else self.plan).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when cases changed."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"cases", "profile"}:
            self.changed_now.emit()

    def step_back(self) -> bool:
        """Go back to the start page."""
        self.back_asked.emit()
        return True

    def show_case(self, page: PreparedPage) -> None:
        """Show the case."""
        self.page = page
        self.rename(page.number)
        self._title.setText(page.number)
        self._phase.show_chip(page.phase, "info")
        self._secret.show_chip(_("Protected identity") if page.kept_back else "", "rec")
        for rows, shown, none in (
            (self.visits, page.visits, self._no_visit),
            (self.people, page.people, self._nobody),
            (self.workers, page.workers, None),
            (self.pending, page.pending, None),
        ):
            if not shown and rows.hasFocus():
                self.plan.setFocus(Qt.FocusReason.OtherFocusReason)
            rows.show_rows(shown)
            rows.setVisible(bool(shown))
            if none is not None:
                none.setVisible(not shown)
        hidden = _("Somebody has a protected identity, so nobody is named here.")
        self._nobody.setText(hidden if page.kept_back else _("Nobody is named in the case."))
        self._boss.setText(page.supervisor)
        self._days.setText(page.days)
        self._days.setVisible(bool(page.days))
        self._waits.setVisible(bool(page.pending))
        self._add.setVisible(not page.kept_back)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put who has the case beside or below."""
        super().resizeEvent(event)
        self._fit()

    def visit(self) -> PreparedVisitView | None:
        """Give the visit the keyboard is at."""
        return self.page.planned.get(self.visits.current_key()) if self.page is not None else None

    def person(self) -> PreparedPersonView | None:
        """Give the person the keyboard is at, where they can be corrected here."""
        return self.page.added.get(self.people.current_key()) if self.page is not None else None

    def _fit(self) -> None:
        beside = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def _fit_rows(self) -> None:
        """Offer only what fits the rows the keyboard is at."""
        page, visit = self.page, self.visit()
        there = visit is not None and visit.state != GOING
        self._move.setVisible(there)
        self._cancel.setVisible(there)
        self._correct.setVisible(self.person() is not None)
        self._off.setVisible(page is not None and len(page.workers) > 1)
        key = self.pending.current_key()
        stays = page is not None and key in page.drafts_left
        self._again.setVisible(page is not None and key in page.refused and not stays)
        self._stay.setVisible(stays)
        self._away.setVisible(page is not None and bool(page.pending))
        why = page.refused.get(key, "") if page is not None else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _connect(self) -> None:
        self.visits.chosen.connect(lambda _key: self.plan_asked.emit(self.visit()) if self.visit() else None)
        self.people.chosen.connect(lambda _key: self.person_asked.emit(self.person()) if self.person() else None)
        self.plan.clicked.connect(lambda: self.plan_asked.emit(None))
        self._move.clicked.connect(lambda: self.plan_asked.emit(self.visit()))
        self._cancel.clicked.connect(lambda: self.cancel_asked.emit(self.visit()))
        self._add.clicked.connect(lambda: self.person_asked.emit(None))
        self._correct.clicked.connect(lambda: self.person_asked.emit(self.person()))
        self._give.clicked.connect(self.give_asked)
        self._off.clicked.connect(lambda: self.off_asked.emit(self.workers.current_key()))
        self._again.clicked.connect(lambda: self.again_asked.emit(self.pending.current_key()))
        self._stay.clicked.connect(lambda: self.stay_asked.emit(self.pending.current_key()))
        self._away.clicked.connect(lambda: self.away_asked.emit(self.pending.current_key()))
        for rows in (self.visits, self.workers, self.pending):
            rows.mark_always()  # the buttons below are about the marked row
        for rows in (self.visits, self.people, self.workers, self.pending):
            rows.selectionModel().currentChanged.connect(lambda *_index: self._fit_rows())
        look_signal().changed.connect(self._fit)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        page = Page(1200)
        line = QHBoxLayout()
        back = icon_button(_("Back"), "arrow-left")
        back.clicked.connect(self.back_asked)
        for widget, stretch in ((back, 0), (self._title, 1), (self._phase, 0), (self._secret, 0)):
            line.addWidget(widget, stretch)
        page.add_layout(line)
        page.add(self._waits)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._columns.addWidget(self._column(self._visits_card(), self._people_card()), 3)
        self._columns.addWidget(self._column(self._hands_card(), self._days_card()), 2)
        page.add_layout(self._columns)
        page.end()
        self._waits.add(self.pending)
        self._waits.add(self._why)
        self._waits.add_row(self._again, self._stay, self._away)
        self._waits.hide()
        box.addWidget(page)
        self._fit_rows()

    def _column(self, *cards: Card) -> QWidget:
        column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        for card in cards:
            box.addWidget(card)
        box.addStretch(1)
        return column

    def _visits_card(self) -> Card:
        card = Card(_("Planned visits"))
        for widget in (self.visits, self._no_visit):
            card.add(widget)
        card.add_row(self.plan, self._move, self._cancel)
        return card

    def _people_card(self) -> Card:
        card = Card(_("People in the case"))
        for widget in (self.people, self._nobody):
            card.add(widget)
        card.add_row(self._add, self._correct)
        return card

    def _hands_card(self) -> Card:
        card = Card(_("Who has the case"))
        for widget in (self.workers, self._boss):
            card.add(widget)
        card.add_row(self._give, self._off)
        return card

    def _days_card(self) -> Card:
        card = Card(_("Days of the case"))
        card.add(self._days)
        card.add(small(_("Notes are read by those who work with the case. They are not on this computer.")))
        return card
