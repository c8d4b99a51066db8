"""The lines of proposals and the questions inside a list that scrolls: what is marked, and what has been in sight."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button
from fieldnotes.ui.shared.labels import ElidingLabel, caps, label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.asked import MANY
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
        self.writing = False
        """Somebody is in the middle of an answer: the list is not drawn anew under it."""
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

    def add_line(self, column: QVBoxLayout, question: Question, written: Callable[[], None]) -> QLineEdit:
        """Draw one question that is answered in words; `written` when the person has ended or goes on."""
        line = AnswerLine(" ".join(question.chosen))
        line.setAccessibleName(question.shape.label)
        line.setPlaceholderText(_("Write here"))
        line.textEdited.connect(lambda text: self._write(question, text))
        line.editingFinished.connect(lambda: self._end_writing(written))
        asked = label(question.shape.label, "field", wrap=True)
        asked.setBuddy(line)
        column.addWidget(asked)
        column.addWidget(line)
        return line

    def add_question(self, column: QVBoxLayout, question: Question) -> ChoiceChips:
        """Draw one question with its answers."""
        name = question.shape.label
        column.addWidget(label(name, "field", wrap=True))
        chips = ChoiceChips(name, question.options, many=question.shape.type in MANY)
        chips.choose(question.chosen)
        chips.changed.connect(lambda: self._choose(question, chips))
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

    def _choose(self, question: Question, chips: ChoiceChips) -> None:
        self.writing = False
        question.answer(chips.chosen())

    def _write(self, question: Question, text: str) -> None:
        """Write every letter into the note at once; the list waits until the person has ended."""
        self.writing = True
        question.answer([text] if text.strip() else [])

    def _end_writing(self, written: Callable[[], None]) -> None:
        was, self.writing = self.writing, False
        if was:
            written()

    def _mark(self, key: str, *, on: bool) -> None:
        self._unmarked = self._unmarked - {key} if on else self._unmarked | {key}
        self._told()

    def _look(self) -> None:
        """Note which lines are in sight, whole."""
        self._seen |= {
            line.key for line in self.lines if line.visibleRegion().boundingRect().height() >= line.height() - 1
        }


class AnswerLine(QLineEdit):
    """An answer in words; Enter ends it and does nothing else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the list, where it would sign."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


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
            words.addWidget(ElidingLabel(f"”{proposal.offer.heard}”", "small"))  # whole when pointed at: one page
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.no, 0, Qt.AlignmentFlag.AlignTop)
