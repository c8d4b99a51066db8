"""A case gone through for one party: notes at the side, one note with what is left out, reasons at the foot. Draws."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.casework.insight_views import PartyView, ReasonView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, row
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, caption, muted
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import current_look, look_signal, px
from fieldnotes.ui.worker.folder.insight_state import DrawnPart
from fieldnotes.ui.worker.folder.masked_text import MaskedText
from fieldnotes.ui.worker.folder.progress_line import ProgressLine

MOST_OFTEN = "sekretess_annan"
"""The reason that stands chosen first."""
BESIDE = 900
"""From this width (at 100 % text) the list of notes stands beside the text."""


NARROW = 480
"""The same in a low window, where there is no room above the text."""
LOW = 560
"""Below this height (at 100 % text) the note's text gets all the room there is."""


class InsightView(Screen):
    """F2 leaves out what is marked, F3 shows it again, F6 goes to the next note with something left out."""

    entered_now = Signal()
    party_chosen = Signal(str)
    note_chosen = Signal(str)
    out_asked = Signal(object, int, int, str)
    shown_asked = Signal(object, int, int)
    next_asked = Signal()
    undo_asked = Signal()
    stop_asked = Signal()
    give_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("A party's insight"))
        self.texts: list[MaskedText] = []
        self._last: MaskedText | None = None
        self._page: Page | None = None
        self.parties, self.reasons = QComboBox(), QComboBox()
        self.notes = RowList(_("Notes of the case"), one_click=True)
        self.count = Chip()
        self.back = plain_button(_("Back"), "arrow-left")
        self.give = primary_button(_("Give the paper …"), "printer")
        self.out = plain_button(_("Leave out"), "square", "F2")
        self.show_it = plain_button(_("Show again"), "eye", "F3")
        self.next = quiet_button(_("Next left out"), "arrow-right", "F6")
        self.progress = ProgressLine()
        self._title = ElidingLabel(_("A party's insight"), "h1")
        self._hint = muted(_("Mark words and press F2 to leave them out. With nothing marked: all of the passage."))
        self._side, self._main = Card(), Card()
        self._lay_out()
        self._connect()

    def entered(self) -> None:
        """Ask for the case."""
        self.entered_now.emit()
        self.parties.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Nobody waits any more for what is being read."""
        self.stop_asked.emit()

    def show_parties(self, parties: Sequence[PartyView], reasons: Sequence[ReasonView]) -> None:
        """Show whose case it is, and why something may be left out."""
        for each in reasons:
            self.reasons.addItem(f"{each.words} ({each.law})" if each.law else each.words, each.why)
        self.reasons.setCurrentIndex(max(0, self.reasons.findData(MOST_OFTEN)))
        self.parties.blockSignals(True)
        self.parties.clear()
        for one in parties:
            words = _("{name} ({role})") if one.speaks else _("{name} ({role}); a guardian asks for them")
            self.parties.addItem(words.format(name=one.name, role=one.role), one.person_id)
        self.parties.blockSignals(False)
        self._party_chosen()

    def show_reading(self, *, reading: bool) -> None:
        """Say that the case is being read."""
        for part in (self.give, self.out, self.show_it, self.next, self.notes):
            part.setEnabled(not reading)
        if reading:
            self.progress.begin(_("The case is being read …"))
        else:
            self.progress.hide()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.progress.show_progress(done, total)

    def show_notes(self, title: str, rows: Sequence[Row], summary: str) -> None:
        """Show the list of notes; the one that is open stays current."""
        self._title.setText(title)
        self.rename(title)
        key = self.notes.current_key()
        self.notes.show_rows(rows)
        self.notes.make_current(key)
        self.count.show_chip(summary, "plain")
        self.give.setEnabled(bool(rows))

    def show_parts(self, parts: Sequence[DrawnPart], *, anew: bool) -> None:
        """Show one note; the same note only gets its marks anew, and the keyboard stays."""
        if not anew and len(parts) == len(self.texts):
            for text, part in zip(self.texts, parts, strict=True):
                text.show_part(part)
            return
        if self._page is not None:
            self._main.layout().removeWidget(self._page)  # type: ignore[union-attr] # a card has one
            self._page.hide()
            self._page.deleteLater()
        self.texts, self._last = [], None
        self._page = page = Page(900)
        page.bare()
        for part in parts:
            page.add(self._part(part))
        page.end()
        self._main.add(page, 1)

    def current_text(self) -> MaskedText | None:
        """Give the text the keyboard was in last."""
        return self._last or (self.texts[0] if self.texts else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside or above."""
        super().resizeEvent(event)
        self._fit()

    def _part(self, part: DrawnPart) -> QWidget:
        card = Card(part.heading)
        text = MaskedText(part)
        text.entered.connect(lambda: self._enter(text))
        self.texts.append(text)
        card.add(text)
        return card

    def _enter(self, text: MaskedText) -> None:
        self._last = text

    def _act(self, *, out: bool) -> None:
        text = self.current_text()
        if text is None:
            return
        start, end = text.marked()
        if out:
            self.out_asked.emit(text.part, start, end, str(self.reasons.currentData() or ""))
        else:
            self.shown_asked.emit(text.part, start, end)
        text.let_go()

    def _party_chosen(self) -> None:
        to = self.parties.currentData()
        if to:
            self.party_chosen.emit(str(to))

    def _fit(self) -> None:
        p = current_look().palette
        self.setStyleSheet(
            f'QTextEdit[passage="true"] {{ background: transparent; border: 2px solid transparent;'
            f" padding: 4px; border-radius: {px(6)}px; }}"
            f'QTextEdit[passage="true"]:focus {{ border: 2px solid {p.focus}; }}'
        )
        low = self.height() < px(LOW)
        beside = self.width() >= px(NARROW if low else BESIDE)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._hint.setVisible(not low)
        self._side.setMaximumWidth(px(220 if low else 340) if beside else px(4000))
        self._side.setMaximumHeight(px(4000) if beside else max(px(70), self.height() // 4))

    def _connect(self) -> None:
        self.parties.currentIndexChanged.connect(self._party_chosen)
        self.notes.chosen.connect(self.note_chosen)
        self.out.clicked.connect(lambda: self._act(out=True))
        self.show_it.clicked.connect(lambda: self._act(out=False))
        self.next.clicked.connect(self.next_asked)
        self.give.clicked.connect(self.give_asked)
        self.back.clicked.connect(self.back_asked)
        self.progress.stop_asked.connect(self.stop_asked)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo_asked)
        look_signal().changed.connect(self._fit)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        for widget, stretch in ((self.back, 0), (self._title, 1), (self.count, 0), (self.give, 0)):
            head.addWidget(widget, stretch)
        box.addLayout(head)
        whom = row(caption(_("For"), self.parties, "small"), self.parties)
        box.addLayout(whom)
        box.addWidget(self._hint)
        box.addWidget(self.progress)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._side.squeeze()
        self._main.squeeze()
        self._side.add(self.notes, 1)
        self._columns.addWidget(self._side, 2)
        self._columns.addWidget(self._main, 5)
        box.addLayout(self._columns, 1)
        box.addLayout(row(caption(_("Why"), self.reasons, "small"), self.reasons, self.out, self.show_it, self.next))
        for choice in (self.reasons, self.parties):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
