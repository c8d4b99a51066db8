"""Reads sentences aloud with the system's own voice, on this computer. Knows no note, and nothing of what it reads."""

from typing import Protocol

from PySide6.QtCore import QLocale, QObject, Signal, SignalInstance
from PySide6.QtTextToSpeech import QTextToSpeech

SILENT = ("", "mock")
"""Engines that are no voice: none, and the one that only pretends."""


class Voice(Protocol):
    """What can read aloud; tests hand in one that makes no sound."""

    said: SignalInstance
    """A text was read to its end."""

    def speaks(self, language: str) -> bool:
        """Tell whether there is a voice for a language."""
        ...

    def say(self, text: str, language: str) -> None:
        """Begin to read a text."""
        ...

    def stop(self) -> None:
        """Be silent, at once."""
        ...


class SystemVoice(QObject):
    """The voice the system has, if it has one; made when it is first asked for."""

    said = Signal()

    def __init__(self, parent: QObject | None = None, engine: str = "") -> None:
        super().__init__(parent)
        self._wanted = engine
        self._engine: QTextToSpeech | None = None
        self._speaking = False

    def speaks(self, language: str) -> bool:
        """Tell whether the system has a voice for a language."""
        return self._locale(language) is not None

    def say(self, text: str, language: str) -> None:
        """Begin to read; nothing where there is no such voice."""
        locale, engine = self._locale(language), self._engine
        if locale is None or engine is None:
            return
        engine.setLocale(locale)
        self._speaking = True
        engine.say(text)

    def stop(self) -> None:
        """Be silent; what was begun counts as unsaid."""
        self._speaking = False
        if self._engine is not None:
            self._engine.stop(QTextToSpeech.BoundaryHint.Immediate)

    def _locale(self, language: str) -> QLocale | None:
        engine = self._ready()
        if engine is None:
            return None
        wanted = QLocale(language).language()
        return next((each for each in engine.availableLocales() if each.language() == wanted), None)

    def _ready(self) -> QTextToSpeech | None:
        """Make the engine; an engine that cannot work is none."""
        if self._engine is None:
            names = [each for each in QTextToSpeech.availableEngines() if each not in SILENT]
            name = self._wanted or (names[0] if names else "")
            if not name:
                return None
            self._engine = QTextToSpeech(name, self)
            self._engine.stateChanged.connect(self._changed)
        return None if self._engine.state() == QTextToSpeech.State.Error else self._engine

    def _changed(self, state: QTextToSpeech.State) -> None:
        if self._speaking and state == QTextToSpeech.State.Ready:
            self._speaking = False
            self.said.emit()
        elif state == QTextToSpeech.State.Error:
            self._speaking = False
