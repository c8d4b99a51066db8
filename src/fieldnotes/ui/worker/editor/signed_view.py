"""A signed note, to be read: text, the family's answers, questions, decisions, history. Changes nothing by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from fieldnotes.casework.views import HistoryRow, NoteView, SectionState
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.asked_changes import AskedChanges
from fieldnotes.ui.shared.buttons import Button, plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.labels import body, muted, small, strong
from fieldnotes.ui.shared.names import decided_by
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.editor.corrections_card import CorrectionsCard
from fieldnotes.ui.worker.editor.history_words import handed_over_lines, history_words
from fieldnotes.ui.worker.editor.life_cards import life_cards
from fieldnotes.ui.worker.editor.question_card import QuestionCard, section_now
from fieldnotes.ui.worker.editor.signed_notices import SignedNotices
from fieldnotes.ui.worker.editor.to_copy_card import ToCopyCard
from fieldnotes.ui.worker.editor.wording import answer_words, day_words
from fieldnotes.ui.worker.files.files_card import FilesCard

REASON = "reason"
"""Beside the answers: why the note is corrected."""


class SignedView(Page):
    """Cards of text; asks for a correction, for an answer to a question, for a PDF."""

    correct_asked = Signal(str)
    """The reason."""
    answer_asked = Signal(str, str)
    """Question, answer."""
    typed = Signal()
    """An answer or a reason is another than before."""
    pdf_asked = Signal()
    misfiled_asked = Signal()
    by_hand_asked = Signal(str, str)
    """The system a note was copied into, or taken out of, and which of both."""

    def __init__(self, note: NoteView) -> None:
        super().__init__(900)
        self.stand_on_ground()
        self.cards: dict[str, Card] = {}
        self._answers: dict[str, tuple[QLineEdit, Button]] = {}
        self._first: Button | None = None
        self._note = note
        self.notices = SignedNotices(note)
        self.add(self.notices)
        self._correct = self._correction_card()
        self.add(self._correct)
        self.corrections = CorrectionsCard()
        self.add(self.corrections)
        for card in life_cards(note):
            self.add(card)
        self.to_copy = tuple(map(ToCopyCard, note.to_copy))
        for waiting in self.to_copy:
            waiting.done_asked.connect(self.by_hand_asked)
            self.add(waiting)
        self._put_text()
        self.files = FilesCard()
        self.add(self.files)
        if note.family:
            self.add(self._family_card())
        if note.changes:
            self.add(AskedChanges(note.changes))
        if note.decisions:
            self.add(self._decision_card())
        self._history = Card(_("History"))
        self._history.setVisible(False)
        self.add(self._history)
        self.add(self._way_out())
        self.end()

    def _put_text(self) -> None:
        """Put the sections in order, each with the questions about it."""
        open_ = sum(each.open and each.mine for each in self._note.questions)
        if open_:
            self.add(self._to_answer_card(open_))
        drawn = [section for section in self._note.section_states if section.blocks]
        known = frozenset(section.id for section in drawn)
        self._put_questions("", known)
        for section in drawn:
            self.add(self._section_card(section))
            self._put_questions(section.id, known)

    def begin(self) -> bool:
        """Put the keyboard on the way to the first question; False when none waits for an answer."""
        if self._first is not None:
            self._first.setFocus()
        return self._first is not None

    def ask_for_reason(self) -> None:
        """Open the line that asks why the note is corrected."""
        self._correct.setVisible(True)
        self._why.setFocus()
        self.ensureWidgetVisible(self._correct)

    def show_history(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show every entry of the note."""
        if not self._history.isVisibleTo(self):
            for words in (*map(history_words, rows), *handed_over_lines(self._note)):
                self._history.add(body(words))
        self._history.setVisible(True)
        self.ensureWidgetVisible(self._history)

    def answering(self) -> tuple[dict[str, str], bool]:
        """Give the answers being written, by question, and whether the person is at one of them."""
        at_one = any(self.focusWidget() in pair for pair in self._answers.values())
        return {key: line.text() for key, (line, _send) in self._answers.items()}, at_one

    def resume(self, answers: dict[str, str], *, focused: bool) -> None:
        """Put back what was being written before the note was shown anew; `focused`: go to the first open question."""
        for key, (line, _send) in self._answers.items():
            if key in answers:
                line.setText(answers[key])
        first = next(iter(self._answers.values()), None)
        if focused and first is not None:
            first[0].setFocus()
            self.ensureWidgetVisible(first[0])

    def typed_words(self) -> dict[str, str]:
        """Give everything that is typed and not sent: answers by question, and why the note is corrected."""
        return {REASON: self._why.text(), **self.answering()[0]}

    def offer(self, found: dict[str, str]) -> None:
        """Put back what was typed before a lock or a power cut; what is being typed now stays."""
        lines = {key: line for key, (line, _send) in self._answers.items()}
        for key, line in {REASON: self._why, **lines}.items():
            if found.get(key) and not line.text():
                line.setText(found[key])
        if self._why.text():
            self._correct.setVisible(True)

    def go(self, section: str) -> None:
        """Go to a section."""
        if section in self.cards:
            self.ensureWidgetVisible(self.cards[section])

    def _way_out(self) -> QWidget:
        pdf = plain_button(_("Save as PDF …"), "file-text")
        pdf.clicked.connect(self.pdf_asked)
        wrong = quiet_button(_("The note lies in the wrong case …"), "copy")
        wrong.clicked.connect(self.misfiled_asked)
        wrong.setVisible(self._note.may_misfile and self._note.misfiled is None)
        return _line(pdf, wrong)

    def _correction_card(self) -> Card:
        card = Card(_("Correct the note"), _("The old text stays readable. Say why it is corrected."), "soft")
        self._why = QLineEdit()
        self._why.setAccessibleName(_("Why is the note corrected?"))
        self._why.setPlaceholderText(_("Write a reason"))
        self._go: Button = primary_button(_("Open the correction"))
        self._go.setEnabled(False)
        cancel = quiet_button(_("Cancel"))
        self._why.textChanged.connect(lambda text: self._go.setEnabled(bool(text.strip())))
        self._why.textChanged.connect(self.typed)
        self._why.returnPressed.connect(self._go.click)
        self._go.clicked.connect(lambda: self.correct_asked.emit(self._why.text().strip()))
        cancel.clicked.connect(self._why.clear)
        cancel.clicked.connect(lambda: card.setVisible(False))
        card.add(self._why)
        card.add_row(self._go, cancel)
        card.setVisible(False)
        return card

    def _section_card(self, section: SectionState) -> Card:
        card = Card(section.label, "", "assessment" if section.kind == "assessment" else "true")
        if section.kind == "assessment":
            card.chip.show_chip(_("Assessment"), "info")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(10))
        grid.setColumnMinimumWidth(0, px(170))
        grid.setColumnStretch(1, 1)
        for line, block in enumerate(section.blocks):
            text = body(str(block.text))
            text.setAccessibleName(f"{block.label}: {block.text}" if block.label else str(block.text))
            grid.addWidget(small(block.label), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1, Qt.AlignmentFlag.AlignTop)
        card.add_layout(grid)
        self.cards[section.id] = card
        return card

    def _family_card(self) -> Card:
        card = Card(_("The family"))
        for showing in self._note.family:
            at = showing.at.astimezone()
            card.add(muted(_("Shown {day} {time}").format(day=day_words(at), time=clock_time(at))))
            for answer in showing.answers:
                card.add(body(answer_words(answer)))
                if answer.text:
                    card.add(strong(f"”{answer.text}”"))
                if shown := shown_words(answer.face, answer.way):
                    card.add(muted(shown))
        return card

    def _put_questions(self, section: str, known: frozenset[str]) -> None:
        """Put the questions about a section below it; those about nothing that is shown stand above all."""
        labels = {each.id: each.label for each in self._note.section_states}
        for question in self._note.questions:
            at = section_now(question)
            if (at if at in known else "") != section:
                continue
            card = QuestionCard(question, labels.get(at, ""))
            card.answer_asked.connect(self.answer_asked)
            card.typed.connect(self.typed)
            if card.line is not None and card.send is not None:
                self._answers[question.id] = (card.line, card.send)
            self.add(card)

    def _to_answer_card(self, count: int) -> Card:
        words = _n("{n} question waits for your answer", "{n} questions wait for your answer", count)
        hint = _("They stand below, each under the section it is about. Answer there, or correct the note.")
        card = Card(words.format(n=count), hint, "warn")
        first = plain_button(_("Go to the first question"), "message-square-text")
        first.clicked.connect(lambda: self.resume({}, focused=True))
        self._first = first
        card.add_row(first)
        return card

    def _decision_card(self) -> Card:
        words = {
            "approved": _("Approved"),
            "returned": _("Returned with questions"),
            "withdrawn": _("Approval withdrawn"),
        }
        card = Card(_("Decisions"))
        for decision in self._note.decisions:
            at = decision.at.astimezone()
            line = f"{words[decision.decision]} · {decided_by(decision)} · {day_words(at)} {clock_time(at)}"
            card.add(body(line))
            if decision.reason:
                card.add(muted(str(decision.reason)))
        return card


def _line(*widgets: QWidget) -> QWidget:
    box = QWidget()
    box.setLayout(side_by_side(*widgets))
    return box
