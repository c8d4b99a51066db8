"""What the desktop that is worked in by a script is given: a voice out of a file, and a watch on single acts."""

import time
import wave

from PySide6.QtCore import QObject, QTimer, Signal

from speech_samples import JOURNEY


class FileVoice(QObject):
    """A microphone into which a recorded visit is spoken, at a person's pace."""

    frames = Signal(bytes)
    failed = Signal(object)
    changed = Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        with wave.open(str(JOURNEY / "03_iakttagelser.wav")) as sound:
            self._pcm = sound.readframes(sound.getnframes())
        self._at = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._speak)

    def name(self):
        return "File"

    def start(self):
        self._timer.start(100)

    def stop(self):
        self._timer.stop()

    def _speak(self):
        self.frames.emit(self._pcm[self._at : self._at + 3200])
        self._at = (self._at + 3200) % len(self._pcm)


def timed(module, name):
    """Let a function tell how many seconds it took, and how much work: a list that is filled when it ends."""
    told, act = [], getattr(module, name)

    def clocked(*given):
        worked, begun = time.process_time(), time.monotonic()
        try:
            return act(*given)
        finally:
            told[:] = [time.monotonic() - begun, time.process_time() - worked]

    setattr(module, name, clocked)
    return told
