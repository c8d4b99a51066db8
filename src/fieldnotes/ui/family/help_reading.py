"""Helps the family to read one showing: their language below the text, kept words explained, sentences read aloud.

It is given the frozen copy and the words of the screen's own; of the note and its closed parts it knows nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from fieldnotes.casework.views import CopySection
from fieldnotes.language.family_words import TEXT, FamilyWords, KeptWord, KeptWords
from fieldnotes.language.plain_text import sentences
from fieldnotes.language.shown_answers import FACES
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import ConsoleState
from fieldnotes.ui.family.reading_voice import Voice
from fieldnotes.ui.family.stage import Stage


class ReadingStage(Protocol):
    """Where the family looks."""

    def say(self, words: str) -> None:
        """Say something of the screen's own below the text."""
        ...

    def hear(self, begin: int, end: int) -> None:
        """Mark what is being read aloud."""
        ...


class OnStage:
    """The stage's window, where there is one; what is said below the text stays for the next window."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def say(self, words: str) -> None:
        """Say something of the screen's own below the text."""
        self._stage.aside = words
        if self._stage.window is not None:
            self._stage.window.say(words)

    def hear(self, begin: int, end: int) -> None:
        """Mark what is being read aloud; nothing when both are equal."""
        if self._stage.window is not None:
            self._stage.window.page.hear(begin, end)


class HelpReading(QObject):
    """One showing's helps. Nothing of it is recorded, and nothing outside the copy is read or explained."""

    told = Signal(str)
    """A calm sentence for the worker: there is no voice."""
    reading_changed = Signal(bool)
    words_changed = Signal(int)
    """How many words of the section are explained."""

    def __init__(
        self,
        parent: QObject,
        stage: ReadingStage,
        words: FamilyWords | None,
        listed: Iterable[Mapping[str, str]],
        sections: tuple[CopySection, ...],
        voice: Voice,
        *,
        interpreted: bool,
        faces: bool = False,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._words = words
        self._interpreted = interpreted
        self._faces = faces
        self._sections = {each.id: each for each in sections}
        self._voice = voice
        self._kept = KeptWords.of(words, listed) if words is not None else None
        self._section = ""
        self._found: list[KeptWord] = []
        self._at = -1
        self._queue: list[tuple[int, int]] = []
        self.reading = False
        voice.said.connect(self._next)
        voice.missing.connect(self._no_voice)

    def show_state(self, state: ConsoleState) -> None:
        """Follow the console: another section, or an empty screen, ends what is read and explained."""
        if state.section != self._section or state.blank:
            self.stop()
            self._section, self._at = state.section, -1
            drawn = self._sections.get(state.section)
            self._found = list(self._kept.read(str(drawn.text))) if drawn is not None and self._kept else []
            self._stage.say(self._below())
            self.words_changed.emit(0 if state.blank else len(self._found))

    def explain_next(self) -> None:
        """Explain the next word of law in the section, in the family's language; after the last one nothing."""
        if not self._found or self._words is None:
            return
        self._at += 1
        if self._at >= len(self._found):
            self._at = -1
            self._stage.hear(0, 0)
            self._stage.say(self._below())
            return
        word = self._found[self._at]
        self.stop()
        self._stage.hear(word.start, word.end)
        side = "\u200f" if self._words.right_to_left else ""
        means = self._words.say("word_means").format(word=f"\u2068”{word.word}”\u2069")
        self._stage.say(f"{side}{means}: {word.means}")

    def explain_at(self, place: int) -> None:
        """Explain the word a finger or the mouse is on; `place` counts characters of the section's text."""
        hit = next((at for at, word in enumerate(self._found) if word.start <= place < word.end), None)
        if hit is not None:
            self._at = hit - 1
            self.explain_next()

    def toggle_reading(self) -> None:
        """Read the section aloud sentence by sentence, or be silent; a computer without a voice says so."""
        if self.reading:
            self.stop()
            return
        drawn = self._sections.get(self._section)
        if drawn is None:
            return
        self._tell_reading()
        self._queue = [(each.start, each.end) for each in sentences(str(drawn.text))]
        self.reading = True
        self.reading_changed.emit(True)
        self._next()

    def stop(self) -> None:
        """Be silent at once and take the mark away."""
        self._queue = []
        if self.reading:
            self.reading = False
            self._voice.stop()
            self._stage.hear(0, 0)
            self._stage.say(self._below())
            self.reading_changed.emit(False)

    def _no_voice(self) -> None:
        if self.reading:
            self.stop()
            self.told.emit(no_voice_words())

    def _next(self) -> None:
        if not self.reading:
            return
        if not self._queue:
            self.stop()
            return
        begin, end = self._queue.pop(0)
        self._stage.hear(begin, end)
        self._voice.say(str(self._sections[self._section].text)[begin:end], TEXT)

    def _tell_reading(self) -> None:
        """Say in their language that it is being read aloud; in Swedish that is heard."""
        if self._words is not None and not self._words.is_the_texts:
            self._stage.say(self._words.say("reading_aloud"))

    def _below(self) -> str:
        """Say in their language that the text is Swedish, who reads it, what to answer; in Swedish nothing."""
        words = self._words
        if words is None or words.is_the_texts:
            return ""
        who = words.say("read_by_interpreter" if self._interpreted else "text_is_swedish")
        answers = " · ".join(words.say(key) for key in ("agrees", "disagrees", "adds"))
        faces = " · ".join(words.faces[each] for each in FACES if each in words.faces) if self._faces else ""
        return f"{who}\n{words.say('is_it_right')} {answers}" + (f"\n{faces}" if faces else "")


def no_voice_words() -> str:
    """Say that nothing can be read aloud here, and what to do."""
    return _("This computer has no Swedish voice. Add one in the system's settings, or read it yourself.")
