"""The list of what waits, or what was decided. Draws and asks; never takes the cursor from where it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button
from fieldnotes.ui.shared.cards import Card, EmptyState
from fieldnotes.ui.shared.labels import heading, muted
from fieldnotes.ui.shared.rows import RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal
from fieldnotes.ui.supervisor.queue_presenter import QueuePage
from fieldnotes.ui.supervisor.queue_rows import kept_place
from fieldnotes.ui.supervisor.supervisor_style import supervisor_style


class QueueScreen(Screen):
    """Heading, two ways to look, list."""

    entered_now = Signal()
    chosen = Signal(str)
    decided_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__(_("Waiting decisions"))
        self._summary = muted(_("Reading …"))
        self._waiting = Button(_("Waiting"), "", "tab")
        self._decided = Button(_("Decided"), "", "tab")
        self.rows = RowList(_("Waiting decisions"))
        self.rows.setUniformItemSizes(True)
        self._empty = EmptyState("circle-check", "")
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # holds the focus until rows come
        self._page = QueuePage((), "")
        self._lay_out()
        self._connect()

    def entered(self) -> None:
        """Ask for the rows."""
        self.entered_now.emit()
        (self._empty if self._empty.isVisible() else self.rows).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when entries, cases or the person changed."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"entries", "cases", "profile"}:
            self.entered_now.emit()

    def show_queue(self, page: QueuePage) -> None:
        """Show the rows; the current one stays, or the next that is left is current."""
        before, self._page = self._page, page
        self._summary.setText(page.summary)
        self._summary.setVisible(bool(page.summary))
        if page.rows != before.rows:
            self._exchange(before, page)
        gone, come = (self._empty, self.rows) if page.rows else (self.rows, self._empty)
        if not page.rows:
            self._show_empty(decided=page.decided)
        come.show()
        if gone.hasFocus():
            come.setFocus()
        gone.hide()

    def _exchange(self, before: QueuePage, page: QueuePage) -> None:
        """Take other rows; what one looks at stays where it is, whatever came or went above it."""
        old, keys = [row.key for row in before.rows], [row.key for row in page.rows]
        current = kept_place(old, self.rows.current_key(), keys)
        here = self.rows.topmost() if before.decided == page.decided else None
        self.rows.show_rows(page.rows)
        self.rows.make_current(current)
        if here is not None:
            self.rows.put_topmost(kept_place(old, here[0], keys), here[1])

    def _show_empty(self, *, decided: bool) -> None:
        line, hint = _("Nothing is decided yet"), _("Approved and returned notes are found here.")
        if not decided:
            line = _("Nothing waits for you")
            hint = _("Signed notes come here by themselves when you exchange with the case system.")
        self._empty.show_words(line, hint)
        self._empty.setAccessibleName(f"{line}. {hint}")

    def _switch(self, decided: bool) -> None:  # noqa: FBT001 - a switch
        self._waiting.setChecked(not decided)
        self._decided.setChecked(decided)
        self.rows.setAccessibleName(_("Decided") if decided else _("Waiting decisions"))
        self.decided_asked.emit(decided)

    def _connect(self) -> None:
        for button, decided in ((self._waiting, False), (self._decided, True)):
            button.setCheckable(True)
            button.setChecked(not decided)
            button.clicked.connect(lambda _on=False, decided=decided: self._switch(decided))
        self.rows.chosen.connect(self.chosen)
        look_signal().changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        self.setStyleSheet(supervisor_style())

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(heading(_("Waiting decisions")), 1)
        line.addWidget(self._waiting)
        line.addWidget(self._decided)
        box.addLayout(line)
        box.addWidget(self._summary)
        box.addSpacing(8)
        card = Card()
        card.squeeze()
        card.add(self.rows, 1)
        card.add(self._empty, 1)
        box.addWidget(card, 1)
        self._empty.hide()
