"""The page about speaking: which microphone, three seconds to try it, the worker's own words.

rules: DOC-3, SEC-11
"""

import pytest
from PySide6.QtCore import QObject, Signal

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.screen_settings import DictationSettings
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.listening import Device
from fieldnotes.ui.shell.dictation_settings_screen import build_with
from fieldnotes.ui.shell.first_run_presenter import Step
from fieldnotes.ui.shell.first_run_screen import FirstMicrophone
from fieldnotes.ui.shell.first_run_view import FirstRunView
from fieldnotes.ui.shell.microphone_panel import MicrophonePanel, microphone_panel
from fieldnotes.ui.shell.microphone_presenter import FULL, judged
from fieldnotes.ui.shell.places import Place

ROOM, HEAD = Device("room", "Room"), Device("head", "Headset")
VOICE = b"\x00\x20\x00\xe0" * 800
"""A tenth of a second of a clear voice."""


class Devices(QObject):
    """Microphones made by hand; the test speaks into whichever is open."""

    changed = Signal()

    def __init__(self, *devices):
        super().__init__()
        self.there = list(devices)
        self.heard = None
        self.opened = []

    def listed(self):
        return tuple(self.there)

    def doubt(self):
        pass

    def open(self, device, heard):
        self.opened.append(device.id)
        self.heard = heard
        return self

    def close(self):
        self.heard = None

    def speak(self, pcm, times=1):
        for _time in range(times):
            if self.heard is not None:
                self.heard(pcm, any(pcm))


class Player:
    """A loudspeaker that writes down what it plays."""

    def __init__(self):
        self.played, self.now, self.missing = [], b"", None

    def play(self, pcm, rate):
        if self.missing is not None:
            raise self.missing
        self.played.append((len(pcm), rate))
        self.now = pcm

    def stop(self):
        self.now = b""


@pytest.fixture
def kept(qapp):
    """The settings of this test, and what was kept of them."""
    changes = []
    dictation_choice().begin(DictationSettings(), changes.append)
    yield changes
    dictation_choice().begin(DictationSettings())


@pytest.fixture
def devices():
    return Devices(ROOM, HEAD)


@pytest.fixture
def player():
    return Player()


@pytest.fixture
def page(qtbot, frame, kept, devices, player):
    made = build_with(frame, microphone_panel(devices, player))
    qtbot.addWidget(made)
    made.resize(900, 1000)
    made.show()
    made.entered()
    yield made
    made.left()


def shown(page):
    box = page.panel.devices
    return [box.itemText(number) for number in range(box.count())]


def choose(page, device):
    box = page.panel.devices
    box.setCurrentIndex(box.findData(device))
    box.activated.emit(box.currentIndex())


def test_it_lists_the_microphones_and_says_which_the_system_has_chosen(page):
    assert shown(page) == ["The one the system has chosen · Room", "Headset", "Room"]
    assert page.panel.devices.currentData() == ""
    assert page.panel.devices.hasFocus()


def test_a_choice_is_kept_and_used(page, devices, kept):
    choose(page, "head")
    assert [one.microphone for one in kept] == ["head"]
    page.panel.try_it.click()
    assert devices.opened == ["head"]


def test_a_chosen_one_that_is_away_stays_chosen(page, devices):
    choose(page, "head")
    devices.there = [ROOM]
    devices.changed.emit()
    assert page.panel.devices.currentText() == "The one you have chosen – not connected now"
    devices.there = [ROOM, HEAD]
    devices.changed.emit()
    assert page.panel.devices.currentText() == "Headset"


def test_no_microphone_is_one_sentence_until_there_is_one(page, devices):
    devices.there = []
    devices.changed.emit()
    assert page.panel.line.text() == "No microphone is connected."
    page.panel.try_it.click()
    assert page.panel.line.text().startswith("No microphone was found.")
    devices.there = [ROOM]
    devices.changed.emit()
    assert not page.panel.line.isVisible()


