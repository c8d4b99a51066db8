"""Lets a SIGTERM close the windows as a person would, also while nothing moves in them. Knows no screen."""

import signal
import socket

from PySide6.QtCore import QCoreApplication, QSocketNotifier


def end_when_told() -> None:
    """Quit the application at SIGTERM; Python hears a signal only when something wakes it, so a socket does."""
    app = QCoreApplication.instance()
    if app is None:
        return
    hears, tells = socket.socketpair()
    for end in (hears, tells):
        end.settimeout(0)
    woken = QSocketNotifier(hears.fileno(), QSocketNotifier.Type.Read, app)
    woken.activated.connect(lambda *_of: hears.recv(64))
    woken.destroyed.connect(lambda *_of: tells.close())
    signal.set_wakeup_fd(tells.fileno())
    signal.signal(signal.SIGTERM, lambda *_of: app.quit())
