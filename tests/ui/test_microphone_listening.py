"""Microphones that are pulled out, fall silent and come back, with devices made by hand: one stream goes on.

rules: DOC-3
"""

import pytest

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.screen_settings import DictationSettings
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.listening import Device
from fieldnotes.ui.shared.microphone import LOOK, Microphone, loudness

STEP = LOOK / 1000
VOICE = b"\x01\x02" * 1600
ZEROS = bytes(3200)
ROOM, HEAD, TABLE = Device("room", "Room"), Device("head", "Headset"), Device("table", "Table")


class Opened:
    """One device that is open, with the samples it has not yet handed over."""

    def __init__(self, desk, device, heard):
        self._desk, self.device, self.heard, self.waiting = desk, device, heard, b""
        desk.open_now.append(self)

    def close(self):
        if self.waiting:
            self.heard(self.waiting, any(self.waiting))
        self._desk.open_now.remove(self)


class HandMade:
    """Microphones on a table: each gives what the test says, a tenth of a second at a time."""

    def __init__(self, *devices):
        self.there = list(devices)
        self.sound = {device.id: VOICE for device in devices}
        self.closed = set()
        self.open_now = []
        self.doubted = 0

    def listed(self):
        return tuple(self.there)

    def open(self, device, heard):
        if device.id in self.closed:
            raise Unavailable(Code.MICROPHONE_CLOSED)
        return Opened(self, device, heard)

    def doubt(self):
        self.doubted += 1

    def give(self):
        for each in tuple(self.open_now):
            pcm = self.sound.get(each.device.id)
            if pcm and each in self.open_now:
                each.heard(pcm, any(pcm))


class Rig:
    """A microphone, its devices, a clock that stands until it is moved, and all that was said."""

    def __init__(self, *devices):
        self.now = 100.0
        self.devices = HandMade(*devices)
        self.microphone = Microphone(None, self.devices, lambda: self.now, lambda _answer: True)
        self.taken, self.told = [], []
        self.microphone.frames.connect(self.taken.append)
        self.microphone.failed.connect(lambda error: self.told.append((round(self.now - 100, 1), error.code)))
        self.microphone.changed.connect(lambda name: self.told.append((round(self.now - 100, 1), name)))

    def pass_time(self, seconds):
        for _step in range(round(seconds / STEP)):
            self.now += STEP
            self.devices.give()
            self.microphone.look()

    @property
    def names(self):
        return [what for _when, what in self.told]

    @property
    def open_ids(self):
        return [each.device.id for each in self.devices.open_now]


@pytest.fixture(autouse=True)
def no_choice(qapp):
    dictation_choice().begin(DictationSettings())
    yield
    dictation_choice().begin(DictationSettings())


@pytest.fixture
def rig():
    made = Rig(ROOM, HEAD)
    made.microphone.start()
    yield made
    made.microphone.stop()
    assert made.devices.open_now == [], "nothing listens after the key"


def test_what_the_system_has_chosen_is_heard(rig):
    rig.pass_time(1)
    assert rig.microphone.name() == "Room"
    assert b"".join(rig.taken) == VOICE * 10
    assert rig.told == []
    assert rig.open_ids == ["room"]


def test_the_chosen_one_is_heard_and_another_while_it_is_not_there():
    dictation_choice().choose(microphone="head")
    rig = Rig(ROOM, HEAD)
    assert rig.microphone.name() == "Headset"
    rig.devices.there = [ROOM]
    assert rig.microphone.name() == "Room"


def test_none_at_all_is_said_before_anything_begins():
    rig = Rig()
    with pytest.raises(Unavailable) as stopped:
        rig.microphone.start()
    assert stopped.value.code is Code.MICROPHONE_MISSING
    assert rig.devices.open_now == []


