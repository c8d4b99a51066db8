"""The standing journey's road: a hub that serves, a profile that has joined it, the real window, a spoken visit."""

import os
import subprocess
import time
import wave
from datetime import datetime, timedelta, timezone

os.environ["QT_QPA_PLATFORM"] = os.environ.get("FIELDNOTES_TEST_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fieldnotes.casework import sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.sync.join import join
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.microphone import Microphone
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.tasks import Tasks
from fieldnotes.ui.worker.editor import screen as editor_screen
from one_desk import PASSPHRASE, RESOURCES, make_profile, make_workshop, shipped
from running_hub import running

VISIT = RESOURCES / "demo" / "journey" / "visit.wav"
RATE = 16_000
PIECE = RATE * 2 // 10
"""Bytes of a tenth of a second."""
SPOKEN_INTO = os.environ.get("FIELDNOTES_JOURNEY_MICROPHONE", "")
"""The virtual microphone into which the visit is spoken in real time; none: it is handed over faster."""
CALL = {
    "grunddata": {
        "start": "2026-03-09T10:00:00+01:00",
        "end": "2026-03-09T10:10:00+01:00",
        "purpose": "Bestämma hembesök.",
    },
    "deltagare": {
        "people": [
            {
                "person_id": "prov-01-p2",
                "name": "Karin Sandin",
                "role": "vardnadshavare",
                "presence": "hela",
                "share_contact": False,
            }
        ]
    },
    "samtalet": {
        "direction": "ut",
        "identity_checked": "Ringde numret i akten.",
        "said": [
            {
                "text": "Karin sade ja till hembesök den 12 mars.",
                "source_person_id": "prov-01-p2",
                "source_kind": "berattat_per_telefon",
                "verbatim": False,
            }
        ],
    },
    "nasta_steg": {"steps": [{"what": "Hembesök hos Elsa", "who": "Tove Ekberg", "due_date": "2026-03-12"}]},
}
"""The note of a call: where a planned visit comes from."""
FASTER = 16
"""How many times faster than a person the visit is spoken."""
PACE_MS = 5
"""Milliseconds between two looks at what should have been said: a tenth of a second takes six."""


def pytest_collection_modifyitems(items):
    """Let the plugin without a screen, and the sound system, say once more what they always say."""
    for item in items:
        if "journey" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", "pipewire", "portal", extend=True))


class RunningClock:
    """A clock that runs, begun at the door of the family: 12 March 2026, 14.00."""

    def __init__(self):
        self._begun = time.monotonic()
        self.start = datetime(2026, 3, 12, 14, 0, tzinfo=timezone(timedelta(hours=1)))

    def now(self):
        return self.start + timedelta(seconds=time.monotonic() - self._begun)

    def monotonic(self):
        return time.monotonic()


class Voice(QObject):
    """A microphone into which the visit is spoken, faster than anybody can."""

    frames = Signal(bytes)
    failed = Signal(object)
    changed = Signal(str)
    latest = None

    def __init__(self, parent=None):
        super().__init__(parent)
        with wave.open(str(VISIT)) as sound:
            assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 1, 2)
            self._pcm = sound.readframes(sound.getnframes())
        self._at = 0
        self.began = self.ended = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._speak)
        Voice.latest = self

    @property
    def seconds(self):
        """How long a person would have spoken."""
        return len(self._pcm) / 2 / RATE

    @property
    def spoken(self):
        return self.ended is not None

    def name(self):
        return "Voice"

    def start(self):
        self.began = time.monotonic()
        self._timer.start(PACE_MS)

    def stop(self):
        self._timer.stop()

    def _speak(self):
        due = int((time.monotonic() - self.began) * FASTER * RATE) * 2
        while self._at < min(due, len(self._pcm)):
            self.frames.emit(self._pcm[self._at : self._at + PIECE])
            self._at += PIECE
        if self._at >= len(self._pcm):
            self._timer.stop()
            self.ended = time.monotonic()


class SpokenTo(Microphone):
    """The real microphone, into which a player speaks the visit at a person's pace (tests/rig/test_rig_journey.py)."""

    def __init__(self, parent=None):
        super().__init__(parent)
        with wave.open(str(VISIT)) as sound:
            self.seconds = sound.getnframes() / sound.getframerate()
        self.began = self.ended = self._player = None
        self.frames.connect(self._hear)

    @property
    def spoken(self):
        """The visit has been said, and its last words had time to be heard."""
        return self.ended is not None and time.monotonic() > self.ended + 1

    def _hear(self, _pcm):
        if self._player is None:
            self.began = time.monotonic()
            line = ["paplay", f"--device=to_{SPOKEN_INTO}", "--latency-msec=20", str(VISIT)]
            self._player = subprocess.Popen(line)
        elif self.ended is None and self._player.poll() is not None:
            self.ended = time.monotonic()


def plan_the_visit(desk):
    """Record the call three days ago in which the home visit of today was agreed."""
    begun = write_note.add(desk, "c-prov-01", "telefonsamtal", CALL)
    sign.sign(desk, begun.note, reason="Ringde mellan två besök.")


@pytest.fixture
def clock():
    return RunningClock()


@pytest.fixture
def profile(tmp_path, clock):
    """Tove's profile, joined to a hub that serves while the test lasts, with her cases on it."""
    with make_hub(tmp_path / "hub", clock) as hub:
        import_file(hub, shipped("demo/import.json"))
        with running(hub) as url:
            vault = make_profile(tmp_path / "profile", clock)
            join(vault, invite(hub, "u-tove", url), clock)
            desk = Desk(make_workshop(clock, tmp_path), vault, unlocked=clock.now())
            sync(desk)
            plan_the_visit(desk)
            vault.lock()
            yield tmp_path / "profile"


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def window(qtbot, qapp, tasks, tmp_path, clock, profile, monkeypatch):
    """The real window, unlocked, with Today in front and the voice for a microphone."""
    monkeypatch.setattr(editor_screen, "Microphone", SpokenTo if SPOKEN_INTO else Voice)
    load_fonts(RESOURCES / "fonts")
    apply_look(qapp, Look(LIGHT, 100, RESOURCES))
    settings = ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)
    made = AppWindow(Door(lambda: make_workshop(clock, tmp_path), profile), tasks, settings, LookChoice(qapp, settings))
    made.resize(1366, 728)  # a cheap laptop's screen less the bar of its system
    made.show()
    with qtbot.waitSignal(made.opened, timeout=30_000):
        made.unlock.unlock_asked.emit(PASSPHRASE)
    made.activateWindow()
    qtbot.waitUntil(tasks.idle, timeout=30_000)
    yield made
    with qtbot.waitSignal(made.locked, timeout=20_000):
        made.lock()
    made.hide()
    made.deleteLater()
