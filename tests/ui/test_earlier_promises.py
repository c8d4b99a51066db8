"""What earlier notes promised comes along into the next one: seen there, ticked off there, or taken along once."""

import pytest
from PySide6.QtCore import Qt

from editor_window import EditorScreen
from fieldnotes.casework import read_cases, read_note, write_note
from fieldnotes.casework.sign import sign
from fieldnotes.ui.worker.earlier_presenter import taken_along
from one_desk import shipped

CASE = "c-prov-01"


@pytest.fixture
def window(qtbot, desk, frame, tasks):
    """The next note of a case in which three things were promised, open in the real editor."""
    first = write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign(desk, first, None, "Prov.")
    note = write_note.add(desk, CASE, "telefonsamtal").note
    frame.tasks = tasks
    screen = EditorScreen(frame, note)
    qtbot.addWidget(screen)
    screen.resize(1200, 900)
    screen.show()
    screen.entered()
    card = screen.view.form.earlier
    qtbot.waitUntil(lambda: len(card.rows.rows.rows) == 3, timeout=10_000)
    return screen


def test_what_is_open_is_seen_in_the_next_note_and_taken_along_once(window, qtbot, desk, tasks):
    card, form = window.view.form.earlier, window.view.form
    meeting = next(row for row in card.rows.rows.rows if row.title.startswith("Nytt möte"))
    for _twice in range(2):
        card.rows.make_current(meeting.key)
        qtbot.mouseClick(card.along, Qt.MouseButton.LeftButton)
    steps = form.values()["nasta_steg"]["steps"]
    assert [row["what"] for row in steps] == [meeting.title]
    assert steps[0]["due_date"] == "2026-03-26"
    window.left()
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    kept = read_note.show(desk, window.note.note).sections["nasta_steg"]["steps"]
    assert [row["what"] for row in kept] == [meeting.title]


def test_it_is_ticked_off_beside_the_note(window, qtbot, desk, tasks):
    card = window.view.form.earlier
    card.rows.make_current(card.rows.rows.rows[0].key)
    qtbot.keyClick(card.rows, Qt.Key.Key_Space)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    window.earlier.look()
    qtbot.waitUntil(lambda: len(card.rows.rows.rows) == 2, timeout=5_000)
    assert sorted(row.outcome for row in read_cases.agreements(desk, CASE)) == ["done", "open", "open"]


def test_a_step_that_stands_there_already_is_not_doubled(desk, window):
    agreed = next(row for row in read_cases.agreements(desk, CASE) if row.kind == "next_step")
    before = [{"what": f"  {agreed.what.upper()}", "who": str(agreed.who)}, {"what": ""}]
    assert taken_along(agreed, before) == before[:1]
    assert len(taken_along(agreed, None)) == 1


def test_nothing_open_shows_no_card(qtbot, desk, frame, tasks):
    note = write_note.add(desk, "c-prov-04", "telefonsamtal").note
    frame.tasks = tasks
    screen = EditorScreen(frame, note)
    qtbot.addWidget(screen)
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: screen.earlier.presenter is not None, timeout=10_000)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert not screen.view.form.earlier.isVisible()
