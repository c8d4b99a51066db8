"""The whole program locks while the family reads: the copy is gone, the door is back, nothing is left open.

rules: SEC-1, SEC-9
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from family_room import Screens, forget_windows, marked_note
from fieldnotes.ui.family.family_window import FamilyWindow
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from one_desk import PASSPHRASE, make_joined, make_profile, make_workshop


@pytest.fixture
def program(qtbot, qapp, tasks, tmp_path, held_clock, screen_settings):
    """The program at work, with one note open and the keyboard in it."""
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    window = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings))
    window.show()
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    window.session.main.go(Place("note", marked_note(window.session.desk)))
    editor = window.session.window.current()
    qtbot.waitUntil(lambda: editor.note.opened is not None, timeout=10_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    if window.session is not None:
        with qtbot.waitSignal(window.locked, timeout=10_000):
            window.lock()
    window.hide()
    window.deleteLater()
    forget_windows()


def copies():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, FamilyWindow) and w.isVisible()]


def test_f11_leads_from_the_note_to_the_copy_and_lock_takes_it_away(program, qtbot, tasks):
    """rules: SEC-1, SEC-9"""
    qtbot.keyClick(QApplication.focusWidget() or program, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: program.session.main.here.screen == "family", timeout=10_000)
    family = program.session.window.current()
    family._displays = family.stage._displays = Screens()
    qtbot.waitUntil(family.room.show_it.isEnabled, timeout=10_000)
    family.room.show_it.click()
    qtbot.waitUntil(lambda: bool(copies()), timeout=10_000)
    assert not program.isVisible()
    (copy,) = copies()
    with qtbot.waitSignal(program.locked, timeout=10_000):
        program.lock()
    assert copies() == []
    assert copy.page.empty
    assert program.isVisible()
    assert program.stack.currentWidget() is program.unlock
    assert program.windowTitle() == "FieldNotes"


def test_ctrl_l_over_a_lone_laptop_locks_the_whole_program(program, qtbot):
    """rules: SEC-1, SEC-9"""
    qtbot.keyClick(QApplication.focusWidget() or program, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: program.session.main.here.screen == "family", timeout=20_000)
    family = program.session.window.current()
    family._displays = family.stage._displays = Screens()
    qtbot.waitUntil(family.room.show_it.isEnabled, timeout=20_000)
    family.room.show_it.click()
    qtbot.waitUntil(lambda: bool(copies()), timeout=20_000)
    (copy,) = copies()
    copy.activateWindow()
    qtbot.waitUntil(copy.isActiveWindow, timeout=20_000)
    with qtbot.waitSignal(program.locked, timeout=20_000):
        qtbot.keyClick(copy, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert copies() == []
    assert program.stack.currentWidget() is program.unlock
