"""The help says what the program does: its keys, its words, its spoken commands; and it can be opened and read."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication

from fieldnotes.ui.shell.help_panel import help_words
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.session import Session
from one_desk import RESOURCES, shipped
from speech_samples import places

WINDOWS = Path(__file__).parents[2] / "src" / "fieldnotes" / "ui"
README = Path(__file__).parents[2] / "README.md"
LANGUAGES = ("sv", "en")
SHEET = "shortcut_panel.py"
"""The sheet of keys tells them, too; what it says proves nothing."""
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in WINDOWS.rglob("*.py") if path.name != SHEET)
IN_PARTS = {"Ctrl+Shift+Return": 'f"{key}Return"', "Esc": "Key_Escape"}
"""Keys that the code puts together, and what stands there instead."""


def page(language):
    return (RESOURCES / "help" / f"{language}.md").read_text(encoding="utf-8")


def keys_in(text):
    """The keys a page names, in the words of the code; a Swedish page names them as a Swedish keyboard does."""
    for swedish, code in (("Vänsterpil", "Left"), ("Uppil", "Up"), ("Nedpil", "Down"), ("Retur`", "Return`")):
        text = text.replace(swedish, code)
    return [key for key in re.findall(r"`([^`\n]+)`", text) if re.match(r"(Ctrl|Alt|Shift|F\d|Esc)", key)]


def words_on_screen(language):
    said = set()
    for catalogue in (RESOURCES / "locale" / "sv").glob("*.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="sv"):
                said.add(message.string if language == "sv" else message.id)
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_help_is_a_key_of_the_program(language):
    named = set(keys_in(page(language)))
    assert len(named) > 20
    assert {key for key in named if f'"{key}"' not in SOURCE and IN_PARTS.get(key, "\0") not in SOURCE} == set()


def test_every_key_on_the_sheet_is_a_key_of_the_program():
    """Return and Enter are two keys of one keyboard; the code names the one that Qt does."""
    text = (WINDOWS / "shell" / SHEET).read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:(?:Ctrl|Alt|Shift)\+)+[^"]+|F\d+)"', text))
    assert len(named) > 5
    assert {key for key in named if f'"{key}"' not in SOURCE} == set()


def test_every_key_of_the_readme_is_a_key_of_the_program():
    named = set(keys_in(README.read_text(encoding="utf-8")))
    assert "F1" in named
    assert {key for key in named if f'"{key}"' not in SOURCE} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_with_keys_is_in_the_help(language, session):
    named = {QKeySequence(key).toString() for key in keys_in(page(language))}
    assert {QKeySequence(c.keys).toString() for c in session._commands if c.keys} <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_the_help_sends_one_to_stands_on_the_screen(language):
    sent_to = set(re.findall(r"\*\*([^*]+)\*\*", page(language)))
    assert len(sent_to) > 8
    assert sent_to - words_on_screen(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spoken_command_of_the_help_is_understood(language):
    rules = shipped("words/spoken_sv.json")
    marks = {say for mark in rules["marks"] for say in mark["say"]}
    moves = {f"{rules['go_to']} {alias}" for alias in places()}
    understood = {rules["go_to"], *rules["undo"], *rules["breaks"], *marks, *moves}
    spoken = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", page(language))
    assert len(spoken) > 10
    assert set(spoken) <= understood


def test_both_pages_have_the_same_parts_and_are_one_page():
    swedish, english = (re.findall(r"^## .+", page(language), re.MULTILINE) for language in LANGUAGES)
    assert len(swedish) == len(english) == 10
    for language in LANGUAGES:
        assert len(page(language).split()) < 1300
    for one, other in zip(*(page(language).split("\n## ")[1:] for language in LANGUAGES), strict=True):
        assert sorted(set(keys_in(one))) == sorted(set(keys_in(other)))


def test_a_language_without_help_reads_the_swedish_page():
    assert help_words(RESOURCES, "fi") == page("sv")


@pytest.fixture
def session(qtbot, qapp, tasks, desk, screen_settings):
    made = Session(desk, tasks, screen_settings, LookChoice(qapp, screen_settings))
    made.window.resize(1000, 700)
    made.window.show()
    made.begin()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    yield made
    made.end()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    made.window.deleteLater()


@pytest.mark.parametrize("way", ["command", "sheet"])
def test_the_help_opens_from_the_sheet_of_keys_and_from_find_and_closes_with_esc(session, qtbot, way):
    if way == "sheet":
        session.open_keys()
        session.keys.help.click()
        assert session.keys.isHidden()
    else:
        session.open_find()
        session.find.choose("#help")
    panel = session.help
    assert panel.isVisible()
    assert QApplication.focusWidget() is panel.text
    text = panel.text.toPlainText()
    assert text.startswith("Help")
    assert "F9" in text
    assert "**" not in text
    heard = QAccessible.queryAccessibleInterface(panel.text)
    assert heard.text(QAccessible.Text.Name) == "Help"
    assert heard.role() == QAccessible.Role.EditableText or heard.textInterface() is not None
    before = panel.text.verticalScrollBar().value()
    qtbot.keyClick(panel.text, Qt.Key.Key_PageDown)
    assert panel.text.verticalScrollBar().value() > before
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert panel.isHidden()
