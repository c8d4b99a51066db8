"""Devices that give 48 kHz and two channels and nothing else: asked for what they like, converted without a gap.

rules: DOC-3
"""

import numpy as np
import pytest
from PySide6 import QtMultimedia
from PySide6.QtCore import QCoreApplication, QIODevice

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.shared.microphones import OpenMicrophone, best_format, kind_of


class OnlyThis:
    """A device with one format."""

    def __init__(self, rate, channels, kind):
        self.format = QtMultimedia.QAudioFormat()
        self.format.setSampleRate(rate)
        self.format.setChannelCount(channels)
        self.format.setSampleFormat(kind)

    def isFormatSupported(self, wanted):  # noqa: N802 - Qt's name
        return wanted == self.format

    def preferredFormat(self):  # noqa: N802 - Qt's name
        return self.format


class Pipe(QIODevice):
    """What a device has given and nobody has read yet."""

    def __init__(self):
        super().__init__()
        self.waiting = b""
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def give(self, data):
        self.waiting += data
        self.readyRead.emit()

    def bytesAvailable(self):  # noqa: N802 - Qt's name
        return len(self.waiting)

    def isSequential(self):  # noqa: N802 - Qt's name
        return True

    def readData(self, most):  # noqa: N802 - Qt's name
        data, self.waiting = self.waiting[:most], self.waiting[most:]
        return data


class Source:
    """Qt's source with a pipe for a device; none when it cannot be opened."""

    def __init__(self, pipe):
        self.pipe, self.format, self.buffer, self.stopped = pipe, None, 0, False

    def __call__(self, _device, wanted, _parent):
        self.format = wanted
        return self

    def setBufferSize(self, size):  # noqa: N802 - Qt's name
        self.buffer = size

    def start(self):
        return self.pipe

    def stop(self):
        self.stopped = True


SAMPLE = QtMultimedia.QAudioFormat.SampleFormat


def opened(device, pipe):
    """Its parent outlives it, as in the program: a child that is the last to hold its parent is taken apart twice."""
    taken, source = [], Source(pipe)
    made = OpenMicrophone(device, lambda pcm, alive: taken.append((pcm, alive)), QCoreApplication.instance(), source)
    return made, source, taken


def test_sixteen_thousand_mono_is_asked_for_where_it_is_given(qapp):
    device = OnlyThis(16_000, 1, SAMPLE.Int16)
    made, source, taken = opened(device, Pipe())
    source.pipe.give(b"\x01\x02" * 80)
    assert taken == [(b"\x01\x02" * 80, True)]
    assert source.buffer == 10 * 16_000 * 2, "a window that is busy for seconds loses nothing"
    made.close()
    assert source.stopped


@pytest.mark.parametrize(("kind", "loud"), [(SAMPLE.Float, np.float32), (SAMPLE.Int32, np.int32)])
def test_one_that_only_knows_48_khz_and_two_channels_is_heard(qapp, kind, loud):
    device = OnlyThis(48_000, 2, kind)
    made, source, taken = opened(device, Pipe())
    wave = np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000) * 0.5
    full = 1.0 if loud is np.float32 else 2**31 - 1
    both = np.repeat(wave * full, 2).astype(loud).tobytes()
    for begun in range(0, len(both), 7_001):
        source.pipe.give(both[begun : begun + 7_001])
    made.close()
    pcm = np.frombuffer(b"".join(piece for piece, _alive in taken), np.int16)
    assert abs(len(pcm) - 16_000) <= 1
    wanted = np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000) * 16_384
    inside = slice(500, 15_500)
    assert np.abs(pcm[:16_000][inside] - wanted[inside]).max() < 30


def test_what_had_not_been_read_is_read_at_the_end(qapp):
    made, source, taken = opened(OnlyThis(16_000, 1, SAMPLE.Int16), Pipe())
    source.pipe.waiting = b"\x07\x07" * 4
    made.close()
    made.close()
    assert taken == [(b"\x07\x07" * 4, True)]


@pytest.mark.parametrize(
    ("kind", "nothing"), [(SAMPLE.UInt8, b"\x80"), (SAMPLE.Int16, b"\x00"), (SAMPLE.Float, b"\x00")]
)
def test_exact_silence_is_told_from_a_quiet_room_in_the_devices_own_samples(qapp, kind, nothing):
    made, source, taken = opened(OnlyThis(48_000, 1, kind), Pipe())
    source.pipe.give(nothing * 4_800)
    source.pipe.give(nothing * 4_796 + (np.float32(1e-7).tobytes() if kind is SAMPLE.Float else b"\x81\x01\x81\x01"))
    assert [alive for _pcm, alive in taken] == [False, True]
    made.close()


def test_one_that_cannot_be_opened_is_told(qapp):
    with pytest.raises(Unavailable) as stopped:
        opened(OnlyThis(16_000, 1, SAMPLE.Int16), None)
    assert stopped.value.code is Code.MICROPHONE_CLOSED


def test_a_format_nobody_knows_is_told():
    unknown = OnlyThis(48_000, 2, SAMPLE.Unknown)
    assert best_format(unknown) == unknown.format
    with pytest.raises(Unavailable) as stopped:
        kind_of(unknown.format)
    assert stopped.value.code is Code.MICROPHONE_CLOSED
