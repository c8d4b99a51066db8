"""The merge window: bar, who wrote what, a card for each place, the list before signing. Draws; decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, plain_button, primary_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, body, label, muted
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.editor.sign_sheet import SignSheet
from fieldnotes.ui.worker.editor.states import SheetState
from fieldnotes.ui.worker.merge.merge_page import MergePage
from fieldnotes.ui.worker.merge.merge_style import merge_style
from fieldnotes.ui.worker.merge.spot_card import SpotCard

NARROW = 900
"""Below this width (at 100 % text) the columns stand below each other."""


class MergeScreen(Screen):
    """Everything of one merge in its place."""

    entered_now = Signal()
    left_now = Signal()
    changed_now = Signal(object)
    back_asked = Signal()
    take_asked = Signal(str, str)
    accept_asked = Signal(str)
    written = Signal(str, str)
    open_asked = Signal(str)
    next_asked = Signal(str, bool)
    undo_asked = Signal()
    immersive = True

    def __init__(self) -> None:
        super().__init__(_("Bring versions together"))
        self._title = ElidingLabel("", "h1")
        self._progress = Chip("", "plain", self)
        self.undo = plain_button(_("Undo"), "undo-2", "Ctrl+Z")
        self.sign = primary_button(_("Sign"), "pen-line", "Ctrl+Return")
        self._notice = label("", "notice", wrap=True)
        self._opening = label(_("Opening the versions …"), "muted")
        self._page = Page(1500)
        self.sheet = SignSheet(self)
        self.cards: dict[str, SpotCard] = {}
        self._authors = Card("", "", "soft")
        self._author_lines = muted("")
        self._kept = Card(_("What you wrote where nothing differs any more"), "", "warn")
        self._kept_text = body("")
        self._lay_out()
        self._wire()
        self._relook()

    def entered(self) -> None:
        """Ask for the note's texts."""
        self.entered_now.emit()

    def left(self) -> None:
        """Hand over the last words."""
        self.left_now.emit()

    def take_change(self, change: object) -> None:
        """Hand on what changed."""
        self.changed_now.emit(change)

    def show_page(self, page: MergePage) -> None:
        """Show every place; cards that are there stay and keep what is being typed."""
        self._opening.hide()
        self.rename(page.title)
        self._title.setText(page.title)
        self._progress.show_chip(page.progress, "warn" if page.left else "ok")
        self._author_lines.setText("\n".join((*page.authors, *filter(None, (page.standing,)))))
        self._authors.show()
        self._kept_text.setText("\n\n".join(page.kept))
        self._kept.setVisible(bool(page.kept))
        shape = {spot.id: len(spot.sides) for spot in page.spots}
        if shape != {key: len(card.spot.sides) for key, card in self.cards.items()}:
            self._renew(page)
        for spot in page.spots:
            self.cards[spot.id].show_spot(spot)
        self.sign.setEnabled(not page.standing)

    def go_to(self, spot: str) -> None:
        """Put the keyboard on a place and bring it into sight."""
        card = self.cards.get(spot)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keep_in_sight()

    def show_notice(self, words: str) -> None:
        """Say what stands in the way, aloud too."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        if words:
            announce(self, words)

    def show_undo(self, *, can_undo: bool) -> None:
        """Offer the way back."""
        self.undo.setEnabled(can_undo)

    def show_sheet(self, state: SheetState) -> None:
        """Open the list before signing beside the columns."""
        self.sheet.show_sheet(state)
        self._place_sheet()
        self.sheet.raise_()

    def close_sheet(self) -> None:
        """Close it and give the keyboard back."""
        if self.sheet.isVisible():
            self.sheet.hide()
            self.sign.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside or below each other."""
        super().resizeEvent(event)
        self._fit()
        self._place_sheet()

    def _renew(self, page: MergePage) -> None:
        for old in self.cards.values():
            old.hide()
            old.deleteLater()
        self.cards = {spot.id: SpotCard(spot) for spot in page.spots}
        for card in self.cards.values():
            self._column.addWidget(card)
            card.take_asked.connect(self.take_asked)
            card.accept_asked.connect(self.accept_asked)
            card.written.connect(self.written)
            card.open_asked.connect(self.open_asked)
            card.next_asked.connect(self.next_asked)
        self._fit()

    def _keep_in_sight(self) -> None:
        """Scroll to the place with the keyboard, also once the cards have got their height."""
        here = self.focusWidget()
        card = next((each for each in self.cards.values() if here is each), None)
        if card is not None:
            self._page.ensureWidgetVisible(card, 0, px(24))

    def _escape(self) -> None:
        if self.sheet.isVisible():
            self.close_sheet()
        else:
            self.back_asked.emit()

    def _go_to_section(self, section: str, _field: str) -> None:
        found = next((card for card in self.cards.values() if card.spot.section == section), None)
        if found is not None:
            self.go_to(found.spot.id)

    def _relook(self) -> None:
        self.setStyleSheet(merge_style())
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < px(NARROW)
        self.undo.setText("" if narrow else _("Undo"))
        self.undo.show_glyph("undo-2")
        self.undo.setAccessibleName(_("Undo"))
        self.undo.setShortcut("Ctrl+Z")
        for card in self.cards.values():
            card.stack(narrow=narrow)

    def _place_sheet(self) -> None:
        if self.sheet.isVisible():
            width, top = min(self.width(), px(440)), self._bar.height()
            left = 0 if self.isRightToLeft() else self.width() - width
            self.sheet.setGeometry(left, top, width, self.height() - top)

    def _wire(self) -> None:
        self.sheet.closed.connect(self.close_sheet)
        self.sheet.place_asked.connect(self._go_to_section)
        self.undo.clicked.connect(self.undo_asked)
        self._page.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        look_signal().changed.connect(self._relook)
        escape = QShortcut(QKeySequence("Esc"), self, self._escape)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._bar = self._make_bar()
        outer.addWidget(self._bar)
        outer.addWidget(self._notice)
        outer.addWidget(self._page, 1)
        self._notice.setContentsMargins(px(24), px(8), px(24), px(8))
        self._authors.squeeze()
        self._authors.add(self._author_lines)
        self._authors.add(
            muted(_("1, 2 … take a text · 0 all texts · Enter accepts · E writes · N next · Ctrl+Enter signs"))
        )
        self._kept.add(self._kept_text)
        for card in (self._authors, self._kept):
            card.hide()
            self._page.add(card)
        self._page.add(self._opening)
        self._notice.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(px(14))
        self._page.add_layout(self._column)
        self._page.end()
        self.sheet.hide()

    def _make_bar(self) -> QWidget:
        bar = QFrame(self)
        bar.setObjectName("topbar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(px(16), px(10), px(20), px(10))
        line.setSpacing(px(8))
        back = icon_button(_("Back to the note"), "arrow-left")
        back.clicked.connect(self.back_asked)
        for widget in (back, self._title, self._progress, self.undo, self.sign):
            line.addWidget(widget, 1 if widget is self._title else 0)
        return bar
