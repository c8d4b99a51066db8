"""One question of the supervisor below the section it is about, with its answers and a line to answer. Draws."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from fieldnotes.casework.views import QuestionView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, plain_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import body, muted, strong


class QuestionCard(Card):
    """Asks for an answer while the question is open and this person's to answer."""

    answer_asked = Signal(str, str)
    """Question, answer."""
    typed = Signal()

    def __init__(self, question: QuestionView, section: str) -> None:
        names = {"question": _("Question"), "suggestion": _("Suggestion"), "praise": _("Praise")}
        by = _("{kind} from {name}").format(kind=names.get(question.kind, _("Question")), name=question.asked_by)
        super().__init__(by, "", "warn" if question.open else "true")
        self.question = question
        self.line: QLineEdit | None = None
        self.send: Button | None = None
        self.add(muted(section + (f": ”{question.pin.quoted}”" if question.pin.quoted else "")))
        if stood := stood_words(question):
            self.add(muted(stood))
        self.add(body(str(question.text)))
        for answer in question.answers:
            self.add(strong(f"{answer.label}: {answer.text}"))
        if question.open and question.mine:
            self._add_answer()

    def _add_answer(self) -> None:
        line = self.line = QLineEdit()
        line.setAccessibleName(_("Answer to: {question}").format(question=self.question.text))
        line.setPlaceholderText(_("Write an answer, or correct the note"))
        send = self.send = plain_button(_("Answer"), "send")
        send.setEnabled(False)
        line.textChanged.connect(lambda text: send.setEnabled(bool(text.strip())))
        line.textChanged.connect(self.typed)
        line.returnPressed.connect(send.click)
        send.clicked.connect(lambda: self.answer_asked.emit(self.question.id, line.text().strip()))
        self.add(line)
        self.add_row(send)


def section_now(question: QuestionView) -> str:
    """Give the section a question stands at now: where its words went, else where it was asked."""
    return question.pin.spot.section if question.pin.spot is not None else question.pin.section


def stood_words(question: QuestionView) -> str:
    """Say what became of the words that were marked, when they do not stand there any more."""
    return {
        "moved": _("The words were in another place when this was asked."),
        "gone": _("These words are no longer in the note."),
    }.get(question.pin.stands or "", "")