def test_three_seconds_are_heard_and_played_from_memory(page, devices, player):
    page.panel.try_it.click()
    assert page.panel.line.text() == "Say something: Room listens for three seconds."
    assert page.panel.meter.isVisible()
    devices.speak(VOICE, 15)
    assert page.panel.meter.value() == 91
    assert page.panel.progress.value() == 50
    devices.speak(VOICE, 20)
    assert devices.heard is None, "after three seconds nothing listens"
    assert player.played == [(FULL, 16_000)]
    assert page.panel.line.text().startswith("Well heard.")
    assert not page.panel.meter.isVisible()
    page.panel.again.click()
    assert player.played == [(FULL, 16_000)] * 2


def test_leaving_listens_no_more_and_forgets(page, devices, player):
    page.panel.try_it.click()
    devices.speak(VOICE, 10)
    page.left()
    assert devices.heard is None
    page.panel.try_it.click()
    devices.speak(VOICE, 30)
    assert player.now
    page.left()
    assert player.now == b""
    assert bytes(page.panel.presenter._heard) == b""
    assert not page.panel.again.isVisible()


def test_a_microphone_that_gives_nothing_is_told_of_and_not_replaced_by_another(page, devices):
    page.panel.try_it.click()
    devices.speak(bytes(3200), 17)
    page.panel.presenter._source.look()
    assert page.panel.line.text().startswith("The microphone gives no sound.")
    assert devices.heard is None
    assert devices.opened == ["room"]


def test_no_loudspeaker_is_one_sentence(page, devices, player):
    player.missing = Unavailable(Code.LOUDSPEAKER_MISSING)
    page.panel.try_it.click()
    devices.speak(VOICE, 30)
    assert page.panel.line.property("role") == "error"
    assert page.panel.again.isVisible()


def test_at_the_first_start_it_can_be_chosen_and_tried(qtbot, kept, devices, player):
    view = FirstRunView()
    qtbot.addWidget(view)
    view.show()
    page = FirstMicrophone(view, lambda: microphone_panel(devices, player))
    page.show()
    page.show()
    view.show_step(Step.MICROPHONE)
    (panel,) = view.findChildren(MicrophonePanel)
    assert panel.isVisible()
    assert panel.devices.count() == 3
    panel.try_it.click()
    assert devices.heard is not None
    page.leave()
    assert devices.heard is None


@pytest.mark.parametrize(
    ("pcm", "says", "wrong"),
    [
        (b"", "Nothing was heard.", True),
        (bytes(FULL), "Nothing was heard.", True),
        (b"\x00\x01\x00\xff" * 800, "Very faint.", True),
        (b"\xff\x7f\x00\x80" * 800, "Too loud", True),
        (VOICE, "Well heard.", False),
    ],
)
def test_it_says_in_words_how_it_sounds(pcm, says, wrong):
    words, is_wrong = judged(pcm)
    assert words.startswith(says)
    assert is_wrong is wrong


def spellings(page):
    return [page._rows.itemAt(number).widget() for number in range(page._rows.count())]


def test_own_words_are_kept_shown_and_taken_away(page, qtbot):
    page.said.edit.setText("soft")
    page.keep.click()
    assert page.line.text() == "Write both what you say and how it shall be written."
    page.written.edit.setText("SoFT")
    page.keep.click()
    assert page.line.text() == "Kept. It holds from the next dictation."
    assert page.said.edit.text() == page.written.edit.text() == ""
    (row,) = spellings(page)
    assert "“soft” is written “SoFT”" in [each.text() for each in row.findChildren(type(page.line))]
    page.spelling_unwanted.emit("soft")
    assert spellings(page) == []


def test_a_command_can_be_no_word_of_ones_own(page):
    page.said.edit.setText("punkt")
    page.written.edit.setText("Punkten")
    page.written.edit.returnPressed.emit()
    assert page.line.property("role") == "error"
    assert spellings(page) == []


def test_the_models_are_one_step_away(page, frame):
    page.models.click()
    page.back.click()
    assert frame.went == [Place("models"), "back"]
