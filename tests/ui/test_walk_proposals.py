"""Proposals met on a walk through the editor: one key takes them, and never over what somebody said or wrote.

rules: DOC-4
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor_window import FileSource, begin, open_editor, type_text

PATIENT = 30_000


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


def take(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)


def purpose(editor):
    return editor.view.form.field("grunddata", "purpose")


def test_a_proposed_purpose_is_taken_with_one_key_while_it_is_empty(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    editor.activateWindow()
    assert purpose(editor).has_proposal()
    take(qtbot)
    assert purpose(editor).value() == "Hembesök – utredning"


def test_the_key_never_writes_over_what_was_typed(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    editor.activateWindow()
    type_text(purpose(editor).writing, "Se hur Elsa har det.")
    take(qtbot)
    assert purpose(editor).value() == "Se hur Elsa har det."
    assert not purpose(editor).has_proposal()


def test_the_key_never_writes_over_what_was_spoken(qtbot, desk, shell, data):
    source = FileSource(data / "audio" / "note_kaffe.wav")
    editor = open_editor(qtbot, shell, begin(desk), source)
    editor.activateWindow()
    editor.view.go("grunddata", "purpose")
    editor.view.dock.button.click()
    qtbot.waitUntil(lambda: source.played, timeout=PATIENT)
    editor.dictation.stop()
    qtbot.waitUntil(lambda: not editor.dictation.listening and not editor.note.speaking, timeout=PATIENT)
    assert "kaffe" in purpose(editor).value()
    take(qtbot)
    assert "kaffe" in purpose(editor).value()
