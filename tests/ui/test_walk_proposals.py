"""Proposals met on a walk through the editor: one key takes them, and never over what somebody said or wrote.

rules: DOC-4
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor_window import FileSource, begin, open_editor, sections_of, type_text

PATIENT = 30_000


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


def open_active(qtbot, shell, note, source=None):
    """Open a note in the window that has the keyboard: only there the editor knows where the person is."""
    editor = open_editor(qtbot, shell, note, source)
    editor.activateWindow()
    qtbot.waitUntil(lambda: editor.isActiveWindow() and QApplication.focusWidget() is not None, timeout=5000)
    return editor


def take(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)


def purpose(editor):
    return editor.view.form.field("grunddata", "purpose")


def test_a_proposed_purpose_is_taken_with_one_key_while_it_is_empty(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    editor.view.go("grunddata", "purpose")
    assert purpose(editor).has_proposal()
    qtbot.waitUntil(lambda: not purpose(editor).visibleRegion().isEmpty())
    take(qtbot)
    assert purpose(editor).value() == "Hembesök – utredning"


def test_the_key_never_writes_over_what_was_typed(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    type_text(purpose(editor).writing, "Se hur Elsa har det.")
    take(qtbot)
    assert purpose(editor).value() == "Se hur Elsa har det."
    assert not purpose(editor).has_proposal()


def test_the_key_never_writes_over_what_was_spoken(qtbot, desk, shell, data):
    source = FileSource(data / "audio" / "note_kaffe.wav")
    editor = open_active(qtbot, shell, begin(desk), source)
    editor.view.go("grunddata", "purpose")
    editor.view.dock.button.click()
    qtbot.waitUntil(lambda: source.played, timeout=PATIENT)
    editor.dictation.stop()
    qtbot.waitUntil(lambda: not editor.dictation.listening and not editor.note.speaking, timeout=PATIENT)
    assert "kaffe" in purpose(editor).value()
    take(qtbot)
    assert "kaffe" in purpose(editor).value()


def test_what_is_out_of_sight_is_shown_first_and_taken_with_the_next_press(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    editor.view.go("nasta_steg", "note")
    take(qtbot)
    where = editor.view.form.where()
    assert (where.section, where.field) == ("grunddata", "purpose")
    assert purpose(editor).value() is None
    take(qtbot)
    assert purpose(editor).value() == "Hembesök – utredning"


def test_the_source_of_a_row_is_taken_with_the_key(qtbot, desk, shell):
    people = {"deltagare": {"people": sections_of("prov-01.json")["deltagare"]["people"]}}
    editor = open_active(qtbot, shell, begin(desk, sections=people))
    editor.view.go("vuxnas_uppgifter", "told")
    told = editor.view.form.field("vuxnas_uppgifter", "told")
    type_text(QApplication.focusWidget(), "Karin är trött.")
    qtbot.waitUntil(told.has_proposal)
    take(qtbot)
    assert told.value()[0]["source_person_id"] == "prov-01-p2"


def test_a_meeting_with_a_day_is_proposed_as_the_author_s_step(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    editor.view.go("nasta_steg", "note")
    type_text(QApplication.focusWidget(), "Nytt möte den 26 mars klockan 15.00 på kontoret.")
    editor.view.go("nasta_steg", "steps")
    take(qtbot)
    steps = editor.view.form.field("nasta_steg", "steps").value()
    expected = {"what": "Nytt möte klockan 15.00 på kontoret", "who": "Tove Ekberg", "due_date": "2026-03-26"}
    assert steps == [expected]


def test_an_assessment_is_offered_what_it_is_built_on(qtbot, desk, shell):
    told = {name: sections_of("prov-01.json")[name] for name in ("iakttagelser", "barnets_rost", "vuxnas_uppgifter")}
    editor = open_active(qtbot, shell, begin(desk, sections=told))
    editor.view.go("bedomning", "assess")
    assess = editor.view.form.field("bedomning", "assess")
    assert not assess.has_proposal()
    type_text(QApplication.focusWidget(), "Elsa behöver stöd.")
    take(qtbot)
    assert list(assess.value()["based_on"]) == list(told)
    assert not assess.has_proposal()
