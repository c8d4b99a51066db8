"""The whole desktop app in a process of its own, worked in by a script: typing, speaking, scrolling, exchanging.

Run as a program by `desktop_person.Desktop`; acts on lines of JSON like `rig_window`. Every key that has been dealt
with is told at once on standard output, so that whoever kills this process knows what had been typed and when.
"""

import itertools
import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit

from desktop_voice import FileVoice, timed
from fieldnotes.casework import write_note
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.tasks import Tasks
from fieldnotes.ui.worker.editor import screen as editor_screen
from fieldnotes.ui.worker.today_view import TodayScreen
from fieldnotes.vault import opening
from one_desk import PASSPHRASE, RESOURCES, make_workshop, shipped
from rig_window import Beats
from vault_writer import RealClock

PATIENT = 240
PLACES = [("grunddata", "purpose"), ("iakttagelser", "obs"), ("information", "note")]
KEY_EACH, SCROLL_EACH, EXCHANGE_EACH, TURN_EACH, TALK_EACH, TALK = 0.12, 0.4, 20.0, 9.0, 40.0, 12.0
"""Seconds: a fast typist, a hand on the wheel, a busy network, a restless mind; spoken for TALK of every TALK_EACH."""
WORDS = "Elsa visade sitt rum och berättade att hon väcker mamma på morgonen när klockan har ringt två gånger. "


