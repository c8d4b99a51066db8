"""The lines of proposals and the questions inside a list that scrolls: what is marked, and what has been in sight."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button
from fieldnotes.ui.shared.labels import ElidingLabel, caps, label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.chips import ChoiceChips
from fieldnotes.ui.worker.editor.offers import Proposal
from fieldnotes.ui.worker.editor.said_rows import Question, SheetSection


class SaidLines:
    """Takes along only what has been in sight; what was unmarked stays so when the list is drawn anew."""

    def __init__(self, area: QScrollArea, refused: Callable[[Proposal], None], marked: Callable[[], None]) -> None:
        self._area = area
        self._refused = refused
        self._told = marked
        self.lines: list[_ProposalLine] = []
        self.questions: dict[str, ChoiceChips] = {}
        self._unmarked: set[str] = set()
        self._seen: set[str] = set()

    def begin(self) -> None:
        """Begin to draw the list anew."""
        self.lines, self.questions = [], {}

    def add_proposals(self, column: QVBoxLayout, section: SheetSection, *, named: bool = True) -> None:
        """Draw what is proposed in a section, below its name unless every line of the list says enough."""
        if section.proposals and named:
            column.addWidget(caps(section.label))
        for proposal in section.proposals:
            key = proposal.offer.key
            line = _ProposalLine(proposal, marked=proposal.offer.sure and key not in self._unmarked)
            line.box.toggled.connect(lambda on, key=key: self._mark(key, on=on))
            line.no.clicked.connect(lambda _on=False, proposal=proposal: self._refused(proposal))
            self.lines.append(line)
            column.addWidget(line)

    def add_question(self, column: QVBoxLayout, question: Question) -> ChoiceChips:
        """Draw one question with its answers."""
        name = question.shape.label
        column.addWidget(label(name, "field", wrap=True))
        chips = ChoiceChips(name, question.options, many=question.shape.type == "multichoice")
        chips.choose(question.chosen)
        chips.changed.connect(lambda: question.answer(chips.chosen()))
        self.questions[question.shape.place] = chips
        column.addWidget(chips)
        return chips

    def count(self) -> int:
        """Say how many are marked."""
        return sum(line.box.isChecked() for line in self.lines)

    def taken(self) -> list[Proposal]:
        """Give what is marked; nothing while some of it has not been in sight: that is shown first."""
        self._look()
        unseen = [line for line in self.lines if line.box.isChecked() and line.key not in self._seen]
        if unseen:
            at = unseen[0].y()
            self._area.verticalScrollBar().setValue(at - px(8))
            self._look()
            return []
        return [line.proposal for line in self.lines if line.box.isChecked()]

    def _mark(self, key: str, *, on: bool) -> None:
        self._unmarked = self._unmarked - {key} if on else self._unmarked | {key}
        self._told()

    def _look(self) -> None:
        """Note which lines are in sight, whole."""
        self._seen |= {
            line.key for line in self.lines if line.visibleRegion().boundingRect().height() >= line.height() - 1
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
