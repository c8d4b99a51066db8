"""What the sound server of Linux itself says is plugged in, and whether it is there: Qt tells neither.

Qt keeps a stale list after an unplugging, and ends the whole program where a device is opened between the death of the
server and its own next connection. Asks `pactl`, which comes with PulseAudio and PipeWire; where it is missing nothing
is known and nothing is left out.
"""

import json
import sys

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal

TOOL = "pactl"
AGAIN_AFTER = 500
"""Milliseconds before a server that went away is asked again; each time twice as many, up to `LONGEST`."""
LONGEST = 8_000
SURELY_BACK_AFTER = 5_000
"""Milliseconds after which Qt, which tries every three seconds, has connected to a server that is there again; it tells
so only where its list has become another."""


class SoundServer(QObject):
    """Watches the server from the first time somebody asks for microphones; never blocks."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, tool: str = TOOL) -> None:
        super().__init__(parent)
        self._pactl = tool
        self._events: QProcess | None = None
        self._list: QProcess | None = None
        self._present: frozenset[str] = frozenset()
        self._seen: set[str] = set()
        self._stale = self._down = self._tool = False
        self._later = _timer(self, AGAIN_AFTER, self._begin)
        self._surely = _timer(self, SURELY_BACK_AFTER, self.qt_is_back)

    @property
    def down(self) -> bool:
        """Whether the server went away and Qt has not yet come back to it: nothing may be opened."""
        if self._events is not None and self._events.state() is QProcess.ProcessState.Running:
            self._events.waitForFinished(0)  # takes notice at once, also while the window was busy
        return self._down

    def watch(self) -> None:
        """Begin to listen for what is plugged in and pulled out; nothing happens where there is no such server."""
        app = QCoreApplication.instance()
        if sys.platform == "linux" and self._events is None and app is not None:
            app.aboutToQuit.connect(self.rest)
            self._begin()

    def rest(self) -> None:
        """Ask no more, and forget what was seen."""
        self._later.stop()
        self._surely.stop()
        events, self._events, asked, self._list = self._events, None, self._list, None
        for process in (events, asked):
            if process is not None:
                _end(process)
        self._seen.clear()
        self._down = False

    def has_lost(self, device: str) -> bool:
        """Say whether the server has had a source of this name and has it no more."""
        return device in self._seen and device not in self._present

    def doubt(self) -> None:
        """Hear that a device gave no bytes any more: where the server cannot be asked, it may be dead."""
        if sys.platform == "linux" and not self._tool:
            self._down = True

    def qt_is_back(self) -> None:
        """Hear that Qt has a list anew, so it is connected."""
        if self._down:
            self._down = False
            self._surely.stop()
            self.changed.emit()

    def _begin(self) -> None:
        self._events = _process(self)
        self._events.readyReadStandardOutput.connect(self._read_events)
        self._events.finished.connect(self._server_gone)
        self._events.start(self._pactl, ["subscribe"])
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
        self._list.start(self._pactl, ["-f", "json", "list", "sources"])

    def _read_list(self, status: int) -> None:
        asked, self._list = self._list, None
        if asked is None:
            return
        self._tool = True
        if status == 0:
            self._later.setInterval(AGAIN_AFTER)
        names = _names(bytes(asked.readAllStandardOutput().data())) if status == 0 else frozenset()
        asked.deleteLater()
        if status == 0 and self._down and not self._surely.isActive():
            self._surely.start()
        self._take(names)
        if self._stale:
            self._ask()

    def _server_gone(self) -> None:
        events, self._events = self._events, None
        if events is None:
            return
        events.deleteLater()
        self._down = True
        self._surely.stop()
        self._take(frozenset())
        self._later.start()
        self._later.setInterval(min(2 * self._later.interval(), LONGEST))

    def _take(self, names: frozenset[str]) -> None:
        if names != self._present:
            self._present = names
            self._seen |= names
            self.changed.emit()


def _timer(parent: SoundServer, milliseconds: int, call: object) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(call)
    return made


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
    """Read the names of the sources; an answer nobody can read names none."""
    try:
        rows = json.loads(said)
    except ValueError:
        return frozenset()
    if not isinstance(rows, list):
        return frozenset()
    return frozenset(str(row.get("name", "")) for row in rows if isinstance(row, dict))
