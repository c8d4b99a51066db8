"""Sound out of memory into the loudspeaker. It is given samples and forgets them; it touches no file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.shared.microphones import qt_microphones


class SoundPlayer(QObject):
    """Plays one sound at a time; a new one ends the last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: object | None = None
        self._samples: QBuffer | None = None

    def play(self, pcm: bytes, rate: int) -> None:
        """Play 16-bit mono samples. Unavailable: LOUDSPEAKER_MISSING."""
        self.stop()
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
        except ImportError:  # the computer has no sound system (on Linux: no libpulse)
            raise Unavailable(Code.LOUDSPEAKER_MISSING) from None
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull() or qt_microphones().down:
            raise Unavailable(Code.LOUDSPEAKER_MISSING)
        form = QAudioFormat()
        form.setSampleRate(rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._samples = QBuffer(self)
        self._samples.setData(QByteArray(pcm))
        self._samples.open(QIODevice.OpenModeFlag.ReadOnly)
        sink = QAudioSink(device, form, self)
        sink.start(self._samples)
        self._sink = sink

    def stop(self) -> None:
        """Be silent, and forget the samples."""
        if self._sink is not None:
            self._sink.stop()  # type: ignore[attr-defined] # a QAudioSink, imported late
            self._sink.deleteLater()  # type: ignore[attr-defined]
            self._sink = None
        if self._samples is not None:
            self._samples.setData(QByteArray())
            self._samples.deleteLater()
            self._samples = None
