"""Beside a signed note stands who it was shown to and what they answered, derived from what was recorded.

rules: INS-2
"""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from editor_window import begin, one_desk_for_all, open_editor, sections_of, sweep
from fieldnotes.casework import read_note, show_to_family, sign
from fieldnotes.ui.worker.editor.wording import family_lines

CHILD, MOTHER = "prov-01-p1", "prov-01-p2"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    for _clock, desk in one_desk_for_all(tmp_path_factory.mktemp("desk")):
        yield desk
    sweep()


@pytest.fixture(scope="module")
def answered(desk):
    note = begin(desk, sections=sections_of("prov-01.json"))
    room = {
        "people": [{"person_id": CHILD, "role": "barn"}, {"person_id": MOTHER, "role": "vardnadshavare"}],
        "open": ["iakttagelser", "overenskommet"],
        "language": "sv",
    }
    shown = show_to_family.show(desk, note, room).shown
    answers = [
        {"person_id": MOTHER, "section": "overenskommet", "answer": "agrees"},
        {"person_id": CHILD, "section": "overenskommet", "answer": "adds", "text": "Mormor kan väcka oss."},
    ]
    show_to_family.respond(desk, note, shown, {"responses": answers})
    sign.sign(desk, note, {"*": "Provkörning."})
    return note


def test_the_panel_says_who_saw_the_signed_note_and_what_they_answered(qtbot, desk, answered, tasks, frame):
    frame.tasks = tasks
    editor = open_editor(qtbot, frame, answered)
    side = editor.view.side
    qtbot.waitUntil(
        lambda: any("Mormor" in label.text() and label.isVisible() for label in side.findChildren(QLabel)), timeout=8000
    )
    told = [label.text() for label in side.findChildren(QLabel) if label.isVisible()]
    assert [line for line in told if "Elsa, Karin" in line]
    assert "Elsa: wants to add something. About: Det vi kom överens om. ”Mormor kan väcka oss.”" in told
    assert "Karin: says it is right. About: Det vi kom överens om." in told
    assert not any(button.isCheckable() for button in side.findChildren(QAbstractButton))


def test_what_is_said_of_the_family_comes_from_what_was_recorded(desk, answered):
    note = read_note.show(desk, answered)
    assert len(family_lines(note)) == 3
    assert family_lines(read_note.show(desk, begin(desk))) == ()
