"""What each person in the room says of the section they see: four answers and, where wanted, their own words."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_presenter import answer_words
from fieldnotes.ui.family.console_state import AWAY, NEEDS_WORDS, WITH_WORDS, Reader, Said
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import divider, row
from fieldnotes.ui.shared.labels import label, small
from fieldnotes.ui.shared.theme import px


class AnswerRows(QWidget):
    """One block per person."""

    answered = Signal(str, str, str)

    def __init__(self, readers: tuple[Reader, ...]) -> None:
        super().__init__()
        self._section = ""
        self.people: dict[str, PersonAnswer] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for reader in readers:
            if self.people:
                box.addWidget(divider())
            self.people[reader.id] = made = PersonAnswer(reader)
            made.answered.connect(self.answered)
            box.addWidget(made)
        if not readers:
            box.addWidget(small(_("Nobody in the room answers for themselves.")))
        box.addStretch(1)

    def show_said(self, section: str, said: Mapping[str, Said]) -> None:
        """Show what is recorded of this section."""
        for person, block in self.people.items():
            if section != self._section:
                block.put_away()
            block.show_said(said.get(person))
        self._section = section

    def flush(self) -> None:
        """Hand over what somebody has begun to say, so that no word of theirs is lost."""
        for block in self.people.values():
            block.flush()


class PersonAnswer(QWidget):
    """One person: name, four buttons, a place for their own words, and what is recorded."""

    answered = Signal(str, str, str)

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._asked = ""
        self._recorded: Said | None = None
        self.buttons: dict[str, Button] = {}
        for answer, words in answer_words().items():
            self.buttons[answer] = button = plain_button(words)
            button.clicked.connect(lambda _on=False, answer=answer: self._choose(answer))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(px(72))
        self.save = plain_button(_("Save"), "check")
        self.save.setToolTip(_("Save (Ctrl+Enter)"))
        self.save.clicked.connect(self._save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self.words, self._save, context=Qt.ShortcutContext.WidgetShortcut)
        self._writing = self._place_for_words()
        self._said = small()
        self._said.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(label(reader.name, "strong"), label(reader.detail, "muted")))
        box.addLayout(row(*self.buttons.values()))
        for widget in (self._writing, self._said):
            box.addWidget(widget)
        self._mark()

    def show_said(self, said: Said | None) -> None:
        """Show what is recorded."""
        self._recorded = said
        self._mark()
        self._said.setVisible(said is not None)
        if said is not None:
            words = answer_words()[said.answer]
            text = f"{words} – ”{said.text}”" if said.text else words
            self._said.setText(_("Saved {time}: {answer}").format(time=said.at, answer=text))

    def put_away(self) -> None:
        """Put the place for words away, and what stands in it."""
        self._asked = ""
        self.words.clear()
        self._writing.hide()
        self._mark()

    def flush(self) -> None:
        """Hand over what was begun."""
        if self._asked and (self._asked not in NEEDS_WORDS or self.words.toPlainText().strip()):
            self._save()

    def _mark(self) -> None:
        """Press the button of the answer that is given, or being given."""
        given = self._asked or (self._recorded.answer if self._recorded else "")
        for answer, button in self.buttons.items():
            words = answer_words()[answer]
            if answer == given:
                button.show_glyph("check", "accent")
                button.setAccessibleName(_("{name}: {answer}, chosen").format(name=self._reader.name, answer=words))
            else:
                button.setIcon(QIcon())
                button.setAccessibleName(f"{self._reader.name}: {words}")

    def _place_for_words(self) -> QWidget:
        drop = quiet_button(_("Never mind"))
        drop.clicked.connect(self.put_away)
        made = QWidget()
        inner = QVBoxLayout(made)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.words)
        inner.addLayout(row(self.save, drop))
        made.hide()
        return made

    def _choose(self, answer: str) -> None:
        if answer not in WITH_WORDS:
            self.put_away()
            self.answered.emit(self._reader.id, answer, "")
            return
        self._asked = answer
        asked = _("Why did {name} not take part?") if answer == AWAY else _("In {name}'s own words")
        words = asked.format(name=self._reader.name)
        self.words.setPlaceholderText(words)
        self.words.setAccessibleName(words)
        self._writing.show()
        self._mark()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        words = self.words.toPlainText().strip()
        if self._asked in NEEDS_WORDS and not words:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        answer = self._asked
        self.put_away()
        self.answered.emit(self._reader.id, answer, words)