def test_one_that_cannot_be_opened_leaves_the_word_to_the_next():
    rig = Rig(ROOM, HEAD)
    rig.devices.closed = {"room"}
    rig.microphone.start()
    assert rig.microphone.name() == "Headset"
    rig.microphone.stop()
    rig.devices.closed = {"room", "head"}
    with pytest.raises(Unavailable) as stopped:
        rig.microphone.start()
    assert stopped.value.code is Code.MICROPHONE_CLOSED


def test_a_plug_that_is_pulled_is_told_at_once_and_the_next_one_goes_on(rig):
    rig.pass_time(1)
    rig.devices.open_now[0].waiting = b"\x05\x06" * 40
    rig.devices.there = [HEAD]
    rig.pass_time(0.3)
    assert rig.told == [(1.1, Code.MICROPHONE_GONE), (1.3, "Headset")]
    assert rig.taken[11] == b"\x05\x06" * 40, "the last samples before the plug was pulled are kept"
    rig.pass_time(1)
    assert rig.open_ids == ["head"]
    assert len(rig.taken) == 11 + 1 + 11


def test_the_one_that_was_pulled_goes_on_when_it_is_back():
    rig = Rig(ROOM)
    rig.microphone.start()
    rig.pass_time(1)
    rig.devices.there = []
    rig.pass_time(5)
    assert rig.names == [Code.MICROPHONE_GONE], "said once"
    rig.devices.there = [ROOM]
    rig.pass_time(0.3)
    assert rig.names == [Code.MICROPHONE_GONE, "Room"]
    assert rig.microphone.name() == "Room"
    rig.microphone.stop()


def test_no_bytes_are_told_within_two_seconds_and_the_next_one_goes_on(rig):
    rig.pass_time(1)
    rig.devices.sound["room"] = b""
    rig.pass_time(2)
    assert rig.names[:2] == [Code.MICROPHONE_GONE, "Headset"]
    assert rig.told[0][0] - 1 <= 2
    assert rig.told[1][0] - rig.told[0][0] <= 0.2


def test_a_device_that_never_gives_a_byte_is_told_within_two_seconds():
    rig = Rig(ROOM)
    rig.devices.sound["room"] = b""
    rig.microphone.start()
    rig.pass_time(1.7)
    assert rig.told == [], "one that is slow to begin is not gone"
    rig.pass_time(0.3)
    assert rig.names == [Code.MICROPHONE_GONE]
    rig.microphone.stop()


def test_exact_zeros_are_told_within_two_seconds_and_the_next_one_goes_on(rig):
    rig.pass_time(1)
    rig.devices.sound["room"] = ZEROS
    rig.pass_time(1.5)
    assert rig.told == []
    rig.pass_time(0.5)
    assert rig.names == [Code.MICROPHONE_SILENT, "Headset"]


def test_a_microphone_that_gates_its_silence_is_returned_to(rig):
    """A headset that gives zeros between two words is not lost for the rest of the visit."""
    rig.pass_time(1)
    rig.devices.sound["room"] = ZEROS
    rig.pass_time(4)
    assert sorted(rig.open_ids) == ["head", "room"]
    rig.devices.sound["room"] = VOICE
    rig.pass_time(0.4)
    assert rig.names == [Code.MICROPHONE_SILENT, "Headset", "Room"]
    assert rig.open_ids == ["room"]


def test_a_muted_microphone_alone_goes_on_when_it_hears_again():
    rig = Rig(ROOM)
    rig.microphone.start()
    rig.pass_time(1)
    rig.devices.sound["room"] = ZEROS
    rig.pass_time(6)
    assert rig.names == [Code.MICROPHONE_SILENT]
    kept = len(rig.taken)
    rig.devices.sound["room"] = VOICE
    rig.pass_time(0.1)
    assert rig.names == [Code.MICROPHONE_SILENT, "Room"]
    assert rig.taken[kept:] == [VOICE], "the first sound counts, once"
    rig.pass_time(1)
    assert rig.taken[kept:] == [VOICE] * 11
    assert len(rig.open_ids) == 1
    rig.microphone.stop()


