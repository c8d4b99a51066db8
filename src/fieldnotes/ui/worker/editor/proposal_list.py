"""Joins the list of all proposals with the note: fills it, takes and refuses through the form, keeps it true.

It opens by its key, and by itself, without the keyboard, when somebody has spoken and the panel beside has room.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import shown_keys
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.editor.asked import WRITTEN, Asking, may_be_asked
from fieldnotes.ui.worker.editor.chips import ALL_KEY, BACK_KEY, REFUSE_KEY
from fieldnotes.ui.worker.editor.offers import Proposal
from fieldnotes.ui.worker.editor.once import BREATH, Once
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.said_rows import SheetSection
from fieldnotes.ui.worker.editor.shapes import SectionShape
from fieldnotes.ui.worker.editor.view import EditorView


class ProposalList(QObject):
    """The list of one open note."""

    under_sheet = Signal()
    """Something was taken, answered or changed while the list before signing is open."""

    def __init__(self, view: EditorView, note: EditorPresenter) -> None:
        super().__init__(view)
        self._view = view
        self._note = note
        self._asked: list[str] = []
        self._soon = Once(self)
        self._soon.rang.connect(self._refresh)
        view.spoken.connect(self.after_speaking)
        view.value_changed.connect(lambda *_place: self._soon.within(BREATH))
        view.dealt.connect(lambda _keys: self._soon.start(0))
        view.proposals.taken.connect(self._take)
        view.proposals.refused.connect(self._refuse)
        view.proposals.closed.connect(self.close)
        view.said_now = self.sections
        view.sheet.taken.connect(self._take)
        view.sheet.written.connect(lambda: self._soon.start(0))
        view.sheet.refused.connect(self._refuse)
        for keys, act in ((ALL_KEY, self.take_all), (REFUSE_KEY, self._refuse_first), (BACK_KEY, self._undo)):
            QShortcut(QKeySequence(keys), view, act)

    def take_all(self) -> None:
        """Show the list; when it is there, take what is marked in it."""
        if self._view.sheet.isVisible():
            self._view.sheet.take_marked()
        elif self._view.proposals.isVisible():
            self._view.proposals.take_marked()
        elif self._note.opened is not None and self._note.opened.note.is_draft:
            self._open()
            if self._view.proposals.isVisible():
                self._view.proposals.focus_first()

    def after_speaking(self) -> None:
        """Show the list beside the note, without the keyboard, if there is something in it and room for it."""
        if self._view.side.isVisible() and not self._view.sheet.isVisible():
            count = sum(len(section.proposals) for section in self._open())
            if count:
                announce(self._view, _("{n} proposals from what was said").format(n=count))

    def close(self) -> None:
        """Close it."""
        self._asked = []
        self._view.close_proposals()

    def forget_asked(self) -> None:
        """Ask anew: what has been answered by now is asked no more."""
        self._asked = []

    def _open(self) -> list[SheetSection]:
        self.forget_asked()
        sections = self.in_list()
        if sections:
            self._view.show_proposals(sections)
        return sections

    def _refresh(self) -> None:
        """Draw the list anew; once nothing is left in it, it goes."""
        if self._view.sheet.isVisible() and not self._view.sheet.said.writing:
            self.under_sheet.emit()
        if not self._view.proposals.isVisible():
            return
        sections = self.in_list()
        if sections:
            self._view.show_proposals(sections)
        else:
            self.close()

    def _take(self, proposals: list[Proposal]) -> None:
        self._view.form.taking.take(proposals)
        words = _("Taken: {n}. Take back: {key}").format(n=len(proposals), key=shown_keys(BACK_KEY))
        announce(self._view, words)
        self._refresh()
        if self._view.proposals.isVisible() and self._view.proposals.isAncestorOf(self._view.focusWidget()):
            self._view.proposals.focus_first()

    def _refuse(self, proposal: Proposal) -> None:
        self._view.form.taking.refuse(proposal)  # the form of this moment: a note shown anew has another

    def _refuse_first(self) -> None:
        self._view.form.taking.settle()
        where = self._view.form.where()
        if where is None:
            return
        card = self._view.form.cards[where.section]
        for widget in card.fields().values():
            if widget.isVisibleTo(card) and widget.has_proposal():
                widget.refuse_first()
                return

    def _undo(self) -> None:
        section = self._view.form.taking.undo()
        if section:
            announce(self._view, _("Taken back"))
            self._soon.start(0)

    def in_list(self) -> list[SheetSection]:
        """Give what is proposed, and what a chip answers; what is to be written is asked before signing."""
        found = []
        for each in self.sections():
            questions = tuple(one for one in each.questions if one.shape.type != WRITTEN)
            if each.proposals or questions:
                found.append(replace(each, questions=questions))
        return found

    def sections(self) -> list[SheetSection]:
        """Give what is proposed and asked, section by section; what was answered in the list stays while it is open."""
        form, opened = self._view.form.form, self._note.opened
        if form is None or opened is None:
            return []
        lacking = self._note.lacking()
        asking = Asking(form, self._note.values, opened.note.proposals, self._view.form.taking.answer)
        found: list[SheetSection] = []
        for section in form.sections:
            proposals = tuple(self._view.form.taking.of(section.id))
            sure = {each.offer.field for each in proposals if each.offer.sure}
            self._asked += [place for place in lacking if self._is_asked(section, place, sure)]
            asked = [shape for shape in section.fields if shape.place in self._asked and shape.id not in sure]
            if proposals or asked:
                questions = tuple(asking.question(shape) for shape in asked)
                found.append(SheetSection(section.label, proposals, questions, section.id))
        return found

    def _is_asked(self, section: SectionShape, place: str, sure: set[str]) -> bool:
        section_id, _dot, name = place.partition(".")
        if section_id != section.id or name in sure or place in self._asked:
            return False
        return may_be_asked(section.field(name))
