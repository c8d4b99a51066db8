"""A process that works on a profile until it is killed, telling each act once it is acknowledged.

Typing goes through the real editor window (offscreen) under its own autosave; the rest through casework and sync.
"""

import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from fieldnotes.casework import attach, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import entries
from one_desk import RESOURCES, make_workshop, shipped
from vault_samples import consent, open_quickly
from vault_writer import RealClock

CASE = "c-prov-01"
WHY = {"*": "Provkörning."}
FIELD = ("bedomning", "best_interest")
LETTERS = "elsa vaknar och mamma sover "
"""What is typed over and over, one letter each 15 ms: three times as fast as the fastest hand."""
EACH = 15


def work_on(folder: Path, recovery_key: str, what: str, about: str, told: Connection) -> None:
    """Open the profile and do one kind of work, for ever."""
    vault = open_quickly(folder, recovery_key)
    clock = RealClock()
    desk = Desk(make_workshop(clock, folder.parent), vault, unlocked=clock.now())
    WORK[what](desk, about, lambda *words: told.send(words))


def type_on(desk: Desk, note: str, tell: Callable) -> None:
    """Type into a note; tell each letter and when it was typed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from editor_window import FileSource, type_text
    from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look, load_fonts
    from fieldnotes.ui.tasks import Tasks
    from fieldnotes.ui.worker.editor.screen import EditorScreen

    application = QApplication(["fieldnotes"])
    load_fonts(RESOURCES / "fonts")
    apply_look(application, Look(LIGHT, 100, RESOURCES))
    screen = EditorScreen(Alone(desk, Tasks()), note, FileSource())
    screen.show()
    screen.entered()
    while screen.note.opened is None:
        application.processEvents()
    screen.view.form.build_all()
    screen.view.go(*FIELD)
    text = screen.view.form.field(*FIELD).spoken()
    text.moveCursor(text.textCursor().MoveOperation.End)
    typed = 0

    def one_letter() -> None:
        nonlocal typed
        type_text(text, LETTERS[typed % len(LETTERS)])
        typed += 1
        tell("typed", time.monotonic())

    timer = QTimer()
    timer.timeout.connect(one_letter)
    timer.start(EACH)
    application.exec()


def sign_on(desk: Desk, _about: str, tell: Callable) -> None:
    """Write a note and sign it, again and again."""
    data = shipped("demo/notes/prov-01.json")
    while True:
        note = write_note.add(desk, CASE, "hembesok", data).note
        tell("draft", note)
        tell("act", sign.sign(desk, note, WHY).hash)


def attach_on(desk: Desk, photo: str, tell: Callable) -> None:
    """Attach a file to a draft, and sign each third."""
    data = shipped("demo/notes/prov-01.json")
    while True:
        note = write_note.add(desk, CASE, "hembesok", data).note
        for _ in range(3):
            tell("attached", attach.attach(desk, note, Path(photo)).attachment)
        tell("act", sign.sign(desk, note, WHY).hash)


def sync_on(desk: Desk, _about: str, tell: Callable) -> None:
    """File acts and exchange with the hub."""
    while True:
        made = [entries.file_act(desk.vault, consent(desk.clock, CASE), desk.clock).hash for _ in range(3)]
        for digest in made:
            tell("act", digest)
        exchange(desk.vault, desk.clock)
        for digest in made:
            tell("received", digest)


WORK: dict[str, Callable] = {"type": type_on, "sign": sign_on, "attach": attach_on, "sync": sync_on}


class Alone:
    """What the editor asks of its window, when there is no more window than the editor."""

    def __init__(self, desk: Desk, tasks: object) -> None:
        self.desk, self.tasks = desk, tasks

    def say(self, _text: str, **_how: object) -> None:
        """Nobody listens."""

    def explain(self, error: Exception) -> None:
        """A problem here is a failure of the test."""
        raise error

    def go(self, _place: object) -> None:
        """There is nowhere to go."""
