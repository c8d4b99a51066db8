"""The microphone as a source of frames: 16 kHz, one channel, 16 bits. Recognises nothing, keeps nothing.

Qt's list and state can be stale after an unplugging, so a watchdog looks at the bytes themselves: none for
1.5 s, or nothing but digital zero for 3 s (real microphones never give that), ends the listening.
"""

from array import array

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal

from fieldnotes.domain.errors import Code, Unavailable

RATE = 16_000
SILENT_FOR = 1500
ZERO_FOR = 3 * RATE
LOUDEST = 9_000
"""Speech close to a microphone; shown as a full bar."""


class Microphone(QObject):
    """Listens to the system's microphone; `frames` while it does, `failed` once when it no longer can."""

    frames = Signal(bytes)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: object | None = None
        self._device: QIODevice | None = None
        self._zeros = 0
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.timeout.connect(lambda: self._fail(Code.MICROPHONE_SILENT))

    def name(self) -> str:
        """Return the name of the microphone that would be used; empty when there is none."""
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:  # the computer has no sound system (on Linux: no libpulse)
            return ""
        device = QMediaDevices.defaultAudioInput()
        return "" if device.isNull() else device.description()

    def start(self) -> None:
        """Begin to listen. Unavailable: MICROPHONE_MISSING."""
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices
        except ImportError:
            raise Unavailable(Code.MICROPHONE_MISSING) from None
        device = QMediaDevices.defaultAudioInput()
        if device.isNull():
            raise Unavailable(Code.MICROPHONE_MISSING)
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        source = QAudioSource(device, wanted, self)
        opened = source.start()
        if opened is None:  # Qt gives null when the device cannot be opened
            raise Unavailable(Code.MICROPHONE_MISSING)
        opened.readyRead.connect(self._read)
        self._source, self._device, self._zeros = source, opened, 0
        self._watch.start(SILENT_FOR)

    def stop(self) -> None:
        """Listen no more; the last bytes have been handed over."""
        self._watch.stop()
        if self._device is not None:
            self._read()
        source, self._source, self._device = self._source, None, None
        if source is not None:
            source.stop()  # type: ignore[attr-defined] # a QAudioSource, imported late
            source.deleteLater()  # type: ignore[attr-defined]

    def _read(self) -> None:
        if self._device is None:
            return
        data = bytes(self._device.readAll().data())
        if not data:
            return
        self._watch.start(SILENT_FOR)
        self._zeros = 0 if any(data) else self._zeros + len(data) // 2
        self.frames.emit(data)
        if self._zeros >= ZERO_FOR:
            self._fail(Code.MICROPHONE_SILENT)

    def _fail(self, code: Code) -> None:
        if self._source is not None:
            self.stop()
            self.failed.emit(Unavailable(code))


def loudness(pcm: bytes) -> int:
    """Give the loudness of 16-bit samples as 0 to 100."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    if not samples:
        return 0
    loudest = max(abs(max(samples)), abs(min(samples)))
    return min(100, loudest * 100 // LOUDEST)
