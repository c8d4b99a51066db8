"""The page of the unit's examples. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.cards import EmptyState, Page, row
from fieldnotes.ui.shared.example_card import ExampleCard
from fieldnotes.ui.shared.labels import heading, muted, title
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.supervisor.example_list_presenter import ExampleGroup


class ExampleListScreen(Screen):
    """Heading, what it is for, one card for each example."""

    entered_now = Signal()
    remove_asked = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Good examples"))
        self.cards: list[ExampleCard] = []
        self._parts: list[QWidget] = []
        self._back = quiet_button(_("Back"), "arrow-left")
        self._back.clicked.connect(self.back_asked)
        self._page = Page()
        self._empty = EmptyState("sparkles", _("No example is kept yet"), _("F12 keeps marked words when you decide."))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._page)
        self._page.add_layout(row(self._back))
        self._page.add(heading(_("Good examples")))
        self._page.add(muted(_("What your unit reads in the templates' help. Nobody can be recognised in them.")))
        self._page.add(self._empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._page.add_layout(self._list)
        self._page.end()

    def entered(self) -> None:
        """Ask for them."""
        self.entered_now.emit()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_change(self, change: object) -> None:
        """Ask again when the unit's examples may be others now."""
        if self.isVisible() and getattr(change, "kinds", frozenset()) & {"examples", "cases"}:
            self.entered_now.emit()

    def show_examples(self, groups: tuple[ExampleGroup, ...]) -> None:
        """Show them instead of what stood there; the keyboard stays on the page."""
        inside = any(part.isAncestorOf(self.focusWidget() or self) for part in self._parts)
        for part in self._parts:
            self._list.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.cards = [], []
        for group in groups:
            self._put(title(group.heading))
            for example, field in group.examples:
                card = ExampleCard(example, field)
                card.remove_asked.connect(self.remove_asked)
                self.cards.append(card)
                self._put(card)
        self._empty.setVisible(not groups)
        if inside:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, part: QWidget) -> None:
        self._parts.append(part)
        self._list.addWidget(part)
