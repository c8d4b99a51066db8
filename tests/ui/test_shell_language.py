"""Another language while a note is open: what was typed is saved, the place is kept, and every word is the other's.

rules: LAN-1, DOC-1
"""

import gettext
import json

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTextEdit

from family_room import marked_note
from fieldnotes.casework import read_note
from fieldnotes.language import translation
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.buttons import shown_keys
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.language_switch import speak_qt
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from one_desk import PASSPHRASE, RESOURCES, make_joined, make_profile, make_workshop

LAST_WORDS = "Hon viskade: glöm inte nallen."


def speak(language):
    """As boot does."""
    catalogue = gettext.NullTranslations()
    if language == "sv":
        with (RESOURCES / "locale/sv/fieldnotes.mo").open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
    translation.speak(language, catalogue)


@pytest.fixture
def english(qapp):
    """English before and after, whatever a test chose."""
    yield
    speak("en")
    speak_qt(qapp)


@pytest.fixture
def at_work(qtbot, qapp, tasks, tmp_path, held_clock, english):
    """The program with a draft open; gives the window, the note and the languages that were chosen."""
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    chosen = []
    settings = ScreenSettings(
        resources=RESOURCES, sync_minutes=600, speak=lambda language: (speak(language), chosen.append(language))
    )
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    window = AppWindow(door, tasks, settings, LookChoice(qapp, settings))
    window.show()
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    note = marked_note(window.session.desk)
    window.session.main.go(Place("note", note))
    wait_for_note(qtbot, window)
    yield window, note, chosen
    window.lock()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    window.hide()
    window.deleteLater()


def texts_of(editor):
    found = [text for kind in (QPlainTextEdit, QTextEdit) for text in editor.findChildren(kind)]
    return [text for text in found if text.isVisible() and not text.isReadOnly()]


def wait_for_note(qtbot, window):
    editor = window.session.window.current()
    qtbot.waitUntil(lambda: editor.note.opened is not None and bool(texts_of(editor)), timeout=10_000)
    return editor


def words_of(window):
    found = [each for kind in (QLabel, QPushButton) for each in window.findChildren(kind)]
    return {each.text() for each in found}


def test_the_language_changes_with_the_note_open_and_the_last_word_saved(at_work, qtbot, tasks):
    window, note, chosen = at_work
    before = window.session
    editor = before.window.current()
    texts_of(editor)[0].insertPlainText(LAST_WORDS)
    window.session.find.choose("#speak-sv")
    qtbot.waitUntil(lambda: window.session is not before, timeout=10_000)
    assert chosen == ["sv"]
    assert window.session.main.here == Place("note", note)
    assert LAST_WORDS in str(wait_for_note(qtbot, window).note.opened.note.sections)
    assert {"Signera", "Visa för familjen"} <= words_of(window.session.window)
    assert "Sign" not in words_of(window.session.window)
    assert shown_keys("Shift+F8") == "Skift+F8"
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    saved = json.dumps(read_note.show(window.session.desk, note).to_json(), ensure_ascii=False)
    assert LAST_WORDS in saved


def test_the_door_speaks_the_chosen_language_and_the_way_back_stands_in_find(at_work, qtbot, tasks):
    window, _note, chosen = at_work
    before = window.session
    before.find.choose("#speak-sv")
    qtbot.waitUntil(lambda: window.session is not before, timeout=10_000)
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.lock()
    assert "Lås upp" in words_of(window.unlock)
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    assert window.session.desk.language == "sv"
    again = window.session
    again.find.choose("#speak-en")
    qtbot.waitUntil(lambda: window.session is not again, timeout=10_000)
    assert chosen == ["sv", "en"]
    assert shown_keys("Shift+F8") == "Shift+F8"
    QCoreApplication.sendPostedEvents()


def test_a_profile_that_is_locked_meanwhile_stays_locked(at_work, qtbot, tasks):
    window, _note, chosen = at_work
    window.session.find.choose("#speak-sv")
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.lock()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert window.session is None
    assert chosen == []
