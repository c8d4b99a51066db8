"""All that is proposed in a note, in one list beside it, and the questions nothing said answers. Decides nothing.

It never takes the keyboard by itself, and takes along only what has been in sight.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, primary_button, shown_keys
from fieldnotes.ui.shared.labels import ElidingLabel, caps, heading, label, muted
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.chips import ALL_KEY, ChoiceChips
from fieldnotes.ui.worker.editor.offers import Proposal
from fieldnotes.ui.worker.editor.shapes import FieldShape, Option


@dataclass(frozen=True, slots=True)
class Question:
    """A field that must be answered before signing and that nothing said answers."""

    shape: FieldShape
    options: tuple[Option, ...]
    answer: Callable[[list[str]], None] = field(repr=False, compare=False)
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSection:
    """What the list shows of one section."""

    label: str
    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...] = ()


class ProposalSheet(QFrame):
    """Opens beside the form, blocks nothing."""

    taken = Signal(object)
    """The proposals to take."""
    refused = Signal(object)
    """One proposal."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(_("Proposals from what was said"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        self._title = heading("")
        back = icon_button(_("Back to the note"), "x")
        back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(back)
        outer.addLayout(head)
        self._calm = muted(_("Nothing is written until you take it."))
        outer.addWidget(self._calm)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area, 1)
        self.take = primary_button("", "check")
        self.take.clicked.connect(self.take_marked)
        outer.addWidget(self.take)
        self._lines: list[_ProposalLine] = []
        self._shown: tuple[SheetSection, ...] = ()
        self._unmarked: set[str] = set()
        self._seen: set[str] = set()
        self.questions: dict[str, ChoiceChips] = {}

    def show_sheet(self, sections: Sequence[SheetSection]) -> None:
        """Show the list; what was unmarked stays so."""
        if tuple(sections) == self._shown and self.isVisible():
            return
        self._shown = tuple(sections)
        bar = self._area.verticalScrollBar().value()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(6))
        self._lines, self.questions = [], {}
        for section in (each for each in sections if each.proposals):
            column.addWidget(caps(section.label))
            for proposal in section.proposals:
                self._add_line(column, proposal)
        asked = [question for section in sections for question in section.questions]
        if asked and self._lines:
            column.addSpacing(px(8))
            column.addWidget(heading(_("Not said")))
        for question in asked:
            self._add_question(column, question)
        column.addStretch(1)
        self._title.setText(_("Proposals from what was said") if self._lines else _("Not said"))
        self._calm.setVisible(bool(self._lines))
        self._area.setWidget(inner)
        self._area.verticalScrollBar().setValue(bar)
        self.show()
        self._say_count()

    def take_marked(self) -> None:
        """Take what is marked; what has not been in sight yet is shown first."""
        self._look()
        unseen = [line for line in self._lines if line.box.isChecked() and line.key not in self._seen]
        if unseen:
            at = unseen[0].y()
            self._area.verticalScrollBar().setValue(at - px(8))
            self._look()
            return
        marked = [line.proposal for line in self._lines if line.box.isChecked()]
        if marked:
            self.taken.emit(marked)

    def focus_first(self) -> None:
        """Put the keyboard on the first question, else on the button that takes."""
        first = next(iter(self.questions.values()), None)
        if first is not None and not self._lines:
            first.focus()
        else:
            self.take.setFocus()

    def _add_line(self, column: QVBoxLayout, proposal: Proposal) -> None:
        line = _ProposalLine(proposal, marked=proposal.offer.sure and proposal.offer.key not in self._unmarked)
        line.box.toggled.connect(lambda on: self._marked(proposal.offer.key, on=on))
        line.no.clicked.connect(lambda: self.refused.emit(proposal))
        self._lines.append(line)
        column.addWidget(line)

    def _add_question(self, column: QVBoxLayout, question: Question) -> None:
        name = question.shape.label
        column.addWidget(label(name, "field", wrap=True))
        chips = ChoiceChips(name, question.options, many=question.shape.type == "multichoice")
        chips.choose(question.chosen)
        chips.changed.connect(lambda: question.answer(chips.chosen()))
        self.questions[question.shape.place] = chips
        column.addWidget(chips)

    def _marked(self, key: str, *, on: bool) -> None:
        self._unmarked = self._unmarked - {key} if on else self._unmarked | {key}
        self._say_count()

    def _say_count(self) -> None:
        count = sum(line.box.isChecked() for line in self._lines)
        words = _("Take {n}   {key}").format(n=count, key=shown_keys(ALL_KEY))
        self.take.setText(words)
        self.take.setEnabled(count > 0)
        self.take.setVisible(bool(self._lines))

    def _look(self) -> None:
        """Note which lines are in sight, whole."""
        self._seen |= {
            line.key for line in self._lines if line.visibleRegion().boundingRect().height() >= line.height() - 1
        }


class _ProposalLine(QWidget):
    """One proposal: a mark, what it says, the words it was heard in, and a cross."""

    def __init__(self, proposal: Proposal, *, marked: bool) -> None:
        super().__init__()
        self.proposal = proposal
        self.key = proposal.offer.key
        self.box = QCheckBox()
        self.box.setChecked(marked)
        self.box.setAccessibleName(proposal.line)
        self.box.setAccessibleDescription(proposal.offer.heard)
        self.no = icon_button(_("Refuse: {words}").format(words=proposal.words), "x")
        words = QVBoxLayout()
        words.setContentsMargins(0, px(2), 0, 0)
        words.setSpacing(0)
        words.addWidget(label(proposal.line, wrap=True))
        if proposal.offer.heard:
            heard = ElidingLabel(f"”{proposal.offer.heard}”", "small")
            words.addWidget(heard)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.no, 0, Qt.AlignmentFlag.AlignTop)
