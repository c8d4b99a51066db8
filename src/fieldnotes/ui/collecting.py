"""Python's garbage is collected on the window's thread only, while lanes work. Knows no screen.

A collection that happens to fall on a lane's thread takes windows apart there, and Qt ends the whole program: every
word of the last second with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between looks."""


class Collector(QObject):
    """Collects as often as Python would have, at moments when the window's thread is idle."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(EVERY)

    def close(self) -> None:
        """Let Python collect by itself again; call when no lane works any more."""
        self._timer.stop()
        if self._before:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count is over Python's own threshold."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [generation for generation in (2, 1, 0) if counts[generation] > thresholds[generation]]
    if due:
        gc.collect(due[0])
