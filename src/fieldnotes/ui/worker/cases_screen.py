"""The list of cases with a line to narrow it down; draws and asks, and puts itself together with its presenter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.cards import Card, EmptyState
from fieldnotes.ui.shared.labels import heading, muted
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.find_presenter import hint
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.cases_presenter import CasesPresenter


class CasesScreen(Screen):
    """Heading, line, list."""

    entered_now = Signal()
    typed = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Cases"))
        self._summary = muted()
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("Name, personal number or case number"))
        self._line.setAccessibleName(_("Narrow down the cases"))
        self._line.setAccessibleDescription(hint())
        self._line.setClearButtonEnabled(True)
        self._rows = RowList(_("Cases"))
        self._rows.mark_always()
        self._empty = EmptyState("folder", _("No case on this computer fits"), hint())
        self._empty.hide()
        self._line.textChanged.connect(self.typed)
        self._line.returnPressed.connect(self._rows.choose_current)
        self._rows.chosen.connect(self.chosen)
        self._lay_out()

    def entered(self) -> None:
        """Ask for the cases."""
        self.entered_now.emit()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when cases or notes changed."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"cases", "profile", "entries", "drafts"}:
            self.entered_now.emit()

    def show_cases(self, rows: Sequence[Row], summary: str) -> None:
        """Show the cases."""
        self._summary.setText(summary)
        self._rows.show_rows(rows)
        self._rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(4)
        box.addWidget(heading(_("Cases")))
        box.addWidget(self._summary)
        box.addSpacing(8)
        card = Card()
        card.squeeze()
        card.add(self._line)
        card.add(self._rows, 1)
        card.add(self._empty, 1)
        box.addWidget(card, 1)


def build(shell: Shell, _subject: str) -> Screen:
    """Build the list of cases; it loads each time it is shown."""
    view = CasesScreen()
    presenter = CasesPresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.typed.connect(presenter.search)
    view.chosen.connect(presenter.choose)
    return view
