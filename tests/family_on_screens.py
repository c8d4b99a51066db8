"""The whole program before a family, on real X screens: does on standard input what it is told, says what it sees.

Each answer is a line of JSON; `at` is the machine's steady clock when the thing that must blank the screen began.
"""

import json
import sys
import tempfile
import time
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from family_room import entries, marked_note
from fieldnotes.casework.desk import changed
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.tasks import Tasks
from fieldnotes.vault import reference
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, PASSPHRASE, RESOURCES, make_joined, make_profile, make_workshop, shipped

CASE = "c-prov-01"
SOON_MS = 20


class Still:
    def now(self):
        return datetime(2026, 3, 12, 16, 0, tzinfo=timezone(timedelta(hours=1)))

    def monotonic(self):
        return 1000.0


class Room(QObject):
    """The program, and what can happen to it while a family reads."""

    def __init__(self, app, folder):
        super().__init__()
        self.app = app
        self.note = ""
        vault = make_profile(folder / "profile", Still())
        make_joined(vault, Still())
        vault.lock()
        settings = ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)
        door = Door(lambda: make_workshop(Still(), folder), folder / "profile")
        self.tasks = Tasks()
        self.window = AppWindow(door, self.tasks, settings, LookChoice(app, settings))
        self.window.setGeometry(0, 0, 1200, 760)
        self.window.show()
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._read)

    @property
    def family(self):
        current = self.window.session.window.current() if self.window.session else None
        return current if hasattr(current, "stage") else None

    def _read(self):
        line = sys.stdin.readline()
        word, _, rest = line.strip().partition(" ")
        if not word:
            self._input.setEnabled(False)
            self.app.exit()  # `quit` asks the windows first, and one that is at work locks instead of closing
            return
        getattr(self, f"do_{word}")(rest)

    def tell(self, **what):
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

    def when(self, true, then):
        """Wait without standing still."""
        found = False
        with suppress(AttributeError):
            found = true()
        if found:
            then()
        else:
            QTimer.singleShot(SOON_MS, self, lambda: self.when(true, then))

    def do_unlock(self, _rest):
        self.when(self.tasks.idle, lambda: self.window.unlock.unlock_asked.emit(PASSPHRASE))
        self.when(lambda: self.window.session is not None and self.window.session.window.current(), self.do_seen)

    def do_show(self, _rest):
        """From the note to the family's screen, as a person goes."""
        session = self.window.session
        self.note = self.note or marked_note(session.desk)
        session.main.go(Place("note", self.note))
        session.main.go(Place("family", self.note))
        if self.family.stack.currentWidget() is not self.family.room:
            self.family.end.again_asked.emit()

        def ready():
            return self.family.asking.opened is not None and self.family.room.show_it.isEnabled()

        self.when(ready, self._show)

    def _show(self):
        self.window.activateWindow()
        self.family.room.show_it.click()
        self.when(lambda: self.family.stage.window and self.family.stage.guard.works, self.do_seen)

    def do_leave(self, _rest):
        """Go back to Today, where there is an open profile to do it in."""
        if self.window.session is not None:
            self.window.session.main.go(Place("today"))
        self.do_seen()

    def do_again(self, _rest):
        """Press *Show again*, as only a person does."""
        self.family.console.controls.dark.click()
        self.when(lambda: self.family.stage.guard.works or self.family.showing.blanked, self.do_seen)

    def do_screens(self, count):
        self.when(lambda: len(self.app.screens()) == int(count), self.do_seen)

    def do_blanked(self, _rest):
        """Say why nothing is shown, as soon as something is told."""
        self.when(lambda: self.family.showing.blanked, self.do_seen)

    def do_key(self, _rest):
        self._begin()
        if not self.family.showing.blanked:  # a machine that stood still was covered already
            QTest.keyClick(self.family.console, Qt.Key.Key_F8)

    def do_hang(self, seconds):
        self._begin()
        time.sleep(float(seconds))

    def do_case(self, _rest):
        self._begin()
        self.window.session.main.go(Place("case", "c-prov-02"))

    def do_lock(self, _rest):
        self._begin()
        self.window.lock()

    def do_curtain(self, _rest):
        self._begin()
        self.family.stage.guard._process.kill()

    def do_mark(self, _rest):
        """The hub tells of a protected word that stands in what is shown; as an exchange does it, on its lane."""
        self._hub_tells([{"term": "Karin", "kind": "other_person", "why": "sekretess_annan", "match": "name"}])

    def do_unmark(self, _rest):
        self._hub_tells([])

    def _hub_tells(self, terms):
        session = self.window.session
        desk = session.desk
        case = next(each for each in shipped("demo/import.json")["cases"] if each["id"] == CASE)
        marked = {**case, "protected_terms": [*case["protected_terms"], *terms]}
        at = reference.version(desk.vault)
        delta = ReferenceDelta(EPOCH, "u-tove", at, at + 1, (Item(ItemType.CASE, CASE, marked),))

        def work(job):
            cases = reference.apply_reference(desk.vault, delta.seal(HUB_KEY))
            self._begin()
            job.report(changed("cases", *cases))

        self.tasks.run(
            Lane.HUB, work, owner=self, done=lambda _none: None, failed=session.main.explain, report=session.sync._tell
        )

    def do_closed(self, _rest):
        """Wait until the note was looked at again."""
        self.when(lambda: self.family.showing.blanked == "closed", self.do_seen)

    def do_uncurtained(self, _rest):
        """Wait until it is known that the curtain is gone; a machine that stood still may have emptied it before."""
        self.when(lambda: self.family.showing.blanked and not self.family.stage.guard.works, self.do_seen)

    def do_seen(self, _rest=""):
        family = self.family
        window = family.stage.window if family else None
        showing = family.showing if family else None
        self.tell(
            where=None if window is None else [window.screen().name(), *window.geometry().getRect()],
            empty=None if window is None else window.page.empty,
            blank=showing.blanked if showing else None,
            curtain=bool(family and family.stage.guard.works),
            windows=sorted(type(w).__name__ for w in self.app.topLevelWidgets() if w.isVisible()),
            titles=sorted({w.windowTitle() for w in self.app.topLevelWidgets() if w.isVisible()}),
            door=self.window.session is None,
            entries=entries(self.window.session.desk, self.note) if self.note and self.window.session else [],
            picture=bool(family and family.console and family.console.picture.isVisible()),
        )

    def _begin(self):
        self.tell(at=time.monotonic())


def main():
    app = QApplication(sys.argv[:1])
    load_fonts(RESOURCES / "fonts")
    apply_look(app, Look(LIGHT, 100, RESOURCES))
    with tempfile.TemporaryDirectory() as folder:
        room = Room(app, Path(folder))
        room.tell(ready=True)
        app.exec()
        if room.window.session is not None:
            room.window.session.end()
        room.tasks.close()


if __name__ == "__main__":
    main()
