"""The computer goes to sleep while somebody types: the last word is saved, and nothing can be taken back out of memory.

rules: SEC-9
"""

import json

import pytest
import shiboken6
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from family_room import marked_note
from fieldnotes.casework import profile, read_note
from fieldnotes.ui.app import listen_to_system
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.system_lock import SystemLock
from one_desk import PASSPHRASE, make_joined, make_profile, make_workshop

LAST_WORDS = "Hon viskade: glöm inte nallen."


def writable(editor):
    """The texts of a draft that a person can type into just now."""
    found = [text for kind in (QPlainTextEdit, QTextEdit) for text in editor.findChildren(kind)]
    return [text for text in found if text.isVisible() and not text.isReadOnly()]


@pytest.fixture
def typing(qtbot, qapp, tasks, tmp_path, held_clock, screen_settings):
    """The program with a draft open and the keyboard in one of its texts; gives window, note and the text."""
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    window = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings))
    window.show()
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    note = marked_note(window.session.desk)
    window.session.main.go(Place("note", note))
    editor = window.session.window.current()
    qtbot.waitUntil(lambda: editor.note.opened is not None, timeout=10_000)
    qtbot.waitUntil(lambda: bool(writable(editor)), timeout=10_000)
    text = writable(editor)[0]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    text.setFocus()
    yield window, note, text
    window.hide()
    window.deleteLater()


def test_the_focused_field_is_saved_when_the_computer_sleeps_and_undo_is_gone(typing, qtbot, tmp_path, held_clock):
    window, note, text = typing
    listen_to_system(window)
    (heard,) = window.findChildren(SystemLock)
    document: QTextDocument = text.document()
    text.insertPlainText(LAST_WORDS)
    assert text.hasFocus()
    assert document.isUndoAvailable()
    with qtbot.waitSignal(window.locked, timeout=10_000):
        heard.sleeping(True)
    qtbot.waitUntil(lambda: not shiboken6.isValid(text), timeout=5_000)
    assert not shiboken6.isValid(document)
    desk = profile.unlock(make_workshop(held_clock, tmp_path), tmp_path / "profile", PASSPHRASE)
    shown = json.dumps(read_note.show(desk, note).to_json(), ensure_ascii=False)
    profile.lock(desk)
    assert LAST_WORDS in shown
