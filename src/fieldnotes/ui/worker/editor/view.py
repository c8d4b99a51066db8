"""The editor's window: bar above, sections, form, panel, dictation bar. Draws what it is given; decides nothing."""

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fieldnotes.casework.views import HistoryRow
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.worker.editor.chips import TAKE_KEY
from fieldnotes.ui.worker.editor.dictation_bar import DictationBar
from fieldnotes.ui.worker.editor.editor_style import editor_style
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.heard_form import HeardForm
from fieldnotes.ui.worker.editor.heard_marks import CONFIRM_KEY, ENTER_KEY
from fieldnotes.ui.worker.editor.note_window import Opened
from fieldnotes.ui.worker.editor.offers import Offers
from fieldnotes.ui.worker.editor.progress import Progress
from fieldnotes.ui.worker.editor.proposal_sheet import ProposalSheet
from fieldnotes.ui.worker.editor.said_rows import SheetSection
from fieldnotes.ui.worker.editor.section_list import SectionList
from fieldnotes.ui.worker.editor.side_panel import SidePanel
from fieldnotes.ui.worker.editor.sign_sheet import SignSheet
from fieldnotes.ui.worker.editor.signed_view import SignedView
from fieldnotes.ui.worker.editor.speaking import SpeakingForm
from fieldnotes.ui.worker.editor.states import SheetState, States, TopState, Where
from fieldnotes.ui.worker.editor.top_bar import TopBar

NARROW = 1080
"""Below this width (at 100 % text) the panel beside the form makes room for it."""
NARROWER = 860
"""Below this width the list of sections steps aside to icons and the bar above takes two lines."""


