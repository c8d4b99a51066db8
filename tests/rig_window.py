"""The real editor with the real microphone, in a process of its own: acts on lines of JSON and tells what was painted.

Run as a program by `dictating_window.DictatingWindow`. Times are the machine's monotonic seconds, the same in every
process. What it tells of sound goes through the pipe only: it leaves no clear sample on the disk.
"""

import base64
import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor_window import begin
from fieldnotes.casework import dictate
from fieldnotes.casework.hearing import recogniser
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
from fieldnotes.ui.tasks import Tasks
from fieldnotes.ui.worker.editor.screen import EditorScreen
from fieldnotes.ui.worker.editor.writing import Writing
from fieldnotes.vault import take_rows, takes
from killed_work import Alone
from one_desk import RESOURCES, make_desk
from vault_writer import RealClock

BEAT = 10
"""Milliseconds between two beats of the timer whose lateness is the window's delay."""


class Painted(QObject):
    """Looks at every surface for speech after it has been painted, and at the bar."""

    def __init__(self, tell):
        super().__init__()
        self._tell = tell
        self._last = {}
        self.button = None

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            surface = watched.parentWidget()
            if isinstance(surface, Writing):
                QTimer.singleShot(0, self, lambda: self._look(surface))
            if watched is self.button:
                QTimer.singleShot(0, self, self._look_at_bar)
        return False

    def _look_at_bar(self):
        said = self.button.text()
        if self._last.get("bar") != said:
            self._last["bar"] = said
            self._tell("bar", button=said)

    def _look(self, surface):
        now = (surface.text(), surface.heard())
        if self._last.get(id(surface)) != now:
            self._last[id(surface)] = now
            self._tell("painted", name=surface.accessibleName(), text=now[0], grey=now[1])


class Beats(QObject):
    """A timer that should ring each 10 ms; how late it rings is what a person would wait."""

    def __init__(self):
        super().__init__()
        self.late = []
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._rang)
        self._timer.start(BEAT)

    def since_asked(self):
        late, self.late = sorted(self.late), []
        return late

    def _rang(self):
        now = time.monotonic()
        if self._due:
            self.late.append(max(0.0, now - self._due))
        self._due = now + BEAT / 1000


