"""Keeps the family's screen from standing still with a picture on it: beats for the curtain, and looks at the clocks.

The curtain is a process of its own (see `curtain`): when this program's window thread stops, it covers the screen, and
only when this program runs again, and has emptied its own window, the curtain is lifted. A sleep of the computer is
told by the clocks. Knows no note.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

BEAT_MS = 30
STOOD_STILL = 1.0
"""Seconds between two beats after which the window is emptied even where there is no curtain."""
LIFT_MS = 250
"""The emptied window is surely painted when the curtain is lifted."""
DRAWN = frozenset({"xcb", "wayland", "windows", "cocoa"})
"""Platforms with a screen somebody can look at."""


def curtain_command() -> list[str]:
    """Give the command line of the curtain where there is a screen somebody can look at."""
    return curtain_program() if QGuiApplication.platformName() in DRAWN else []


def curtain_program() -> list[str]:
    """Give the command line of the curtain: the executable beside this one in a bundle, else the module."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if sys.platform == "win32" else ""
        return [str(Path(sys.executable).with_name(f"fieldnotes-curtain{suffix}"))]
    return [sys.executable, "-P", "-m", "fieldnotes.ui.family.curtain"]


class Guard(QObject):
    """One curtain for one window; without a command there is none, and nobody beats."""

    stalled = Signal()
    """The program, or the computer, stood still; what the family saw may be long over."""

    turned = Signal()
    """`works` is another now."""

    def __init__(
        self,
        parent: QObject,
        command: Sequence[str] | None = None,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._command = list(curtain_command() if command is None else command)
        self._steady, self._wall = steady, wall
        self._seen = (0.0, 0.0)
        self._process: QProcess | None = None
        self._guarding = False
        self.works = False
        """Whether the curtain is up and would fall."""
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self.beat)

    def warm(self) -> None:
        """Start the curtain's process, so that it is there when something is shown."""
        if self._process is not None or not self._command:
            return
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._lost)
        process.errorOccurred.connect(self._never_there)
        process.start(self._command[0], self._command[1:])

    def watch(self, screen: QScreen) -> None:
        """Watch over a window that covers this screen."""
        self.warm()
        self._guarding = True
        area = screen.geometry()
        box = [area.x(), area.y(), area.width(), area.height()]
        where = {"name": screen.name(), "serial": screen.serialNumber(), "box": box}
        self._say(f"guard {json.dumps(where)}")
        self._seen = (self._steady(), self._wall())
        if self._command:
            self._beat.start()

    def rest(self) -> None:
        """There is no window any more to watch over."""
        self._guarding = False
        self._turn(on=False)
        self._beat.stop()
        self._say("rest")

    def close(self) -> None:
        """End the process; it hears that nobody speaks to it any more."""
        self.rest()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()

    def beat(self) -> None:
        """Say that this program runs; notice when it did not."""
        self._say("beat")
        (steady, wall), self._seen = self._seen, (self._steady(), self._wall())
        stood = self._seen[0] - steady
        if stood > STOOD_STILL or abs(self._seen[1] - wall - stood) > STOOD_STILL:
            self.stalled.emit()

    def _say(self, word: str) -> None:
        if self._process is not None:
            self._process.write(f"{word}\n".encode())

    def _hear(self) -> None:
        if self._process is None:
            return
        for line in bytes(self._process.readAllStandardOutput().data()).split():
            if line == b"guarding":
                self._turn(on=self._guarding)
            elif line == b"covered":
                self.stalled.emit()
                QTimer.singleShot(LIFT_MS, self, lambda: self._say("lift"))

    def _turn(self, *, on: bool) -> None:
        if on != self.works:
            self.works = on
            self.turned.emit()

    def _never_there(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lost()

    def _lost(self) -> None:
        """The curtain is gone: what is shown is emptied, and the next showing starts another."""
        process, self._process = self._process, None
        worked = self.works
        self._turn(on=False)
        if process is not None:
            process.deleteLater()
        if worked:
            self.stalled.emit()
