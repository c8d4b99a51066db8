"""The editor on a real vault for its tests: opened, typed into, spoken to from a sound file instead of a microphone."""

import json
import wave
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from conftest import HeldClock
from fieldnotes.casework import write_note
from fieldnotes.casework.whole_note import fetch
from fieldnotes.ui.worker.editor.screen import EditorScreen
from one_desk import make_desk

ROOT = Path(__file__).resolve().parents[1]
INDEX = json.loads((ROOT / "resources/demo/notes/index.json").read_text(encoding="utf-8"))["notes"]
NOTES = [each for each in INDEX if "broken" not in each]
STEP = 3200


def sections_of(file):
    return json.loads((ROOT / "resources/demo/notes" / file).read_text(encoding="utf-8"))["sections"]


class FileSource(QObject):
    """A microphone that plays a WAV file as fast as the window takes it, and can be pulled out."""

    frames = Signal(bytes)
    failed = Signal(object)
    changed = Signal(str)

    def __init__(self, *files):
        super().__init__()
        self.pcm = b"".join(_pcm(file) for file in files)
        self.missing = None
        self.played = False
        self._at = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._play)

    def name(self):
        return "File"

    def start(self):
        if self.missing is not None:
            raise self.missing
        self._at, self.played = 0, False
        self._timer.start(0)

    def stop(self):
        self._timer.stop()

    def pull_out(self, error):
        self._timer.stop()
        self.failed.emit(error)

    def plug_in(self, *files):
        """Another microphone goes on, and hears these."""
        self.pcm, self._at, self.played = b"".join(_pcm(file) for file in files), 0, False
        self.changed.emit("File 2")
        self._timer.start(0)

    def _play(self):
        piece = self.pcm[self._at : self._at + STEP]
        self._at += STEP
        if piece:
            self.frames.emit(piece)
        else:
            self._timer.stop()
            self.played = True


class Loudspeaker:
    """A loudspeaker that writes down what it is given."""

    def __init__(self):
        self.played = []

    def play(self, pcm, rate):
        self.played.append((pcm, rate))

    def stop(self):
        """Nothing goes on."""


def _pcm(file):
    with wave.open(str(file)) as sound:
        assert sound.getframerate() == 16000
        return sound.readframes(sound.getnframes())


def one_desk_for_all(folder):
    """A clock and a desk that the tests of one file share; each begins its own note."""
    clock = HeldClock()
    desk = make_desk(folder, clock)
    yield clock, desk
    desk.vault.lock()


def sweep():
    """Let the widgets of the last test go now, so that the next look need not dress them."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(desk, case="c-prov-01", template="hembesok", sections=None):
    data = {"sections": sections} if sections is not None else None
    return write_note.add(desk, case, template, data).note


def open_editor(qtbot, shell, note, source=None, size=(1366, 840), player=None):
    screen = EditorScreen(shell, note, source or FileSource(), player or Loudspeaker())
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: screen.note.opened is not None, timeout=8000)
    screen.view.form.build_all()
    return screen


def type_text(widget, text):
    """Type any letters; qtbot's own typing knows only ASCII."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def stored(desk, note):
    """What the vault holds of the note now."""
    return fetch(desk, note).sections


def at(sections, section, field):
    return (sections.get(section) or {}).get(field)
