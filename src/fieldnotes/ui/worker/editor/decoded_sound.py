"""Recordings that only the system's own decoders read (M4A, AAC, AMR, WMA), as frames for dictation. Keeps nothing.

It decodes on the thread that asks for the frames and waits while that one is busy; the file is never copied.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory

from fieldnotes.domain.errors import Code, Refused

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDecoder

RATE = 16_000
WAITS = 20_000
"""Milliseconds without a sign of life after which a decoder is given up."""
UNHEARD = "qt.multimedia.*=false"
"""The decoder's own log would tell titles and names that stand in a recording (SEC-11)."""


class DecodedSound:
    """A sound file as Qt decodes it: 16 kHz, one channel, 16 bits."""

    rate = RATE

    def __init__(self, path: Path) -> None:
        """Look only whether anything here can decode at all. Refused: NOT_AUDIO(file)."""
        self._path = path
        self._milliseconds = 0
        QLoggingCategory.setFilterRules(UNHEARD)
        try:
            from PySide6.QtMultimedia import QAudioDecoder
        except ImportError:  # the computer has no sound system (on Linux: no libpulse)
            raise self._unreadable() from None
        if not QAudioDecoder().isSupported():
            raise self._unreadable()

    @property
    def seconds(self) -> float:
        """How long it lasts; 0 until the first frame has come."""
        return self._milliseconds / 1000

    def frames(self) -> Iterator[bytes]:
        """Give 16-bit mono samples as they are decoded. Refused: NOT_AUDIO(file), EMPTY_AUDIO(file)."""
        from PySide6.QtCore import QEventLoop, QTimer

        decoder, waiting, patience = self._decoder(), QEventLoop(), QTimer(singleShot=True, interval=WAITS)
        ended: list[bool] = []

        def end(*, well: bool) -> None:
            ended.append(well)
            waiting.quit()

        decoder.bufferReady.connect(waiting.quit)
        decoder.finished.connect(lambda: end(well=True))
        decoder.error.connect(lambda _error: end(well=False))
        patience.timeout.connect(lambda: end(well=False))
        decoder.start()
        try:
            while not ended or decoder.bufferAvailable():
                if decoder.bufferAvailable():
                    yield self._piece(decoder)
                    continue
                patience.start()
                waiting.exec()
                patience.stop()
        finally:
            decoder.stop()
        if not ended[-1]:
            raise self._unreadable()
        if not self._milliseconds:
            raise Refused(Code.EMPTY_AUDIO, file=self._path.name)

    def _decoder(self) -> "QAudioDecoder":
        from PySide6.QtCore import QUrl
        from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        decoder = QAudioDecoder()
        decoder.setAudioFormat(wanted)
        decoder.setSource(QUrl.fromLocalFile(str(self._path)))
        return decoder

    def _piece(self, decoder: "QAudioDecoder") -> bytes:
        buffer = decoder.read()
        self._milliseconds = max(self._milliseconds, decoder.duration(), 1)
        return bytes(buffer.constData())

    def _unreadable(self) -> Refused:
        return Refused(Code.NOT_AUDIO, file=self._path.name)
