"""A program that reads two sentences aloud with the system's own voice, and says what it marks and how it ran."""

import json
import sys
import time
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QTimer

from fieldnotes.casework.views import CopySection
from fieldnotes.domain.private import Private
from fieldnotes.ui.family.console_state import ConsoleState
from fieldnotes.ui.family.help_reading import HelpReading
from fieldnotes.ui.family.reading_voice import SystemVoice

TEXT = "Elsa lagade mat till sin bror. Hon väcker mamma när klockan ringer."
BEAT = 10
"""Milliseconds between two beats of the window's own thread."""
PATIENT = 60_000


def tell(**what: object) -> None:
    """Say one thing to whoever started the program."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Wall:
    """Where the family looks: each mark is told with its time."""

    def say(self, words: str) -> None:
        """Stand for the screen's own words."""

    def hear(self, begin: int, end: int) -> None:
        """Tell which letters are marked now."""
        tell(at=time.monotonic(), marked=TEXT[begin:end])


def main() -> int:
    """Read, say how long the thread of the window stood still at most, and end."""
    app = QCoreApplication([])
    section = CopySection("a", "Ett", Private(TEXT))
    reading = HelpReading(app, Wall(), None, (), (section,), SystemVoice(app), interpreted=False)
    reading.show_state(ConsoleState(0, 1, "Ett", TEXT, "a", "", {}))
    reading.told.connect(lambda words: tell(told=words))
    reading.reading_changed.connect(lambda on: None if on else app.quit())
    beats = [time.monotonic()]
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start(BEAT)
    QTimer.singleShot(0, reading.toggle_reading)
    QTimer.singleShot(PATIENT, app.quit)
    app.exec()
    still = max(after - before for before, after in pairwise(beats))
    tell(still=round(still * 1000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
