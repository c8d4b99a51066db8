"""Joins the blocks of answers with the microphone, another text, and words begun but not saved. Decides nothing."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from fieldnotes.ui.family.answer_rows import AnswerRows, PersonAnswer
from fieldnotes.ui.family.answer_voice_presenter import AnswerVoicePresenter
from fieldnotes.ui.family.answering_presenter import AnsweringPresenter
from fieldnotes.ui.family.console_presenter import ConsolePresenter
from fieldnotes.ui.family.console_state import Said, Showing
from fieldnotes.ui.family.words_place import WordsPlace
from fieldnotes.ui.shared.microphone import Microphone
from fieldnotes.ui.shell.places import Shell

LOOK = 80
"""Milliseconds between looks at what has been heard."""
PAUSE = 400
"""Milliseconds after the last letter after which begun words are on the disk."""


class Answering(QObject):
    """One showing; `rows` are the console's blocks and the bar's."""

    again_asked = Signal()
    """Show the family the text as it is now."""

    def __init__(self, shell: Shell, owner: QObject, note: str, showing: Showing, *rows: AnswerRows) -> None:
        super().__init__(owner)
        self.presenter = AnsweringPresenter(shell, self, note)
        self.microphone = Microphone(self)
        self.voice = AnswerVoicePresenter(shell, self, note, self.microphone)
        self.microphone.frames.connect(self.voice.feed)
        self.microphone.failed.connect(self.voice.failed)
        self._rows = rows
        self._looks, self._keeps = QTimer(self), QTimer(self)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self.voice.look)
        self._looks.start()
        self._keeps.setSingleShot(True)
        self._keeps.setInterval(PAUSE)
        self._keeps.timeout.connect(self._keep)
        self._begun: dict[tuple[str, str], tuple[str, str]] = {}
        self._found: dict[tuple[str, str], tuple[str, str]] = {}
        for each in rows:
            each.begun.connect(self._begin)
            each.shown.connect(partial(self._resume, each))
            for block in each.people.values():
                self._join(each, block)
        self.presenter.find(showing, self._take_found)

    def end(self) -> None:
        """Hear nobody any more, and keep what is begun."""
        self._looks.stop()
        self.voice.end()
        self._keep()

    def join_voice(self, place: WordsPlace, person: str) -> None:
        """Let a place for words be spoken into."""
        place.dictate_asked.connect(lambda own: self.voice.start(place, person, place.words(), own=own))
        place.consent_given.connect(lambda how: self.voice.agree(place, person, how, place.words()))
        place.stop_asked.connect(self.voice.stop)

    def _join(self, rows: AnswerRows, block: PersonAnswer) -> None:
        person = block.reader.id
        self.join_voice(block.place, person)
        block.let_go.connect(partial(self._let_go, block))
        block.change_asked.connect(lambda: self.presenter.ask_texts(rows.section, block.box.show_texts))
        block.box.again_asked.connect(self.again_asked)
        block.box.given.connect(
            lambda wanted: self.presenter.change(rows.section, person, block.entry, wanted, block.box.show_corrected)
        )

    def _let_go(self, block: PersonAnswer) -> None:
        if block.place.listening:
            self.voice.let_go()

    def _begin(self, section: str, person: str, answer: str, words: str) -> None:
        self._begun[section, person] = (answer, words)
        self._keeps.start()

    def _keep(self) -> None:
        self._keeps.stop()
        begun, self._begun = self._begun, {}
        for (section, person), (answer, words) in begun.items():
            self.presenter.keep(section, person, answer, words)

    def _take_found(self, found: dict[tuple[str, str], tuple[str, str]]) -> None:
        self._found = found
        for rows in self._rows:
            self._resume(rows)

    def _resume(self, rows: AnswerRows) -> None:
        """Put back what was begun of this section, once, where it is in sight."""
        if not rows.isVisible():
            return
        for person, block in rows.people.items():
            begun = self._found.pop((rows.section, person), None)
            if begun is not None:
                block.resume(*begun)


def still_said(earlier: ConsolePresenter, showing: Showing) -> dict[tuple[str, str], Said]:
    """Give what was said of texts that are shown unchanged, to be kept in sight."""
    texts = {each.id: each.text for each in earlier.showing.sections}
    same = {each.id for each in showing.sections if texts.get(each.id) == each.text}
    return {place: said for place, said in earlier.said.items() if place[0] in same}
