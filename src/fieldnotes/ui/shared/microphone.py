"""The microphone as a source of frames: 16 kHz, one channel, 16 bits. Recognises nothing, keeps nothing.

Which device it is, and which comes next when one is pulled out, `Listening` decides; this is its timer and its Qt.
"""

import time
from array import array
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.listening import Devices, Listening
from fieldnotes.ui.shared.microphones import may_listen, qt_microphones

LOOK = 100
"""Milliseconds between looks at how the devices are."""
LOUDEST = 9_000
"""Speech close to a microphone; shown as a full bar."""


class Microphone(QObject):
    """Listens to the chosen microphone, and to the next when that one no longer hears, until it is stopped.

    `frames` while it hears, `failed` once for each trouble, `changed` with a name when another one, or the same
    again, goes on.
    """

    frames = Signal(bytes)
    failed = Signal(object)
    changed = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        devices: Devices | None = None,
        clock: Callable[[], float] = time.monotonic,
        permitted: Callable[[Callable[[bool], None]], bool | None] = may_listen,
    ) -> None:
        super().__init__(parent)
        self._devices = devices if devices is not None else qt_microphones()
        self._permitted = permitted
        self._listening = Listening(self._devices, self, lambda: dictation_choice().settings.microphone, clock)
        self._asked = False
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self.look)

    def name(self) -> str:
        """Return the name of the microphone that hears, or would be used; empty when there is none."""
        return self._listening.name

    def start(self) -> None:
        """Begin to listen; where the person is asked for leave first, as soon as it is given.

        Unavailable: MICROPHONE_MISSING, MICROPHONE_DENIED, MICROPHONE_CLOSED. Refused: MANAGED.
        """
        if not dictation_choice().settings.allowed:
            raise Refused(Code.MANAGED, rule="microphone")
        leave = self._permitted(self._answer)
        if leave is None:
            self._asked = True
        elif not leave:
            raise Unavailable(Code.MICROPHONE_DENIED)
        else:
            self._begin()

    def stop(self) -> None:
        """Listen no more; the last samples have been handed over."""
        self._asked = False
        self._looks.stop()
        self._listening.stop()

    def look(self) -> None:
        """See how the devices are; the timer calls this."""
        self._listening.look()

    def take(self, pcm: bytes) -> None:
        """Hand on samples."""
        self.frames.emit(pcm)

    def tell(self, error: Unavailable) -> None:
        """Hand on that the device in use no longer hears."""
        self.failed.emit(error)

    def tell_changed(self, name: str) -> None:
        """Hand on which device hears now."""
        self.changed.emit(name)

    def _begin(self) -> None:
        self._listening.start()
        self._looks.start()

    def _answer(self, given: bool) -> None:  # noqa: FBT001 - Qt's answer
        if not self._asked:
            return
        self._asked = False
        try:
            if not given:
                raise Unavailable(Code.MICROPHONE_DENIED)
            self._begin()
        except Unavailable as error:
            self.failed.emit(error)


def loudness(pcm: bytes) -> int:
    """Give the loudness of 16-bit samples as 0 to 100."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    if not samples:
        return 0
    loudest = max(abs(max(samples)), abs(min(samples)))
    return min(100, loudest * 100 // LOUDEST)
