"""The program's own window on a real display, for a screen reader to look at: `python tests/spoken_window.py FOLDER`.

On each line of standard input (a screen's name and perhaps a subject) it goes there and answers with one line.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from conftest import HeldClock
from editor_window import begin, sections_of
from fieldnotes.boot import catalogues
from fieldnotes.ui.app import dress
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.heard_roles import tell_roles
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.tasks import Tasks
from one_desk import RESOURCES, make_desk, make_workshop


class Guide:
    """Goes where it is asked to and tells when everything is there."""

    def __init__(self, window, tasks, desk):
        self._window, self._tasks, self._desk = window, tasks, desk
        self._subjects = {"case": "c-prov-01", "note": begin(desk, sections=sections_of("prov-01.json"))}
        self._settled = QTimer()
        self._settled.timeout.connect(self._answer)
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._asked.activated.connect(self._go)

    def _go(self):
        line = sys.stdin.readline().strip()
        if not line:
            self._asked.setEnabled(False)
            QApplication.quit()
        elif line == "open":
            self._window.open_session(self._desk)
        elif line != "door":
            self._window.session.main.go(Place(line, self._subjects.get(line, "")))
        self._settled.start(50)

    def _answer(self):
        session = self._window.session
        current = session.window.current() if session else self._window.unlock
        opened = getattr(getattr(current, "note", None), "opened", True)
        if self._tasks.idle() and current is not None and opened is not None:
            self._settled.stop()
            sys.stdout.write("there\n")
            sys.stdout.flush()


def main(folder):
    """Show the window locked and go where standard input says, until it ends."""
    catalogues.speak("sv")
    app = QApplication(["fieldnotes"])
    settings = ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)
    dress(app, settings)
    look = LookChoice(app, settings)
    look.apply()
    clock = HeldClock()
    desk, tasks = make_desk(folder, clock), Tasks()
    window = AppWindow(Door(lambda: make_workshop(clock, folder), folder / "profile"), tasks, settings, look)
    window.painted.connect(tell_roles)
    window.show()
    guide = Guide(window, tasks, desk)
    app.exec()
    del guide
    tasks.close()
    desk.vault.lock()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
