"""The line below a text while the cursor stands in a word heard with doubt: hear it again, or say that it is right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import isolated, label
from fieldnotes.ui.worker.editor.heard_marks import CONFIRM_KEY, ENTER_KEY


class HeardRow(QWidget):
    """One word at a time; in sight only while there is one."""

    asked = Signal(object)
    confirmed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._word: UnsureWord | None = None
        line = FlowLayout(8, self)
        self._says = label("", "small")
        self.play = quiet_button(_("Hear it again"), "mic", ENTER_KEY)
        self.play.clicked.connect(self._ask)
        self.right = quiet_button(_("The word is right"), "check", CONFIRM_KEY)
        self.right.clicked.connect(self.confirm)
        for widget in (self._says, self.play, self.right):
            line.addWidget(widget)
        self.hide()

    def show_word(self, word: UnsureWord | None) -> None:
        """Offer to hear this word, or step aside."""
        self._word = word
        if word is not None:
            self._says.setText(_("Heard with doubt: “{word}”").format(word=isolated(word.word)))
            for button in (self.play, self.right):
                button.setAccessibleName(f"{button.text()}: ”{word.word}”")
        self.setVisible(word is not None)

    def confirm(self) -> None:
        """Say that the word is right."""
        word, self._word = self._word, None
        if word is not None:
            self.hide()
            self.confirmed.emit(word)

    def _ask(self) -> None:
        if self._word is not None:
            self.asked.emit(self._word)
