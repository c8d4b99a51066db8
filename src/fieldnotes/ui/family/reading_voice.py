"""Reads sentences aloud with the system's own voice, on this computer. Knows no note, and nothing of what it reads.

The system takes seconds to wake its voice, and a family's screen goes blank when its program stands still: the voice
lives in a thread of its own, which ends with it.
"""

from functools import partial
from typing import Protocol

from PySide6.QtCore import (
    Q_ARG,
    QCoreApplication,
    QLocale,
    QMetaObject,
    QObject,
    Qt,
    QThread,
    Signal,
    SignalInstance,
    Slot,
)
from PySide6.QtTextToSpeech import QTextToSpeech
from shiboken6 import isValid

PRETENDS = "mock"
SILENT = ("", PRETENDS)
"""Engines that are no voice: none, and the one that only pretends."""


class Voice(Protocol):
    """What can read aloud; tests hand in one that makes no sound."""

    said: SignalInstance
    """A text was read to its end."""
    missing: SignalInstance
    """There is no voice for the language that was asked for; nothing is read."""

    def say(self, text: str, language: str) -> None:
        """Begin to read a text; `said` or `missing` follows, if it is not stopped."""
        ...

    def stop(self) -> None:
        """Be silent, at once."""
        ...


class SystemVoice(QObject):
    """The voice the system has, if it has one; made when it is first asked for."""

    said = Signal()
    missing = Signal()
    _asked = Signal(str, str, int)
    _hushed = Signal()

    def __init__(self, parent: QObject | None = None, engine: str = "") -> None:
        super().__init__(parent)
        self._wanted = engine
        self._mouth: _Mouth | None = None
        self._number = 0

    def say(self, text: str, language: str) -> None:
        """Begin to read, instead of what is being read."""
        mouth = self._ready()
        self._number += 1
        mouth.number = self._number
        self._asked.emit(text, language, self._number)

    def stop(self) -> None:
        """Be silent; what was begun counts as unsaid."""
        self._number += 1
        if self._mouth is not None:
            self._mouth.number = self._number
            self._hushed.emit()

    def _ready(self) -> "_Mouth":
        if self._mouth is None:
            thread, mouth = QThread(), _Mouth(self._wanted)
            mouth.moveToThread(thread)
            self._asked.connect(mouth.say)
            self._hushed.connect(mouth.stop)
            mouth.said.connect(self._take_said)
            mouth.missing.connect(self._take_missing)
            thread.finished.connect(mouth.end)
            ending, app = partial(_end, thread, mouth), QCoreApplication.instance()
            self.destroyed.connect(ending)
            if app is not None:
                app.aboutToQuit.connect(ending)
            thread.start()
            self._mouth = mouth
        return self._mouth

    @Slot(int)
    def _take_said(self, number: int) -> None:
        if number == self._number:
            self.said.emit()

    @Slot(int)
    def _take_missing(self, number: int) -> None:
        if number == self._number:
            self.missing.emit()


class _Mouth(QObject):
    """The engine, in the thread that may wait for it."""

    said = Signal(int)
    missing = Signal(int)
    _woken = Signal()

    def __init__(self, engine: str) -> None:
        super().__init__()
        self._wanted = engine
        self._engine: QTextToSpeech | None = None
        self._wish: tuple[str, str, int] | None = None
        self._saying = 0
        self.number = 0
        """What is wanted now, written by the other thread: what was hushed while the engine woke is never begun."""
        self._woken.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    @Slot(str, str, int)
    def say(self, text: str, language: str, number: int) -> None:
        """Begin to read, when the engine is awake; `missing` where there is no such voice."""
        self._wish = (text, language, number)
        if self._engine is None:
            self._wake()
            self._woken.emit()
        else:
            self._begin()

    @Slot()
    def stop(self) -> None:
        """Be silent."""
        self._saying = 0
        if self._engine is not None:
            self._engine.stop(QTextToSpeech.BoundaryHint.Immediate)

    @Slot()
    def end(self) -> None:
        """Take the engine apart in its own thread."""
        self._saying, self._wish, self._engine = 0, None, None

    def _wake(self) -> None:
        """Ask for the engine. Qt makes it between two Python calls: one that waited would hold every thread."""
        there = QTextToSpeech.availableEngines()
        name = self._wanted or next((each for each in there if each not in SILENT), "")
        if name:
            self._engine = QTextToSpeech(PRETENDS)
            self._engine.stateChanged.connect(self._changed)
            later = Qt.ConnectionType.QueuedConnection
            QMetaObject.invokeMethod(self._engine, "setEngine", later, Q_ARG(str, name))

    @Slot()
    def _begin(self) -> None:
        wish, self._wish = self._wish, None
        if wish is None or wish[2] != self.number:
            return
        text, language, number = wish
        engine, wanted = self._engine, QLocale(language).language()
        works = engine is not None and engine.state() != QTextToSpeech.State.Error
        locales = engine.availableLocales() if engine is not None and works else []
        locale = next((each for each in locales if each.language() == wanted), None)
        if engine is None or locale is None:
            self.missing.emit(number)
            return
        if engine.locale() != locale:
            engine.setLocale(locale)
        self._saying = number
        engine.say(text)

    @Slot(QTextToSpeech.State)
    def _changed(self, state: QTextToSpeech.State) -> None:
        if state not in {QTextToSpeech.State.Ready, QTextToSpeech.State.Error}:
            return
        saying, self._saying = self._saying, 0
        if saying and state == QTextToSpeech.State.Ready:
            self.said.emit(saying)
        elif saying:
            self.missing.emit(saying)


def _end(thread: QThread, _mouth: _Mouth, *_gone: object) -> None:
    """End the thread; the mouth is held until then."""
    if isValid(thread):
        thread.quit()
        thread.wait()
