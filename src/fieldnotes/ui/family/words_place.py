"""A place for somebody's own words: typed, spoken, or told of what they showed. It keeps nothing and judges nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import Reader
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import label, small
from fieldnotes.ui.shared.low_text import LowText
from fieldnotes.ui.shared.toast import announce


class WordsPlace(QWidget):
    """A text box, how the words come into it, and what holds them up."""

    saved = Signal()
    dropped = Signal()
    typed = Signal(str)
    dictate_asked = Signal(bool)
    """Whether they speak themselves; otherwise the worker says it after them."""
    stop_asked = Signal()
    consent_given = Signal(str)
    """How they said yes to being heard."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._listening = False
        self._partial = ""
        self.text = LowText(72)
        self.text.textChanged.connect(lambda: self.typed.emit(self.text.toPlainText()))
        self.save = plain_button(_("Save"), "check")
        self.save.setToolTip(_("Save (Ctrl+Enter)"))
        self.save.clicked.connect(self.saved)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self.text, self.saved.emit, context=Qt.ShortcutContext.WidgetShortcut)
        drop = quiet_button(_("Never mind"))
        drop.clicked.connect(self.dropped)
        self.after = self._speak(_("Dictate"), own=False)
        self.after.setToolTip(_("You say it after {name}").format(name=reader.name))
        self.own = self._speak(_("Speaks for themselves"), own=True)
        self.stop = plain_button(_("Stop"), "square")
        self.stop.clicked.connect(self.stop_asked)
        self.showed = QCheckBox(_("Showed instead of saying"))
        self.grey = label("", "muted", wrap=True)
        self.trouble = label("", "error", wrap=True)
        self._consent = QWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for widget in (self.text, self.grey, self.trouble, self.showed, self._consent):
            box.addWidget(widget)
        box.addLayout(row(self.save, self.after, self.own, self.stop, drop))
        self._name_all()
        self.reset()

    def ask(self, question: str, begun: str, *, focus: bool = True) -> None:
        """Ask for words; `begun`: what stood here before the program was closed."""
        self.text.setPlaceholderText(question)
        self.text.setAccessibleName(question)
        if begun and not self.text.toPlainText():
            self.text.setPlainText(begun)
        self.show()
        if focus:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        """Empty it and put it away."""
        self.show_listening(on=False)
        for line in (self.grey, self.trouble, self._consent):
            line.hide()
        self.text.clear()
        self.showed.setChecked(False)
        self.showed.setVisible(self._reader.child)
        self.hide()

    @property
    def listening(self) -> bool:
        """Say whether somebody is heard here."""
        return self._listening

    def words(self) -> str:
        """Give what stands there, and what is grey while somebody is heard: it was said too."""
        grey = self._partial if self._listening else ""
        return " ".join(each for each in (self.text.toPlainText().strip(), grey.strip()) if each)

    def show_listening(self, *, on: bool) -> None:
        """Draw that somebody is heard, or no more; while they are, nobody types over them."""
        self._listening = on
        self.text.setReadOnly(on)
        self.stop.setVisible(on)
        self.after.setVisible(not on)
        self.own.setVisible(not on)
        self._consent.hide()
        if on:
            self.trouble.hide()
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, _("Listening"))
        else:
            self.grey.hide()

    def show_heard(self, text: str, partial: str) -> None:
        """Draw what has settled, and in grey what is being said."""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self._partial = partial
        self.grey.setText(partial or _("Listening …"))
        self.grey.setVisible(self._listening)

    def show_trouble(self, words: str) -> None:
        """Say why nobody is heard."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)

    def ask_consent(self, question: str, ways: Sequence[tuple[str, str]]) -> None:
        """Ask for a yes before a voice is heard; each way is its code and its words."""
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(question, "strong", wrap=True))
        box.addWidget(small(_("The sound is not kept. Their words are.")))
        buttons = [self._yes(code, words) for code, words in ways]
        refuse = quiet_button(_("No"))
        refuse.clicked.connect(fresh.hide)
        box.addLayout(row(*buttons, refuse))
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._consent, fresh)
        self._consent.deleteLater()
        self._consent = fresh
        fresh.show()
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _yes(self, code: str, words: str) -> Button:
        made = plain_button(words, "check")
        made.clicked.connect(lambda: self.consent_given.emit(code))
        return made

    def _speak(self, words: str, *, own: bool) -> Button:
        made = quiet_button(words, "mic")
        made.clicked.connect(lambda: self.dictate_asked.emit(own))
        return made

    def _name_all(self) -> None:
        for button in (self.save, self.after, self.own, self.stop):
            button.setAccessibleName(f"{self._reader.name}: {button.text()}")
        self.showed.setAccessibleName(f"{self._reader.name}: {self.showed.text()}")