class RigWindow(QObject):
    """The window and what may be asked of it: each method named `do_…` is a question."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.events = []
        self._waiting = b""
        self._heard = bytearray()
        self.tasks = Tasks()
        self.clock = RealClock()
        self.beats = Beats()
        self.painted = Painted(self.tell)
        QApplication.instance().installEventFilter(self.painted)
        self._watch_live()
        self._ears = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ears.activated.connect(self._hear)

    def tell(self, what, **values):
        self.events.append({"what": what, "at": time.monotonic(), **values})

    def do_open(self, note=None):
        """Open the profile (made the first time) and the note (begun unless named)."""
        self.desk = make_desk(self.folder, self.clock) if note is None else reopened(self.folder, self.clock)
        self.note = note or begin(self.desk)
        self.screen = EditorScreen(Alone(self.desk, self.tasks), self.note)
        self.screen._source.frames.connect(self._frame)
        self.painted.button = self.screen.view.dock.button
        self.screen.resize(1366, 840)
        self.screen.show()
        self.screen.entered()
        self._until(lambda: self.screen.note.opened is not None)
        self.screen.view.form.build_all()
        self.screen.activateWindow()
        self._until(self.tasks.idle)
        return self.note

    def do_go(self, section, field):
        self.screen.view.go(section, field)
        return self.do_hand()

    def do_press(self, key, modifier="NoModifier"):
        """Press one key where the keyboard is; tell when."""
        hand = QApplication.focusWidget() or self.screen
        self.tell("pressed", key=key)
        QTest.keyClick(hand, getattr(Qt.Key, f"Key_{key}"), getattr(Qt.KeyboardModifier, modifier))
        return self.events[-1]["at"]

    def do_hand(self):
        hand = QApplication.focusWidget()
        return hand.accessibleName() if hand else ""

    def do_state(self):
        dock = self.screen.view.dock
        return {
            "listening": self.screen.dictation.listening,
            "speaking": self.screen.note.speaking,
            "saved": self.screen.note.saved,
            "button": dock.button.text(),
            "words": dock.words.text(),
            "live": self.screen.view.live,
            "samples": len(self._heard) // 2,
            "platform": QApplication.platformName(),
            "microphone": self.screen._source.name(),
        }

    def do_values(self):
        """What stands in the form now."""
        return json.loads(json.dumps(self.screen.view.form.values(), default=list))

    def do_stored(self):
        """What the vault holds of the note."""
        return json.loads(json.dumps(fetch(self.desk, self.note).sections, default=list))

    def do_click(self, button):
        """Click a button of the bar by its name there; it must be in sight."""
        QTest.mouseClick(seen(getattr(self.screen.view.dock, button)), Qt.MouseButton.LeftButton)

    def do_in_one_go(self, section):
        """What a section would hold had all that was sealed been heard at once, by another note."""
        (row,) = take_rows.takes_of(self.desk.vault, self.note)
        sound = list(takes.frames(self.desk.vault, row.id))
        other = begin(self.desk)
        heard = recogniser(self.desk.workshop, None).recognise(sound, row.rate)
        SpokenDraft(self.desk, fetch(self.desk, other), row.place).add(heard)
        return json.loads(json.dumps(fetch(self.desk, other).sections[section], default=list))

    def do_grey(self):
        """Words that are still grey anywhere, painted or out of sight."""
        return [surface.heard() for surface in self.screen.findChildren(Writing) if surface.heard()]

    def do_events(self):
        events, self.events = self.events, []
        return events

    def do_handed_over(self):
        """All that the microphone has handed over."""
        return _as_text([self._heard])

    def do_takes(self):
        """Every take's samples, as they were sealed."""
        rows = take_rows.takes_of(self.desk.vault, self.note)
        return [
            {"id": row.id, "rate": row.rate, "open": row.open, "pcm": _as_text(takes.frames(self.desk.vault, row.id))}
            for row in rows
        ]

    def do_delays(self):
        """How late the timer rang since this was asked last, in seconds, the longest last."""
        return self.beats.since_asked()

    def do_memory(self):
        """Resident kilobytes now and at most, of this process and of those it started."""
        children = {str(pid): _memory(pid) for pid in _children(os.getpid())}
        return {"window": _memory(os.getpid()), "children": children}

    def do_processor(self):
        """Processor seconds of this process and of those it started, ended ones too."""
        mine = os.times()
        return {"window": mine.user + mine.system, "children": sum(_spent(pid) for pid in _children(os.getpid()))}

    def do_picture(self, path):
        self.screen.grab().save(path)

    def do_close(self):
        self.screen.left()
        self._until(lambda: not self.screen.dictation.listening and self.tasks.idle())
        self.screen.close()
        self.tasks.close()
        self.desk.vault.lock()
        QTimer.singleShot(0, QApplication.instance().quit)

    def _frame(self, pcm):
        self._heard += pcm
        self.tell("frame", samples=len(pcm) // 2)

    def _watch_live(self):
        """Write down what the running dictation tells, beside what the window makes of it."""
        told, polled, ran, seen = self.tell, dictate.LiveDictation.poll, dictate.LiveDictation.run, set()

        def poll(live):
            words = polled(live)
            for utterance in words.utterances:
                if utterance.id not in seen:
                    seen.add(utterance.id)
                    told("settled", id=utterance.id, take=utterance.take, words=_words(utterance.words))
            return words

        def run(live, *given):
            told("running")
            heard = ran(live, *given)
            told("heard", words=[str(word.word) for word in heard.words])
            return heard

        dictate.LiveDictation.poll, dictate.LiveDictation.run = poll, run

    def _hear(self):
        read = os.read(sys.stdin.fileno(), 1 << 16)
        if not read:
            QApplication.instance().exit(1)
        *lines, self._waiting = (self._waiting + read).split(b"\n")
        for line in lines:
            question = json.loads(line)
            answer = getattr(self, f"do_{question.pop('do')}")(**question)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()

    def _until(self, true):
        """Let the window run until it is so; only for the few moments when nothing is measured."""
        begun = time.monotonic()
        while not true():
            if time.monotonic() - begun > 30:
                raise TimeoutError
            QTest.qWait(10)


def reopened(folder, clock):
    """Unlock the profile that an earlier window made."""
    from fieldnotes.casework.desk import Desk
    from fieldnotes.vault.opening import unlock
    from one_desk import PASSPHRASE, make_workshop

    return Desk(make_workshop(clock, folder), unlock(folder / "profile", PASSPHRASE, clock), unlocked=clock.now())


def seen(widget):
    assert widget.isVisible(), widget.accessibleName()
    return widget


def _words(words):
    return [[str(word.word), word.start, word.end] for word in words]


def _as_text(frames):
    return base64.b64encode(b"".join(frames)).decode()


def _children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            found += [int(child), *_children(child)]
    return found


def _memory(pid):
    rows = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines())
    return {"now": int(rows["VmRSS"].split()[0]), "most": int(rows["VmHWM"].split()[0])}


def _spent(pid):
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(folder):
    application = QApplication(["fieldnotes"])
    load_fonts(RESOURCES / "fonts")
    apply_look(application, Look(LIGHT, 100, RESOURCES))
    window = RigWindow(folder)
    status = application.exec()
    del window
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
