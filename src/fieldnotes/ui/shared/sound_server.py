"""What the sound server of Linux itself says is plugged in: Qt tells of no unplugging and keeps a stale list.

Asks `pactl`, which comes with PulseAudio and PipeWire; where it is missing, nothing is known and nothing is left out.
"""

import json
import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

TOOL = "pactl"
AGAIN_AFTER = 500
"""Milliseconds before a server that went away is asked again."""


class SoundServer(QObject):
    """Watches the server while asked to; never blocks."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: QProcess | None = None
        self._list: QProcess | None = None
        self._present: frozenset[str] = frozenset()
        self._seen: set[str] = set()
        self._stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AGAIN_AFTER)
        self._later.timeout.connect(self._begin)

    def watch(self) -> None:
        """Begin to listen for what is plugged in and pulled out; nothing happens where there is no such server."""
        if sys.platform == "linux" and self._events is None:
            self._begin()

    def rest(self) -> None:
        """Ask no more, and forget what was seen."""
        self._later.stop()
        events, self._events, asked, self._list = self._events, None, self._list, None
        for process in (events, asked):
            if process is not None:
                _end(process)
        self._seen.clear()

    def has_lost(self, device: str) -> bool:
        """Say whether the server has had a source of this name and has it no more."""
        return device in self._seen and device not in self._present

    def _begin(self) -> None:
        self._events = _process(self)
        self._events.readyReadStandardOutput.connect(self._read_events)
        self._events.finished.connect(self._server_gone)
        self._events.start(TOOL, ["subscribe"])
        self._ask()

    def _read_events(self) -> None:
        if self._events is None:
            return
        said = bytes(self._events.readAllStandardOutput().data())
        if b" source #" in said or b" server" in said:
            self._ask()

    def _ask(self) -> None:
        if self._list is not None:
            self._stale = True
            return
        self._stale = False
        self._list = _process(self)
        self._list.finished.connect(self._read_list)
        self._list.start(TOOL, ["-f", "json", "list", "sources"])

    def _read_list(self, status: int) -> None:
        asked, self._list = self._list, None
        if asked is None:
            return
        names = _names(bytes(asked.readAllStandardOutput().data())) if status == 0 else frozenset()
        asked.deleteLater()
        self._take(names)
        if self._stale:
            self._ask()

    def _server_gone(self) -> None:
        events, self._events = self._events, None
        if events is not None:
            events.deleteLater()
            self._take(frozenset())
            self._later.start()

    def _take(self, names: frozenset[str]) -> None:
        if names != self._present:
            self._present = names
            self._seen |= names
            self.changed.emit()


def _process(parent: QObject) -> QProcess:
    made = QProcess(parent)
    made.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
    return made


def _end(process: QProcess) -> None:
    process.blockSignals(True)
    process.kill()
    process.waitForFinished(1000)
    process.deleteLater()


def _names(said: bytes) -> frozenset[str]:
    """Read the names of the sources; nothing that can be said is an answer without any."""
    try:
        rows = json.loads(said)
    except ValueError:
        return frozenset()
    return (
        frozenset(str(row.get("name", "")) for row in rows if isinstance(row, dict))
        if isinstance(rows, list)
        else frozenset()
    )
