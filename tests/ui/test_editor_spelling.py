"""Misspelt words are underlined while one writes, what was meant is a key away, and own words are right for good."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from editor_window import begin, open_editor, sweep, type_text
from fieldnotes.boot.system_speller import SystemSpeller
from one_desk import make_desk
from small_dictionary import lay_out

TEXT = {"iakttagelser": {"obs": [{"text": "Elsa satt brevid mamma.", "observed_by": "Tove Ekberg"}]}}


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture
def desk(tmp_path, held_clock, monkeypatch):
    lay_out(tmp_path, monkeypatch)
    made = make_desk(tmp_path / "desk", held_clock)
    made.workshop = replace(made.workshop, speller=SystemSpeller())
    yield made
    made.vault.lock()


@pytest.fixture
def editor(qtbot, desk, tasks, frame):
    frame.tasks, frame.desk = tasks, desk
    return open_editor(qtbot, frame, begin(desk, sections=TEXT))


def written(editor):
    return editor.view.form.field("iakttagelser", "obs").last()


def test_a_misspelt_word_is_underlined_and_what_was_meant_is_a_key_away(qtbot, editor, desk):
    text = written(editor)
    qtbot.waitUntil(lambda: text.spelling.words() == ["brevid"])
    editor.spelling.go_next()
    menu = editor.spelling.menu
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "bredvid")
    assert menu.activeAction() is menu.actions()[0]
    assert text.text() == "Elsa satt brevid mamma."
    menu.actions()[0].trigger()
    menu.close()
    assert text.text() == "Elsa satt bredvid mamma."
    assert editor.note.values["iakttagelser"]["obs"][0]["text"] == "Elsa satt bredvid mamma."
    text.undo()
    assert text.text() == "Elsa satt brevid mamma."


def test_a_word_is_not_marked_before_it_is_typed_to_its_end(qtbot, editor):
    text = written(editor)
    qtbot.waitUntil(lambda: text.spelling.words() == ["brevid"])
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.End)
    type_text(text, " hembe")
    qtbot.waitUntil(lambda: text.spelling.seen == text.text())
    assert text.spelling.words() == ["brevid"]
    type_text(text, " ")
    qtbot.waitUntil(lambda: text.spelling.words() == ["brevid", "hembe"])


def test_a_word_that_is_kept_is_right_here_and_later(qtbot, editor, desk, tasks, frame):
    text = written(editor)
    qtbot.waitUntil(lambda: text.spelling.words() == ["brevid"])
    editor.spelling.go_next()
    keep = next(each for each in editor.spelling.menu.actions() if "is right" in each.text())
    keep.trigger()
    editor.spelling.menu.close()
    qtbot.waitUntil(lambda: text.spelling.words() == [])
    other = written(open_editor(qtbot, frame, begin(desk, sections=TEXT)))
    qtbot.waitUntil(lambda: other.spelling.seen is not None)
    assert other.spelling.words() == []


def test_without_a_dictionary_nothing_is_marked_or_asked_again(qtbot, desk, tasks, frame):
    desk.workshop = replace(desk.workshop, speller=None)
    frame.tasks, frame.desk = tasks, desk
    editor = open_editor(qtbot, frame, begin(desk, sections=TEXT))
    editor.spelling.presenter.look()
    qtbot.waitUntil(tasks.idle)
    qtbot.keyClick(written(editor), Qt.Key.Key_F7, Qt.KeyboardModifier.AltModifier)
    assert written(editor).spelling.words() == []
    assert editor.spelling.menu is None
