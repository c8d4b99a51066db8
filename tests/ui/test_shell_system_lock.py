"""Sleep and the system's own lock: heard over a real D-Bus from a service that speaks as logind does.

rules: SEC-9
"""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QWidget

from fieldnotes.ui.shell.clipboard import forget_clipboard
from fieldnotes.ui.shell.idle import SLEPT_MS, IdleWatch
from fieldnotes.ui.shell.system_lock import SystemLock, mac_screen_is_locked, tells_lock

LOGIN = "org.freedesktop.login1"
MANAGER, SESSION = "/org/freedesktop/login1", "/org/freedesktop/login1/session/_31"
CONFIG = """<busconfig><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""


@pytest.fixture
def bus_address(tmp_path: Path):
    """A D-Bus of the test's own, so that nothing of this computer is touched."""
    config = tmp_path / "bus.conf"
    config.write_text(CONFIG.format(folder=tmp_path))
    line = ["dbus-daemon", f"--config-file={config}", "--print-address", "--nofork"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@pytest.fixture
def buses(bus_address):
    """Two connections: the program's, and that of the service."""
    names = ("program", "service")
    made = [QDBusConnection.connectToBus(bus_address, name) for name in names]
    assert all(one.isConnected() for one in made)
    assert made[1].registerService(LOGIN)
    yield made
    for name in names:
        QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def heard(qtbot, buses):
    window = QWidget()
    qtbot.addWidget(window)
    made = SystemLock(window)
    made.watch_buses(buses[0], buses[0])
    return made


class Login:
    """A service that speaks as logind does and hands out a brake: the end of a pipe."""

    def __init__(self, address):
        self.asked, self._reading, self._writing = [], *os.pipe()
        self._bus = open_dbus_connection(address, enable_fds=True)
        self._bus.send_and_get_reply(message_bus.RequestName(LOGIN))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while not self.asked:
            message = self._bus.receive()
            if message.header.message_type is MessageType.method_call:
                self.asked.append(message.body)
                self._bus.send(new_method_return(message, "h", (self._writing,)))
        os.close(self._writing)

    def released(self):
        """Tell whether nobody holds the brake any more."""
        os.set_blocking(self._reading, False)
        try:
            return os.read(self._reading, 1) == b""
        except BlockingIOError:
            return False

    def close(self):
        self._thread.join(5)
        self._bus.close()
        os.close(self._reading)


def test_the_computer_waits_with_its_sleep_until_we_have_locked(qtbot, bus_address):
    login = Login(bus_address)
    bus = QDBusConnection.connectToBus(bus_address, "program")
    window = QWidget()
    qtbot.addWidget(window)
    heard = SystemLock(window)
    heard.watch_buses(bus, bus)
    heard.hold()
    qtbot.waitUntil(lambda: heard._brake is not None, timeout=5_000)
    assert login.asked == [("sleep", "FieldNotes", "Saves and locks", "delay")]
    assert not login.released()
    heard.let_go()
    qtbot.waitUntil(login.released, timeout=5_000)
    login.close()
    QDBusConnection.disconnectFromBus("program")


def say(bus, path, interface, member, *arguments):
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments(list(arguments))
    assert bus.send(message)


@pytest.mark.parametrize(
    ("path", "interface", "member", "arguments"),
    [
        (MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", [True]),
        (SESSION, f"{LOGIN}.Session", "Lock", []),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
    ],
)
def test_sleep_and_lock_are_heard(qtbot, heard, buses, path, interface, member, arguments):
    with qtbot.waitSignal(heard.asked, timeout=5_000):
        say(buses[1], path, interface, member, *arguments)


def test_waking_up_asks_for_nothing(qtbot, heard, buses):
    told = []
    heard.asked.connect(lambda: told.append("asked"))
    say(buses[1], MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", False)
    say(buses[1], SESSION, f"{LOGIN}.Session", "Unlock")
    with qtbot.waitSignal(heard.asked, timeout=5_000):
        say(buses[1], SESSION, f"{LOGIN}.Session", "Lock")
    assert told == ["asked"]


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    nothing = QDBusConnection("no such connection")
    SystemLock(window).watch_buses(nothing, nothing)
    assert not mac_screen_is_locked()


@pytest.mark.parametrize(
    ("message", "what", "locks"),
    [(0x02B1, 0x7, True), (0x02B1, 0x8, False), (0x0218, 0x4, True), (0x0218, 0x12, False), (0x0100, 0x7, False)],
)
def test_windows_says_lock_and_sleep_and_nothing_else_is_one(message, what, locks):
    assert tells_lock(message, what) is locks


def test_a_wall_clock_that_is_ahead_means_the_computer_slept(qtbot, qapp):
    """The steady clock stands still while a computer sleeps; the wall clock does not."""
    now = [1_000.0]
    watch = IdleWatch(qapp, 0.01, lambda: now[0])
    watch.wait_for(600)
    watch._timer.setInterval(10)
    watch.start()
    now[0] += SLEPT_MS / 1000 + 5
    with qtbot.waitSignal(watch.idle, timeout=5_000):
        pass
    qapp.removeEventFilter(watch)


def test_a_clock_that_is_set_back_or_a_little_ahead_locks_nobody(qtbot, qapp):
    now = [1_000.0]
    watch = IdleWatch(qapp, 600, lambda: now[0])
    watch.start()
    told = []
    watch.idle.connect(lambda: told.append("idle"))
    for step in (-9_000.0, SLEPT_MS / 2000):
        now[0] += step
        watch._look()
    watch.stop()
    assert told == []
    qapp.removeEventFilter(watch)


class Clipboard:
    """A clipboard that says whose it is; the platform without a screen never does."""

    Mode = QClipboard.Mode

    def __init__(self, *ours):
        self.ours, self.emptied = set(ours), []

    def ownsClipboard(self):  # noqa: N802 - Qt's name
        return self.Mode.Clipboard in self.ours

    def supportsSelection(self):  # noqa: N802 - Qt's name
        return True

    def ownsSelection(self):  # noqa: N802 - Qt's name
        return self.Mode.Selection in self.ours

    def clear(self, mode):
        self.emptied.append(mode)


@pytest.mark.parametrize(
    "ours", [(), (QClipboard.Mode.Clipboard,), (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)]
)
def test_what_we_copied_is_gone_from_the_clipboard_and_nothing_else(ours):
    clipboard = Clipboard(*ours)
    forget_clipboard(clipboard)
    assert clipboard.emptied == list(ours)
