"""Looks and language in one place: at the door and at work, by button and key, seen at once and remembered."""

import gettext

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from fieldnotes.language import translation
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.palettes import DARK, LIGHT
from fieldnotes.ui.shared.theme import Look, apply_look, current_look
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.display_panel import DisplayPanel
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.language_switch import speak_qt
from fieldnotes.ui.shell.look_choice import LookChoice
from one_desk import PASSPHRASE, RESOURCES, make_joined, make_profile, make_workshop


def speak(language):
    """As boot does."""
    catalogue = gettext.NullTranslations()
    if language == "sv":
        with (RESOURCES / "locale/sv/fieldnotes.mo").open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
    translation.speak(language, catalogue)


@pytest.fixture
def remembered():
    return []


@pytest.fixture
def window(qtbot, qapp, tasks, tmp_path, held_clock, remembered):
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    settings = ScreenSettings(
        resources=RESOURCES,
        theme="light",
        sync_minutes=600,
        speak=speak,
        remember_look=lambda *chosen: remembered.append(chosen),
    )
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    made = AppWindow(door, tasks, settings, LookChoice(qapp, settings))
    made.show()
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    yield made
    made.close()
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    made.deleteLater()
    speak("en")
    speak_qt(qapp)
    apply_look(qapp, Look(LIGHT, 100, RESOURCES))


def at_the_door(window):
    [button] = [each for each in window.unlock.findChildren(QPushButton) if each.text().startswith("Display")]
    button.click()
    [panel] = window.findChildren(DisplayPanel)
    assert panel.isVisible()
    return panel


def test_colours_and_size_hold_at_once_and_are_remembered(window, remembered):
    panel = at_the_door(window)
    assert panel.colours["light"].isChecked()
    assert panel.sizes["100"].isChecked()
    panel.colours["dark"].click()
    assert current_look().palette is DARK
    panel.sizes["150"].click()
    assert current_look().scale == 150
    assert remembered == [("dark", 100), ("dark", 150)]
    assert panel.isVisible()


def test_the_door_speaks_the_language_chosen_there(window, qtbot, tasks):
    panel = at_the_door(window)
    panel.languages["sv"].click()
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    words = [each.text() for each in window.unlock.findChildren(QPushButton)]
    assert "Lås upp" in words
    assert window.stack.currentWidget() is window.unlock
    assert not any(each.isVisible() for each in window.findChildren(DisplayPanel))


def test_at_work_it_opens_by_key_by_button_and_by_name(window, qtbot, tasks):
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    session = window.session
    session.window.top._display.click()
    [panel] = window.findChildren(DisplayPanel)
    assert panel.isVisible()
    qtbot.keyClick(panel.colours["light"], Qt.Key.Key_Escape)
    assert panel.isHidden()
    [command] = [each for each in session._commands if each.key == "#display"]
    assert command.keys == "Ctrl+,"
    session.find.search("language")
    qtbot.waitUntil(lambda: any(row.key == "#display" for row in session.finder.rows.rows.rows), timeout=20_000)
    session.find.choose("#display")
    assert panel.isVisible()
    panel.close_over()