class Desktop(QObject):
    """The window and what may be asked of it: each method named `do_…` is a question."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.beats = None
        self._waiting = b""
        self._timers = []
        self.counts = {"keys": 0, "exchanges": 0, "talks": 0, "turns": 0, "scrolls": 0}
        self.tasks = Tasks()
        self.clock = RealClock()
        settings = ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)
        application = QApplication.instance()
        door = Door(lambda: make_workshop(self.clock, folder), folder / "profile")
        self.window = AppWindow(door, self.tasks, settings, LookChoice(application, settings))
        self._ears = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ears.activated.connect(self._hear)

    @property
    def session(self):
        return self.window.session

    @property
    def editor(self):
        return self.session.window.current()

    def do_unlock(self):
        """Show the window and open the profile; give the seconds from the passphrase to Today.

        `derivation` is the part of them that the key took; `settled` when older notes had been looked through.
        """
        self.window.resize(1366, 768)
        self.window.show()
        self._until(self.window.isVisible)
        self._until(self.tasks.idle)
        derived = timed(opening, "open_with_passphrase")
        QTest.keyClicks(self.window.unlock._passphrase.edit, PASSPHRASE[:1])
        self._until(self.tasks.idle)  # a person types longer than that
        worked, begun = time.process_time(), time.monotonic()
        self.window.unlock.unlock_asked.emit(PASSPHRASE)
        self._until(lambda: self.session is not None and self._at_home(), each=1)
        today, worked = time.monotonic() - begun, time.process_time() - worked
        self._until(self.tasks.idle)
        key, key_work = derived
        return {
            "today": today,
            "derivation": key,
            "beyond": today - key,
            "work_beyond": worked - key_work,
            "settled": time.monotonic() - begun,
        }

    def do_begin(self):
        """Begin a note, its three texts empty; give its id."""
        return write_note.add(self.session.desk, "c-prov-01", "hembesok").note

    def do_begin_largest(self, times):
        """Begin a note that holds the shipped visit, its observations so many times."""
        sections = shipped("demo/notes/prov-01.json")["sections"]
        seen = sections["iakttagelser"]["obs"][0]
        sections["iakttagelser"]["obs"] = [
            {**seen, "text": seen["text"].replace(". ", f" ({row}). ") + f" {row}."} for row in range(times)
        ]  # no sentence twice: what is met again is cheaper
        return write_note.add(self.session.desk, "c-prov-01", "hembesok", {"sections": sections}).note

    def do_open(self, note):
        """Open a note; give the seconds until its first section can be typed in and has been painted."""
        worked, begun = time.process_time(), time.monotonic()
        self.window.activateWindow()
        self.session.main.go(Place("note", note))
        self._until(lambda: getattr(getattr(self.editor, "note", None), "opened", None) is not None, each=1)
        self.editor.repaint()
        seconds, worked = time.monotonic() - begun, time.process_time() - worked
        self._until(self.tasks.idle)
        self.editor.view.form.build_all()
        return {"seconds": seconds, "work": worked}

    def do_home(self):
        """Go back to Today; give the seconds until it is there."""
        begun = time.monotonic()
        self.session.main.go(Place("today"))
        self._until(self._at_home, each=1)
        return time.monotonic() - begun

    def do_find(self, text):
        """Search an open case of which nothing is ready, and again when all is.

        Gives the seconds until the first places are shown (`early`), and until all are (`ready`).
        """
        self.session.main.go(Place("case", "c-prov-01"))
        screen = self.session.window.current()
        self._until(lambda: screen._timeline and self.tasks.idle(), each=1)
        self.session.desk.searched.clear()
        self.session.desk.vault.forget_decoded()
        found = {"early": self._search(screen, text[:-1], "…")}
        self._until(self.tasks.idle)
        found["ready"] = self._search(screen, text, "")
        self.session.main.go(Place("today"))
        return found

    def _search(self, screen, text, ending):
        """Type into the search of a case; give the seconds until the first places are shown."""
        shown, show = [], screen.show_hits
        screen.show_hits = lambda rows, summary: (show(rows, summary), shown.append(summary))
        begun = time.monotonic()
        screen._line.setText(text)
        self._until(lambda: shown, each=1)
        seconds = time.monotonic() - begun
        del screen.show_hits
        assert shown[0].endswith(ending), shown
        return seconds

    def do_beats(self):
        """Begin to measure, or give how late each beat was since this was asked last; sorted."""
        if self.beats is None:
            self.beats = Beats()
        return self.beats.since_asked()

    def do_work(self):
        """Begin to type, turn, scroll, exchange and speak, and go on."""
        letters = itertools.cycle(WORDS)
        turns = itertools.cycle(PLACES)
        self._turn(next(turns))
        self._each(KEY_EACH, lambda: self._type(next(letters)))
        self._each(TURN_EACH, lambda: self._turn(next(turns)))
        self._each(SCROLL_EACH, self._scroll)
        self._each(EXCHANGE_EACH, self._exchange)
        self._each(TALK_EACH, self._talk)

    def do_rest(self):
        """Do no more, and give how often what was done."""
        for timer in self._timers:
            timer.stop()
        if self.editor.dictation.listening:
            self.editor.dictation.stop()
        self._until(lambda: not self.editor.dictation.listening and not self.editor.note.speaking)
        self._until(self.tasks.idle)
        return self.counts

    def do_type_on(self, run):
        """Type numbered words, now here, now there, for ever; each is told once its last letter is in."""
        self._run, self._number, self._left, self._place = run, 0, "", PLACES[0]
        self._turn(self._place)
        self._each(0.008, self._type_numbered)

    def do_close(self):
        """End as a person would."""
        self.window.lock()
        QTimer.singleShot(0, QApplication.instance().quit)

    def _at_home(self):
        """Say whether Today is in front and has been read."""
        return isinstance(self.editor, TodayScreen) and "·" in self.editor._title.text()

    def _type(self, letter):
        hand = QApplication.focusWidget()
        if isinstance(hand, QPlainTextEdit | QTextEdit):
            self.counts["keys"] += 1
            write(hand, letter)

    def _type_numbered(self):
        if not self._left:
            if self._number % 25 == 24:
                self._place = PLACES[(self._number // 25 + 1) % len(PLACES)]
                self._turn(self._place)
            self._number += 1
            self._left = f"r{self._run}n{self._number} "
        hand = QApplication.focusWidget()
        if not isinstance(hand, QPlainTextEdit | QTextEdit):
            tell({"nowhere": type(hand).__name__})
            self._turn(self._place)
            return
        letter, self._left = self._left[0], self._left[1:]
        write(hand, letter)
        if not self._left:
            tell({"typed": f"r{self._run}n{self._number}", "place": list(self._place), "at": time.monotonic()})

    def _turn(self, place):
        self.counts["turns"] += 1
        if not self.editor.dictation.listening:
            self.editor.view.go(*place)

    def _scroll(self):
        self.counts["scrolls"] += 1
        bar = self.editor.view.form.verticalScrollBar()
        step = 120 if (self.counts["scrolls"] // 8) % 2 else -120
        bar.setValue(bar.value() + step)

    def _exchange(self):
        self.counts["exchanges"] += 1
        self.session.sync.ask_now()

    def _talk(self):
        if self.editor.dictation.listening:
            return
        self.counts["talks"] += 1
        self.editor.dictation.toggle()
        QTimer.singleShot(int(TALK * 1000), self, self._hush)

    def _hush(self):
        if self.editor.dictation.listening:
            self.editor.dictation.stop()

    def _each(self, seconds, act):
        timer = QTimer(self)
        timer.timeout.connect(act)
        timer.start(int(seconds * 1000))
        self._timers.append(timer)

    def _hear(self):
        read = os.read(sys.stdin.fileno(), 1 << 16)
        if not read:
            QApplication.instance().exit(1)
        *lines, self._waiting = (self._waiting + read).split(b"\n")
        for line in lines:
            question = json.loads(line)
            tell({"answer": getattr(self, f"do_{question.pop('do')}")(**question)})

    def _until(self, true, each=10):
        """Let the window run until it is so."""
        begun = time.monotonic()
        while not true():
            if time.monotonic() - begun > PATIENT:
                raise TimeoutError
            QTest.qWait(each)


def write(hand, letter):
    """Strike one key; letters beyond ASCII reach the text as a keyboard's do."""
    if letter.isascii():
        QTest.keyClick(hand, letter)
    else:
        QTest.sendKeyEvent(QTest.KeyAction.Click, hand, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)


def tell(what):
    """Say one line at once; one write, so that a kill leaves it whole or out."""
    os.write(sys.stdout.fileno(), json.dumps(what).encode() + b"\n")


def main(folder):
    editor_screen.Microphone = FileVoice
    application = QApplication(["fieldnotes"])
    load_fonts(RESOURCES / "fonts")
    apply_look(application, Look(LIGHT, 100, RESOURCES))
    desktop = Desktop(folder)
    status = application.exec()
    desktop.tasks.close()
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
