"""How a party answered before a decision: asked in one small form over the case. Draws and asks; acts on a lane."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.casework.folder_case import answer_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.labels import caption, small
from fieldnotes.ui.shared.low_text import LowText
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.case_presenter import ANSWER
from fieldnotes.ui.worker.taking_home.one_of import OneOf

ANSWERS = ("replied", "told", "hearing", "nothing")


class AnswerPanel(AskPanel):
    """Arrows choose how; Ctrl+Enter records it."""

    answered = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        hint = _("It becomes a part of the case. What they said stands there in their own words.")
        super().__init__(window, _("An answer before the decision"), hint, _("Record it"), "check")
        self.how = OneOf(_("How they answered"), {each: answer_words(each) for each in ANSWERS})
        self.words = LowText(96)
        self._caption = caption(_("In their own words"), self.words, "small")
        self.add(small(_("How they answered")))
        self.add(self.how)
        self.add(self._caption)
        self.add(self.words)
        self.end_card()
        self.how.changed.connect(self._fit_words)
        self.agreed.connect(lambda: self.answered.emit(self.how.chosen(), self._text()))

    def open_form(self) -> None:
        """Begin anew."""
        self.words.clear()
        self.how.choose(ANSWERS[0])
        self._fit_words()
        self.show_wrong("")
        self.open_over(self.how.button(ANSWERS[0]))

    def _text(self) -> str:
        return self.words.toPlainText().strip() if self.words.isVisible() else ""

    def _fit_words(self) -> None:
        said = self.how.chosen() != ANSWERS[-1]
        for part in (self._caption, self.words):
            part.setVisible(said)
        self.fit_soon()


class Answering:
    """Opens the form for one communication and records what is said."""

    def __init__(self, shell: Shell, screen: QWidget) -> None:
        self._shell, self._screen = shell, screen
        self.panel: AnswerPanel | None = None
        self._sent = ""

    def choose(self, key: str) -> None:
        """Ask when the chosen day is one by which a party may answer."""
        if key.startswith(ANSWER):
            self.start(key.removeprefix(ANSWER))

    def start(self, sent: str) -> None:
        """Ask how they answered; `sent` is the communication's hash."""
        self._sent = sent
        if self.panel is None:
            self.panel = AnswerPanel(self._screen)
            self.panel.answered.connect(self._record)
        self.panel.open_form()

    def _record(self, answer: str, text: str) -> None:
        from fieldnotes.casework.communicate import answered

        panel, desk, sent = self.panel, self._shell.desk, self._sent
        if panel is None:
            return
        panel.show_busy(busy=True)

        def done(_recorded: object) -> None:
            panel.show_busy(busy=False)
            panel.close_over()
            self._shell.say(_("The answer is recorded."))

        self._shell.tasks.run(
            Lane.WRITE, lambda _job: answered(desk, sent, answer, text), owner=panel, done=done,
            failed=lambda error: panel.show_wrong(explain(error).words),
        )  # fmt: skip
