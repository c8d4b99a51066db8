"""The note to read: what changed, every section with what was said and asked about it, the family, decisions."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.asked_changes import AskedChanges
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import Chip, body, muted, strong
from fieldnotes.ui.supervisor.beside import Beside
from fieldnotes.ui.supervisor.decide_page import DecidePage, SectionPage
from fieldnotes.ui.supervisor.passage_view import PassageText
from fieldnotes.ui.supervisor.passages import Span
from fieldnotes.ui.supervisor.remarks import asked_remark, said_remark
from fieldnotes.ui.supervisor.section_parts import SeenText, change_box

WIDTH, WIDTH_BESIDE = 820, 1120
"""The widest page at 100 % text, without and with what changed at the side of the text."""


class NotePage(Page):
    """A column of cards in the order of the print."""

    marked = Signal(str, int, int)
    """Section, first and last character marked."""

    def __init__(self) -> None:
        super().__init__(WIDTH)
        self.setAccessibleName(_("The note"))
        self.texts: dict[str, PassageText] = {}
        self._changed: tuple[str, ...] = ()
        self.filled = False
        self._cards: dict[str, QWidget] = {}
        self._wanted: QWidget | None = None
        self._here = ""
        self.verticalScrollBar().rangeChanged.connect(self._seek)
        self.verticalScrollBar().actionTriggered.connect(self._settle)
        self._slot = QVBoxLayout()

    def fill(self, page: DecidePage) -> None:
        """Put every card in place, once."""
        self.filled = True
        self._changed = tuple(each.section for each in page.changes if each.stands)
        self.widen(WIDTH_BESIDE if self._changed else WIDTH)
        if page.changes:
            self.add(self._changes(page))
        for section in page.sections:
            self.add(self._section(section))
        for card in self._family(page):
            self.add(card)
        if page.asked:
            rest = Card(_("Questions about what no longer stands here"))
            for asked in page.asked:
                rest.add(asked_remark(asked))
            self.add(rest)
        if page.decisions:
            decided = Card(_("Decisions"))
            for line in page.decisions:
                decided.add(body(line))
            self.add(decided)
        self.add_layout(self._slot)
        self.end()

    def host(self, block: QWidget) -> None:
        """Take the facts and questions below the text, in a window too narrow for a panel."""
        self._slot.addWidget(block)

    def begin(self, section: str) -> None:
        """Put the cursor in a section, or the first, and show it from its beginning."""
        first = self.texts.get(section) or next(iter(self.texts.values()), None)
        if first is not None:
            first.setFocus()
        self._wanted = self._cards.get(section)
        self.verticalScrollBar().setValue(0)
        self._seek()

    def go_on(self) -> None:
        """Put the cursor back where one was reading; at the first section when that was nowhere."""
        text = self.texts.get(self._here) or next(iter(self.texts.values()), None)
        if text is not None:
            text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, way: int) -> str:
        """Go to the next section, or with -1 the one before; give its name, empty at the end."""
        return self._go(tuple(self.texts), way)

    def step_change(self, way: int) -> str:
        """Go to the next section in which something has changed, or with -1 the one before; give its name."""
        return self._go(self._changed, way)

    def _go(self, among: tuple[str, ...], way: int) -> str:
        order = tuple(self.texts)
        here = next((at for at, section in enumerate(order) if self._holds_focus(section)), -1 if way > 0 else 0)
        ahead = [each for each in among if (order.index(each) - here) * way > 0]
        if not ahead:
            return ""
        target = ahead[0] if way > 0 else ahead[-1]
        self.show_section(target)
        return self.texts[target].accessibleName()

    def _holds_focus(self, section: str) -> bool:
        card, focused = self._cards[section], self.focusWidget()
        return focused is not None and card.isAncestorOf(focused)

    def show_section(self, section: str) -> None:
        """Put the cursor in a section and show it from its beginning."""
        if section in self.texts:
            self.texts[section].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._wanted = self._cards[section]
            self._seek()

    def _seek(self) -> None:
        """Go on showing the wanted card while the cards above still grow to their height."""
        if self._wanted is not None:
            self.verticalScrollBar().setValue(self._wanted.y())

    def _settle(self) -> None:
        self._wanted = None

    def let_go(self) -> None:
        """Mark nothing any more, so that what a question is about is seen as its own mark."""
        for text in self.texts.values():
            text.let_go()

    def show_unsent(self, section: str, spans: tuple[Span, ...]) -> None:
        """Mark the words that unsent questions are about."""
        if section in self.texts:
            self.texts[section].show_unsent(spans)

    def _section(self, section: SectionPage) -> Card:
        hint = _("Assessment by the worker, not a fact") if section.assessment else ""
        card = Card(section.label, hint, "assessment" if section.assessment else "true")
        card.chip.show_chip(section.chip, "plain")
        if section.changed is not None:
            card.add_row(Chip(_("Changed"), "accent", card))
        text = PassageText(section.label)
        text.setAccessibleDescription(_("Mark words, then press F2 to ask, F3 to suggest, F4 to praise."))
        text.show_text(section.drawn, section.marks)
        text.marked.connect(partial(self._mark, section.id))
        text.moved.connect(lambda rect: self._follow(text, rect))
        self.texts[section.id], self._cards[section.id] = text, card
        card.add(text if section.changed is None else Beside(text, change_box(section.changed)))
        if section.saw is not None:
            card.add(SeenText(section.saw))
        for said in section.said:
            card.add(said_remark(said))
        for asked in section.asked:
            card.add(asked_remark(asked))
        return card

    def _mark(self, section: str, start: int, end: int) -> None:
        """Remember where one reads, and tell what is marked there."""
        self._here = section
        self.marked.emit(section, start, end)

    def _follow(self, text: PassageText, rect: QRect) -> None:
        """Keep the cursor in sight."""
        self._settle()
        inner = self.widget()
        if inner is not None:
            place = text.viewport().mapTo(inner, rect.center())
            self.ensureVisible(place.x(), place.y(), 0, 60)

    def _family(self, page: DecidePage) -> Iterator[Card]:
        """Give what the family saw and said, and the changes that were asked for."""
        if page.shown or page.answers:
            card = Card(_("What the family saw and said"))
            for line in page.shown:
                card.add(muted(line))
            for said in page.answers:
                card.add(said_remark(said))
            yield card
        if page.asked_for:
            yield AskedChanges(page.asked_for)

    def _changes(self, page: DecidePage) -> Card:
        """Name what has changed, each with the way there; what no longer stands anywhere is told here."""
        card = Card(_("What has changed"), page.compared, "soft")
        ways = []
        for change in page.changes:
            if not change.stands:
                card.add(strong(change.label))
                card.add(change_box(change))
                continue
            way = quiet_button(change.label, "arrow-right")
            way.setAccessibleName(_("Go to {section}").format(section=change.label))
            way.clicked.connect(partial(self.show_section, change.section))
            ways.append(way)
        if ways:
            card.add_row(*ways)
        return card
