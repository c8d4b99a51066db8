"""What each person in the room says of the section they see: four answers, faces, their own words, another text."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.language.shown_answers import SHOWED
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.change_box import ChangeBox
from fieldnotes.ui.family.console_state import ADDS, AWAY, CHANGES, NEEDS_WORDS, WITH_WORDS, Reader, Said
from fieldnotes.ui.family.end_page import answer_words
from fieldnotes.ui.family.faces import FaceRow
from fieldnotes.ui.family.words_place import WordsPlace
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import divider, row
from fieldnotes.ui.shared.labels import label, small


class AnswerRows(QWidget):
    """One block per person."""

    answered = Signal(str, str, str, object)
    """Person, answer, words, and what more the answer holds."""
    begun = Signal(str, str, str, str)
    """Section, person, answer and words, as somebody has begun to say them."""
    shown = Signal()
    """Another section is in sight."""

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
            made.begun.connect(lambda *told: self.begun.emit(self._section, *told))
            box.addWidget(made)
        if not readers:
            box.addWidget(small(_("Nobody in the room answers for themselves.")))
        box.addStretch(1)

    @property
    def section(self) -> str:
        """The section the answers are about."""
        return self._section

    def show_said(self, section: str, said: Mapping[str, Said]) -> None:
        """Show what is recorded of this section."""
        for person, block in self.people.items():
            if section != self._section:
                block.put_away()
            block.show_said(said.get(person))
        if section != self._section:
            self._section = section
            self.shown.emit()

    def flush(self) -> None:
        """Hand over what somebody has begun to say, so that no word of theirs is lost."""
        for block in self.people.values():
            block.flush()


class PersonAnswer(QWidget):
    """One person: name, four buttons, a place for their own words, and what is recorded."""

    answered = Signal(str, str, str, object)
    begun = Signal(str, str, str)
    change_asked = Signal()
    let_go = Signal()
    """Nobody is to be heard any more: the words were saved, or put away."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.setAccessibleName(reader.name)
        self.reader = reader
        self._asked = ""
        self._recorded: Said | None = None
        self.buttons: dict[str, Button] = {}
        for answer, words in answer_words().items():
            self.buttons[answer] = button = plain_button(words)
            button.clicked.connect(lambda _on=False, answer=answer: self._choose(answer))
        self.place = WordsPlace(reader)
        self.words, self.save = self.place.text, self.place.save
        self.place.saved.connect(self._save)
        self.place.dropped.connect(self.put_away)
        self.place.typed.connect(self._typed)
        self.faces = FaceRow(reader.name) if reader.faces else None
        self.change = quiet_button(_("Change the text"), "pen-line")
        self.change.setAccessibleName(f"{reader.name}: {self.change.text()}")
        self.change.clicked.connect(self.change_asked)
        self.box = ChangeBox(reader)
        self.box.dropped.connect(self.box.put_away)
        self._said = small()
        self._lay_out()
        self._mark()

    @property
    def entry(self) -> str:
        """The entry that holds the answer."""
        return self._recorded.entry if self._recorded is not None else ""

    def show_said(self, said: Said | None) -> None:
        """Show what is recorded."""
        self._recorded = said
        self._mark()
        self._said.setVisible(said is not None)
        self.change.setVisible(said is not None and said.answer in CHANGES)
        if self.faces is not None:
            self.faces.show_chosen(said.face if said is not None else "")
        if said is not None:
            words = answer_words()[said.answer]
            text = f"{words} – ”{said.text}”" if said.text else words
            told = " ".join(each for each in (text, said.shown) if each)
            self._said.setText(_("Saved {time}: {answer}").format(time=said.at, answer=told))

    def put_away(self) -> None:
        """Put the place for words away, and what stands in it."""
        if self._asked:
            self.begun.emit(self.reader.id, self._asked, "")
        self._asked = ""
        self.let_go.emit()
        self.place.reset()
        self.box.put_away()
        self._mark()

    def flush(self) -> None:
        """Hand over what was begun; somebody who is being heard has said what stands there and what is grey."""
        if self._asked and (self._asked not in NEEDS_WORDS or self.place.words()):
            self._save()

    def resume(self, answer: str, words: str) -> None:
        """Take up what somebody had begun to say before the program was closed."""
        if not self._asked and self._recorded is None and answer in WITH_WORDS:
            self._ask(answer, words)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(label(self.reader.name, "strong"), label(self.reader.detail, "muted")))
        box.addLayout(row(*self.buttons.values()))
        if self.faces is not None:
            box.addWidget(small(_("How does it feel? Point at a face.")))
            box.addWidget(self.faces)
            self.faces.chosen.connect(self._show_face)
        for widget in (self.place, self._said):
            box.addWidget(widget)
        box.addLayout(row(self.change))
        box.addWidget(self.box)
        self._said.hide()
        self.change.hide()

    def _mark(self) -> None:
        """Press the button of the answer that is given, or being given."""
        given = self._asked or (self._recorded.answer if self._recorded else "")
        for answer, button in self.buttons.items():
            words = answer_words()[answer]
            if answer == given:
                button.show_glyph("check", "accent")
                button.setAccessibleName(_("{name}: {answer}, chosen").format(name=self.reader.name, answer=words))
            else:
                button.setIcon(QIcon())
                button.setAccessibleName(f"{self.reader.name}: {words}")

    def _choose(self, answer: str) -> None:
        if answer in WITH_WORDS:
            self._ask(answer, "")
            return
        self.put_away()
        self.answered.emit(self.reader.id, answer, "", {})

    def _ask(self, answer: str, begun: str) -> None:
        self._asked = answer
        asked = _("Why did {name} not take part?") if answer == AWAY else _("In {name}'s own words")
        self.place.ask(asked.format(name=self.reader.name), begun)
        self._mark()

    def _typed(self, words: str) -> None:
        if self._asked:
            self.begun.emit(self.reader.id, self._asked, words)

    def _show_face(self, face: str) -> None:
        """A face is an answer at once; with one already given it goes along."""
        said = self._recorded
        answer = said.answer if said is not None and said.answer != AWAY else ADDS
        self.answered.emit(self.reader.id, answer, "", {"face": face})

    def _save(self) -> None:
        words = self.place.words()
        if self._asked in NEEDS_WORDS and not words:
            self.words.setFocus()
            return
        answer, more = self._asked, {"way": SHOWED} if self.place.showed.isChecked() else {}
        self.put_away()
        self.answered.emit(self.reader.id, answer, words, more)
