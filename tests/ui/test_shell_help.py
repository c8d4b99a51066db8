"""The help says what the program does: its keys, its words, its spoken commands; and it can be opened and read."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication

from fieldnotes.ui.screen_settings import LANGUAGES as SPOKEN
from fieldnotes.ui.shared.buttons import shown_keys
from fieldnotes.ui.shell.help_panel import help_pages
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
SWEDISH = {"Skift": "Shift", "Vänster": "Left", "Upp": "Up", "Ned": "Down"}
LONGEST = {"first": 130, "other": 220}
"""Words of a page that a person in a hurry reads: the one she begins with, and one task."""


def page(language):
    return (RESOURCES / "help" / f"{language}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def swedish_keys(qapp):
    """Qt's own Swedish, as the program installs it: key names on every screen come from there."""
    translator = QTranslator(qapp)
    assert translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator


@pytest.fixture(autouse=True)
def reading(request, qapp, swedish_keys):
    """Keys are named in the language of the page that is read."""
    for left_by_another_test in qapp.findChildren(QTranslator):
        qapp.removeTranslator(left_by_another_test)
    swedish = getattr(request.node, "callspec", None) and request.node.callspec.params.get("language") == "sv"
    if swedish:
        qapp.installTranslator(swedish_keys)
    yield
    if swedish:
        qapp.removeTranslator(swedish_keys)


def named_in(text):
    """The keys a page names, in its own words."""
    return [key for key in re.findall(r"`([^`\n]+)`", text) if re.match(r"(Ctrl|Alt|Shift|Skift|F\d|Esc)", key)]


def in_code(key, language):
    """The same keys in the words of the code."""
    for swedish, code in SWEDISH.items() if language == "sv" else ():
        key = key.replace(swedish, code)
    return re.sub(r"Del$", "Delete", key.replace("Enter", "Return"))


def keys_in(text, language="en"):
    """The keys a page names, in the words of the code."""
    return [in_code(key, language) for key in named_in(text)]


def words_on_screen(language):
    said = set()
    for catalogue in (RESOURCES / "locale" / "sv").glob("*.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="sv"):
                said.add(message.string if language == "sv" else message.id)
    return said | {name for _language, name in SPOKEN}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_help_is_a_key_of_the_program(language):
    named = set(keys_in(page(language), language))
    assert len(named) > 20
    assert {key for key in named if f'"{key}"' not in SOURCE and IN_PARTS.get(key, "\0") not in SOURCE} == set()


def test_every_key_on_the_sheet_is_a_key_of_the_program():
    """Enter has two names on one keyboard; the code names the one that Qt does."""
    text = (WINDOWS / "shell" / SHEET).read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:(?:Ctrl|Alt|Shift)\+)+[^"]+|F\d+)"', text))
    assert len(named) > 5
    assert {key for key in named if f'"{key}"' not in SOURCE and IN_PARTS.get(key, "\0") not in SOURCE} == set()


def test_every_key_of_the_program_is_on_the_sheet():
    """Who reads the sheet has read them all; a second name of a key, and pieces of one, are no keys of their own."""
    text = (WINDOWS / "shell" / SHEET).read_text(encoding="utf-8")
    key = r'"((?:(?:Ctrl|Alt|Shift)\+)+[A-Z.][a-zA-Z0-9]*|F\d+)"'
    named = set(re.findall(key, SOURCE))
    assert {"F9", "Alt+U", "Ctrl+."} <= named
    commands = set(re.findall(r'Command\([^\n]*?, "([^"]+)",', SOURCE))
    assert named - commands - {"Ctrl+Enter"} - set(re.findall(key, text)) == set()


def test_every_key_of_the_readme_is_a_key_of_the_program():
    named = set(keys_in(README.read_text(encoding="utf-8")))
    assert "F1" in named
    assert {key for key in named if f'"{key}"' not in SOURCE} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_keys_as_the_screens_do(language):
    for key in named_in(page(language)):
        assert shown_keys(in_code(key, language)) == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_windows_names_a_key_otherwise(language):
    """Whoever reads the same key under two names looks for two keys."""
    other = re.compile(
        r"\+(?:Retur|Return|Shift|Vänsterpil|Uppil|Nedpil|Delete)\b" if language == "sv" else r"\+(?:Return|Delete)\b"
    )
    assert [words for words in map(str, words_on_screen(language)) if other.search(words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_with_keys_is_in_the_help(language, session):
    named = {QKeySequence(key).toString() for key in keys_in(page(language), language)}
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


def test_both_languages_have_the_same_short_pages():
    swedish, english = (help_pages(RESOURCES, language) for language in LANGUAGES)
    assert len(swedish) == len(english) > 10
    for one, other in zip(swedish, english, strict=True):
        assert sorted(set(keys_in(one.words, "sv"))) == sorted(set(keys_in(other.words)))
    for first, *others in (swedish, english):
        assert len(first.words.split()) < LONGEST["first"]
        assert {each.name for each in others if len(each.words.split()) > LONGEST["other"]} == set()


def test_a_language_without_help_reads_the_swedish_pages():
    assert help_pages(RESOURCES, "fi") == help_pages(RESOURCES, "sv")


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
    assert QApplication.focusWidget() is panel.names
    assert panel.text.toPlainText().startswith("The first visit")
    qtbot.keyClick(panel.names, Qt.Key.Key_Down)
    text = panel.text.toPlainText()
    assert text.startswith("Dictating")
    assert "F9" in text
    assert "**" not in text
    heard = QAccessible.queryAccessibleInterface(panel.text)
    assert heard.text(QAccessible.Text.Name) == "Dictating"
    assert heard.role() == QAccessible.Role.EditableText or heard.textInterface() is not None
    qtbot.keyClick(panel.names, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.text
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_the_arrow_keys_walk_the_sheet_of_keys(session, qtbot):
    session.window.resize(1000, 500)
    assert session.keys.sheet.widget() is None, "no unlocking waits for it"
    session.open_keys()
    sheet = session.keys.sheet
    assert QApplication.focusWidget() is sheet
    qtbot.keyClick(sheet, Qt.Key.Key_PageDown)
    assert sheet.verticalScrollBar().value() > 0
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert session.keys.isHidden()


def test_a_report_for_support_is_saved_from_the_help_and_what_is_in_it_is_said(session, qtbot, tmp_path):
    """rules: SEC-12"""
    session.open_help()
    session.report.choose_file = lambda: ""
    session.help.report.click()
    assert session.help.line.isHidden()
    file = tmp_path / "rapport.json"
    session.report.choose_file = lambda: str(file)
    session.help.report.click()
    qtbot.waitUntil(session.help.line.isVisible, timeout=20_000)
    assert f"in {file.name}." in session.help.line.text()
    assert session.help.card.height() <= session.window.height()
    facts = json.loads(file.read_text(encoding="utf-8"))["facts"]
    assert (facts["screen.platform"], facts["profile.open"]) == ("offscreen", True)
    assert len(facts["screen.screens"]) == len(QApplication.screens())