def test_silence_is_time_in_the_take():
    rig = Rig(ROOM)
    rig.microphone.start()
    rig.devices.sound["room"] = ZEROS
    rig.pass_time(4)
    assert b"".join(rig.taken) == ZEROS * 40
    rig.microphone.stop()


def test_when_all_are_silent_each_is_tried_and_the_first_to_hear_goes_on(rig):
    rig.devices.there.append(TABLE)
    rig.devices.sound.update(room=ZEROS, head=ZEROS, table=ZEROS)
    rig.pass_time(12)
    assert rig.names == [Code.MICROPHONE_SILENT]
    rig.devices.sound["table"] = VOICE
    rig.pass_time(8)
    assert rig.names == [Code.MICROPHONE_SILENT, "Table"]


def test_a_new_default_is_followed_without_a_gap(rig):
    rig.pass_time(1)
    rig.devices.there = [HEAD, ROOM]
    rig.pass_time(1)
    assert rig.names == ["Headset"]
    assert rig.open_ids == ["head"]
    assert b"".join(rig.taken) == VOICE * 20, "neither a gap nor a word twice"


def test_a_chosen_one_stays_when_the_default_moves():
    dictation_choice().choose(microphone="room")
    rig = Rig(ROOM, HEAD)
    rig.microphone.start()
    rig.devices.there = [HEAD, ROOM]
    rig.pass_time(2)
    assert rig.told == []
    rig.microphone.stop()


def test_a_new_choice_holds_while_it_listens(rig):
    rig.pass_time(0.5)
    dictation_choice().choose(microphone="head")
    rig.pass_time(0.5)
    assert rig.names == ["Headset"]


def test_a_wanted_one_that_is_silent_never_takes_over(rig):
    rig.devices.sound["head"] = ZEROS
    rig.devices.there = [HEAD, ROOM]
    rig.pass_time(6)
    assert rig.told == []
    assert b"".join(rig.taken) == VOICE * 60


def test_a_wanted_one_that_only_clicks_never_takes_over(rig):
    rig.devices.there = [HEAD, ROOM]
    for _turn in range(5):
        rig.devices.sound["head"] = VOICE
        rig.pass_time(0.1)
        rig.devices.sound["head"] = ZEROS
        rig.pass_time(0.3)
    assert rig.told == []


def test_a_busy_window_is_no_dead_microphone(rig):
    rig.pass_time(1)
    rig.now += 4
    rig.microphone.look()
    rig.pass_time(1)
    assert rig.told == []


def test_leave_that_is_refused_is_one_sentence():
    rig = Rig(ROOM)
    microphone = Microphone(None, rig.devices, lambda: rig.now, lambda _answer: False)
    with pytest.raises(Unavailable) as stopped:
        microphone.start()
    assert stopped.value.code is Code.MICROPHONE_DENIED
    assert rig.devices.open_now == []


@pytest.mark.parametrize(("given", "told", "opened"), [(True, [], 1), (False, [Code.MICROPHONE_DENIED], 0)])
def test_where_the_system_asks_first_it_listens_when_leave_is_given(given, told, opened):
    answers, heard = [], []
    rig = Rig(ROOM)
    microphone = Microphone(None, rig.devices, lambda: rig.now, answers.append)
    microphone.failed.connect(lambda error: heard.append(error.code))
    microphone.start()
    assert rig.devices.open_now == []
    answers[0](given)
    assert heard == told
    assert len(rig.devices.open_now) == opened
    microphone.stop()


def test_leave_that_comes_after_the_key_opens_nothing():
    answers = []
    rig = Rig(ROOM)
    microphone = Microphone(None, rig.devices, lambda: rig.now, answers.append)
    microphone.start()
    microphone.stop()
    answers[0](True)
    assert rig.devices.open_now == []


def test_loudness_of_nothing_is_none():
    assert loudness(b"") == loudness(b"\x01") == 0
    assert loudness(VOICE) == 5
    assert loudness(b"\xff\x7f" * 10) == 100
