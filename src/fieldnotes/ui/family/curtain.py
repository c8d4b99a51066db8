"""A process of its own that draws black over the family's screen when the program falls silent. Knows no note.

On standard input: `guard` with where the family looks, `beat` again and again, `lift`, `rest`. On standard output:
`guarding`, and `covered` when it had to draw. It ends when its input closes. (Decision 031.)
"""

import json
import signal
import sys
import threading
import time

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QExposeEvent, QGuiApplication, QPainter, QPaintEvent, QRasterWindow, QScreen

SILENCE = 0.12
"""Seconds without a beat after which the program counts as stopped: with one look and one paint it is under 0.2."""
LOOK_MS = 10
LATE = 0.06
"""A look of one's own that comes this much too late proves nothing about the other: it is made again."""


class Curtain(QRasterWindow):
    """A black window over one screen, above every other, that takes no key and no click."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle("FieldNotes")
        self.setFlags(
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.WindowTransparentForInput
            | Qt.WindowType.BypassWindowManagerHint
        )
        self.setCursor(Qt.CursorShape.BlankCursor)

    def hang(self, screen: QScreen | None, box: QRect) -> None:
        """Be ready over a screen, unseen."""
        self.hide()
        if screen is not None:
            self.setScreen(screen)
        self.setGeometry(box)
        self.create()

    def fall(self) -> None:
        """Cover now."""
        if QGuiApplication.platformName() == "wayland":
            self.showFullScreen()
        else:
            self.show()
        self.raise_()

    def exposeEvent(self, event: QExposeEvent) -> None:
        """Stay above whatever is shown meanwhile."""
        super().exposeEvent(event)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw black."""
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), Qt.GlobalColor.black)


class Watch(QObject):
    """Counts the time since the last beat and lets the curtain fall."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._curtain = Curtain()
        self._beat = self._looked = 0.0
        self._guarding = self._covered = False
        self.told.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    def listen(self) -> None:
        """Read what the program says until it says no more; runs on a thread of its own."""
        for line in sys.stdin.buffer:
            self._beat = time.monotonic()
            word = line.decode("utf-8", "replace").strip()
            if word != "beat":
                self.told.emit(word)
        self.told.emit("end")

    def _take(self, word: str) -> None:
        if word == "end":
            QGuiApplication.exit(0)
        elif word == "lift":
            self._lift()
        elif word == "rest":
            self._guarding = False
            self._timer.stop()
            self._lift()
        elif word.startswith("guard "):
            self._guard(json.loads(word.removeprefix("guard ")))

    def _guard(self, where: dict[str, object]) -> None:
        box = QRect(*(int(str(each)) for each in where["box"])) if isinstance(where["box"], list) else QRect()
        known = (where["name"], where["serial"])
        named = [each for each in QGuiApplication.screens() if (each.name(), each.serialNumber()) == known]
        self._curtain.hang(named[0] if len(named) == 1 else None, box)
        self._covered, self._guarding = False, True
        self._looked = self._beat = time.monotonic()
        self._timer.start(LOOK_MS)
        _say("guarding")

    def _look(self) -> None:
        before, self._looked = self._looked, time.monotonic()
        late = self._looked - before > LOOK_MS / 1000 + LATE
        if self._guarding and not self._covered and not late and self._looked - self._beat > SILENCE:
            self._curtain.fall()
            self._covered = True
            _say("covered")

    def _lift(self) -> None:
        self._curtain.hide()
        self._covered = False


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> int:
    """Watch until the input closes; exit status 0."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    app = QGuiApplication(["FieldNotes"])
    app.setApplicationName("FieldNotes")
    app.setQuitOnLastWindowClosed(False)
    watch = Watch()
    threading.Thread(target=watch.listen, daemon=True).start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