class EditorView(QWidget):
    """All parts of the editor in their places."""

    value_changed = Signal(str, str, object)
    section_entered = Signal(str)
    sound_dropped = Signal(str, str)
    dealt = Signal(object)
    """Proposals that are taken or refused by now."""
    spoken = Signal()
    """Nobody listens any more, and what was said stands in the form."""
    words_came = Signal()
    """Somebody speaks: it listens, or other words than a moment ago are heard."""
    back_asked = Signal()
    place_entered = Signal()
    heard_asked = Signal(object)
    """An `UnsureWord` to hear again."""
    heard_confirmed = Signal(object)
    """An `UnsureWord` that is right."""
    _before_sheet: QWidget | None = None
    """What had the keyboard when the list before signing was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.top = TopBar(self)
        self.sections = SectionList(self)
        self.side = SidePanel(self)
        self.dock = DictationBar(self)
        self.sheet = SignSheet(self)
        self.proposals = ProposalSheet(self)
        self.form = FormView()
        self.signed: SignedView | None = None
        self.speaking = SpeakingForm(self.form)
        self.heard = HeardForm(self.form)
        self._states: States = {}
        self.live, self.alone = "", False
        """The section that listens; whether the form has the whole window."""
        self.said_now: Callable[[], Sequence[SheetSection]] = tuple
        """What is proposed and asked at this moment, for the list before signing."""
        self._middle = QWidget(self)
        self._stack = QStackedLayout(self._middle)
        self._lay_out()
        self.top.alone_shown.connect(self._stand_alone)
        self.sections.chosen.connect(self.go)
        self.sections.back_asked.connect(self.back_asked)
        self.side.place_asked.connect(self.go)
        self.sheet.place_asked.connect(self.go)
        self.sheet.closed.connect(self.close_sheet)
        self._wire(self.form)
        for keys, act in (
            (TAKE_KEY, self.take_proposal),
            ("Esc", self._escape),
            ("Ctrl+PgDown", partial(self.sections.step, 1)),
            ("Ctrl+PgUp", partial(self.sections.step, -1)),
            (ENTER_KEY, self._next_unsure),
            (CONFIRM_KEY, self._confirm_unsure),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # a panel over the editor has its own
        look_signal().changed.connect(self._relook)
        self._relook()

    def show_form(self, opened: Opened, where: Where | None) -> None:
        """Draw a draft to write in, with the keyboard where it was."""
        self._renew()
        self.sections.show_sections(opened.form.sections)
        self.form.show_form(opened.form, opened.note.sections, Offers(opened.form, opened.listener, opened.dealt))
        self._stack.setCurrentWidget(self.form)
        self.dock.show()
        if where is not None:
            self.form.restore(where)
        else:
            self.form.begin()

    def show_signed(self, opened: Opened) -> SignedView:
        """Draw a signed note to read."""
        self._renew()
        self.sections.show_sections(opened.form.sections)
        self.sections.show_states({section.id: Progress.LOCKED for section in opened.form.sections})
        self.signed = SignedView(opened.note)
        self._stack.addWidget(self.signed)
        self._stack.setCurrentWidget(self.signed)
        self.dock.hide()
        if not self.signed.begin():
            self.sections.list.setFocus()
        return self.signed

    def show_top(self, state: TopState, *, may_correct: bool) -> None:
        """Draw the bar above."""
        self.top.show_top(state, signed=self.signed is not None, may_correct=may_correct)

    def show_states(self, states: States) -> None:
        """Draw how far each section has come."""
        self._states = states
        self.sections.show_states(states)
        self.form.show_states(states, self.live)

    def show_live(self, section: str) -> None:
        """Mark the section that listens; an empty text for none."""
        if section != self.live:
            self.live = section
            self.form.show_states(self._states, section)
            if section:
                self.sections.show_current(section)

    def show_sheet(self, state: SheetState) -> None:
        """Open the list before signing over the panel."""
        self.proposals.hide()
        if not self.sheet.isVisible():
            self._before_sheet = self.focusWidget()
        self.sheet.show_sheet(state, self.said_now())
        self._place_sheet()
        self.sheet.raise_()

    def show_proposals(self, sections: Sequence[SheetSection]) -> None:
        """Open or renew the list of what is proposed over the panel; the keyboard stays where it is."""
        self.proposals.show_sheet(sections)
        self._place_sheet()
        self.proposals.raise_()

    def close_proposals(self) -> None:
        """Close it, and give the keyboard back to the note if it was there."""
        inside = self.proposals.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.proposals.hide()
        where = self.form.where()
        if inside and where is not None:
            self.form.restore(where)

    def show_history(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show every entry of the note: below a signed note, in the panel beside a draft."""
        if self.signed is not None:
            self.signed.show_history(rows)
        else:
            self.side.show_history(rows)

    def close_sheet(self) -> None:
        """Close it and give the keyboard back to what had it before."""
        if self.sheet.isVisible():
            self.sheet.hide()
            before, self._before_sheet = self._before_sheet, None
            there = before is not None and shiboken6.isValid(before) and before.isVisibleTo(self)
            (before if before is not None and there else self.top.sign).setFocus()

    def go(self, section: str, field: str = "") -> None:
        """Go to a section or a field."""
        if self.signed is not None:
            self.signed.go(section)
        elif section:
            self.form.go(section, field)
        self.sections.show_current(section)

    def take_proposal(self) -> None:
        """Take the first proposal where the person is; where there is none, go to the next: none is taken unseen."""
        self.form.taking.settle()
        where = self.form.where()
        here = where.section if where is not None else ""
        for section, card in sorted(self.form.cards.items(), key=lambda each: each[0] != here):
            for name, widget in card.fields().items():
                if widget.isVisibleTo(card) and widget.has_proposal():
                    seen = section == here and not widget.visibleRegion().isEmpty()
                    if not (seen and widget.accept_first()):
                        self.go(section, name)
                    return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form the room it needs."""
        super().resizeEvent(event)
        self._fit()
        self._place_sheet()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.top)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._stack.addWidget(self.form)
        for widget, stretch in ((self.sections, 0), (self._middle, 1), (self.side, 0)):
            middle.addWidget(widget, stretch)
        outer.addLayout(middle, 1)
        outer.addWidget(self.dock)
        self.sheet.hide()
        self.proposals.hide()
        self.form.setAccessibleName(_("The note"))

    def _wire(self, form: FormView) -> None:
        form.value_changed.connect(self.value_changed)
        form.section_entered.connect(self.section_entered)
        form.place_entered.connect(self.place_entered)
        self.heard.asked.connect(self.heard_asked)
        self.heard.confirmed.connect(self.heard_confirmed)
        form.section_entered.connect(self.sections.show_current)
        form.taking.dealt.connect(self.dealt)
        form.sound_dropped.connect(self.sound_dropped)

    def _renew(self) -> None:
        """Begin with an empty form; what was shown before goes away."""
        for old in (self.signed, self.form if self.form.form is not None else None):
            if old is not None:
                self._stack.removeWidget(old)
                old.hide()
                old.deleteLater()
        if self.form.form is not None:
            self.form = FormView()
            self.form.setAccessibleName(_("The note"))
            self.speaking = SpeakingForm(self.form)
            self.heard = HeardForm(self.form)
            self._stack.addWidget(self.form)
            self._wire(self.form)
        self.signed = None
        self.live = ""

    def _next_unsure(self) -> None:
        self.heard.go_next()

    def _confirm_unsure(self) -> None:
        self.heard.confirm_here()

    def _escape(self) -> None:
        if self.sheet.isVisible():
            self.close_sheet()
        elif self.proposals.isVisible():
            self.proposals.closed.emit()
        elif self.alone:
            self.top.full_asked.emit()
        else:
            self.back_asked.emit()

    def _stand_alone(self, alone: bool) -> None:  # noqa: FBT001 - a signal's value
        self.alone = alone
        self._fit()

    def _relook(self) -> None:
        self.setStyleSheet(editor_style())
        self._fit()

    def _fit(self) -> None:
        self.side.setVisible(self.width() >= px(NARROW) and not self.alone)
        self.sections.setVisible(not self.alone)
        narrow = self.width() < px(NARROWER)
        self.top.show_narrow(narrow=narrow)
        self.sections.show_narrow(narrow=narrow)
        self.dock.show_narrow(narrow=narrow)

    def _place_sheet(self) -> None:
        for sheet in (each for each in (self.sheet, self.proposals) if each.isVisible()):
            width = min(self.width(), px(440))
            left = 0 if self.isRightToLeft() else self.width() - width
            sheet.setGeometry(left, self.top.height(), width, self.height() - self.top.height())
