"""The system's microphones through Qt: listed, opened, permitted. Decides nothing; recognises and keeps nothing."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication, QIODevice, QMicrophonePermission, QObject, Qt, Signal

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.shared.listening import Device, Heard
from fieldnotes.ui.shared.sound_format import RATE, ToSixteen
from fieldnotes.ui.shared.sound_server import SoundServer

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices

BUFFER_SECONDS = 10
"""How much Qt keeps for us while the window is busy. Its own quarter of a second loses what is said meanwhile."""


class QtMicrophones(QObject):
    """The devices of this computer; one for the whole program (`qt_microphones`)."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media: QMediaDevices | None = None
        self._server = SoundServer(self)
        self._server.changed.connect(self.changed)

    @property
    def down(self) -> bool:
        """Whether the sound server is gone, or Qt not yet back at it: whatever is opened then ends the program."""
        return self._qt() is None or self._server.down

    def doubt(self) -> None:
        """Hear that a device gave no bytes any more."""
        self._server.doubt()

    def listed(self) -> Sequence[Device]:
        """Give those that are there now and may be opened, the system's own choice first."""
        return tuple(Device(id_, found.description()) for id_, found in self._found().items())

    def open(self, device: Device, heard: Heard) -> "OpenMicrophone":
        """Listen to one. Unavailable: MICROPHONE_CLOSED."""
        found = self._found().get(device.id)
        if found is None:
            raise Unavailable(Code.MICROPHONE_CLOSED)
        return OpenMicrophone(found, heard, self)

    def _found(self) -> "dict[str, QAudioDevice]":
        media = self._qt()
        if media is None or self.down:
            return {}
        # After a new start of the sound server Qt lists some twice; the later is the living one.
        found = {device_id(each): each for each in media.audioInputs()}
        chosen = media.defaultAudioInput()
        order = ([] if chosen.isNull() else [device_id(chosen)]) + list(found)
        there = [each for each in dict.fromkeys(order) if each in found and not self._server.has_lost(each)]
        return {each: found[each] for each in there}

    def _qt(self) -> "QMediaDevices | None":
        if self._media is None:
            try:
                from PySide6.QtMultimedia import QMediaDevices
            except ImportError:  # the computer has no sound system (on Linux: no libpulse)
                return None
            self._media = QMediaDevices(self)
            self._media.audioInputsChanged.connect(self._take_list)
            self._server.watch()
        return self._media

    def _take_list(self) -> None:
        self._server.qt_is_back()
        self.changed.emit()


@cache
def qt_microphones() -> QtMicrophones:
    """Give the program's one view of the devices: what it knows of the sound server must not be forgotten."""
    return QtMicrophones()


MakeSource = Callable[["QAudioDevice", "QAudioFormat", QObject], "QAudioSource"]


class OpenMicrophone(QObject):
    """One device that is being listened to, in the format it gives."""

    def __init__(self, device: "QAudioDevice", heard: Heard, parent: QObject, make: MakeSource | None = None) -> None:
        """`make` builds the source, else Qt's own. Unavailable: MICROPHONE_CLOSED."""
        from PySide6.QtMultimedia import QAudioSource

        wanted = best_format(device)
        kind_of(wanted)
        super().__init__(parent)
        self._heard = heard
        self._to_sixteen = ToSixteen(wanted.sampleRate(), wanted.channelCount(), kind_of(wanted))
        self._rest = _nothing_of(wanted)
        self._source: QAudioSource | None = (make or QAudioSource)(device, wanted, self)
        self._source.setBufferSize(wanted.bytesForDuration(BUFFER_SECONDS * 1_000_000))
        self._bytes = cast("QIODevice | None", self._source.start())
        if self._bytes is None:  # Qt gives null when the device cannot be opened
            self.deleteLater()
            raise Unavailable(Code.MICROPHONE_CLOSED)
        self._bytes.readyRead.connect(self._read)

    def close(self) -> None:
        """Listen no more; the last samples have been handed over."""
        source, self._source = self._source, None
        if source is None:
            return
        self._read()
        self._bytes = None
        rest = self._to_sixteen.rest()
        if rest:
            self._heard(rest, True)
        source.stop()
        self.deleteLater()

    def _read(self) -> None:
        if self._bytes is None:
            return
        data = bytes(self._bytes.readAll().data())
        if data:
            self._heard(self._to_sixteen.convert(data), data.strip(self._rest) != b"")


class SupportsFormats(Protocol):
    """What is asked of a device about formats."""

    def isFormatSupported(self, wanted: "QAudioFormat") -> bool:
        """Say whether it gives that format."""
        ...

    def preferredFormat(self) -> "QAudioFormat":
        """Give the format it likes best."""
        ...


def best_format(device: SupportsFormats) -> "QAudioFormat":
    """Choose 16 kHz, one channel, 16 bits where the device gives it; else what it likes best, for us to convert."""
    from PySide6.QtMultimedia import QAudioFormat

    wanted = QAudioFormat()
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted if device.isFormatSupported(wanted) else device.preferredFormat()


def kind_of(given: "QAudioFormat") -> str:
    """Name the kind of samples as `ToSixteen` knows it. Unavailable: MICROPHONE_CLOSED for one nobody knows."""
    from PySide6.QtMultimedia import QAudioFormat

    kinds = {
        QAudioFormat.SampleFormat.UInt8: "u8",
        QAudioFormat.SampleFormat.Int16: "i16",
        QAudioFormat.SampleFormat.Int32: "i32",
        QAudioFormat.SampleFormat.Float: "f32",
    }
    kind = kinds.get(given.sampleFormat())
    if kind is None or given.sampleRate() <= 0 or given.channelCount() <= 0:
        raise Unavailable(Code.MICROPHONE_CLOSED)
    return kind


def device_id(device: "QAudioDevice") -> str:
    """Give a device's id as text."""
    return bytes(device.id().data()).decode(errors="replace")


def may_listen(answer: Callable[[bool], None]) -> bool | None:
    """Say whether the system lets this program listen; None when the person is being asked: then `answer` is called.

    Only macOS asks in a window of its own; elsewhere a closed microphone shows when it is opened or stays silent.
    """
    app = QCoreApplication.instance()
    if app is None:
        return True
    permission = QMicrophonePermission()
    status = app.checkPermission(permission)
    if status is Qt.PermissionStatus.Undetermined:
        app.requestPermission(permission, app, lambda asked: answer(asked.status() is Qt.PermissionStatus.Granted))
        return None
    return status is Qt.PermissionStatus.Granted


def _nothing_of(given: "QAudioFormat") -> bytes:
    """Give the byte that digital silence is made of."""
    return b"\x80" if kind_of(given) == "u8" else b"\x00"
