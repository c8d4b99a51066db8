"""What is said above a signed note, in Today and on the line below: several versions, a second worker, two decisions.

rules: INS-1, ACC-1
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from conftest import HeldClock
from editor_window import open_editor
from fieldnotes.casework import read_cases, read_note, sign, write_note
from fieldnotes.casework.desk import Changed
from fieldnotes.ui.shared.note_rows import state_chip
from fieldnotes.ui.shared.status_line import StatusLine
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.status_words import conflict_words
from fieldnotes.ui.supervisor.decide_page import state_words
from fieldnotes.ui.worker.editor.history_words import history_words
from fieldnotes.ui.worker.editor.signed_notices import SignedNotices
from fieldnotes.ui.worker.today_rows import today_page
from one_desk import shipped
from two_desks import CASE, WHY, make_two, signed

REASONS = {"*": WHY}
NAMED = {"person_id": "u-jonas", "name": "Jonas Lilja", "role": "kollega", "presence": "hela"}


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    made = make_two(tmp_path_factory.mktemp("colleagues"), HeldClock(), "u-jonas")
    yield made
    made.close()


@pytest.fixture
def shell(frame, desks, tasks):
    frame.desk, frame.tasks = desks.worker, tasks
    yield frame
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def parted(desks):
    note, _revision = signed(desks)
    for desk, words in ((desks.worker, "Toves."), (desks.supervisor, "Jonas.")):
        sign.correct(desk, note, {"sections": {"information": {"note": words}}}, WHY, REASONS)
    desks.carry()
    return note


def visited_by_two(desks):
    data = shipped("demo/notes/prov-01.json")
    data["sections"]["deltagare"]["people"] = [*data["sections"]["deltagare"]["people"], NAMED]
    note = write_note.add(desks.worker, CASE, "hembesok", data).note
    sign.sign(desks.worker, note, REASONS)
    desks.carry()
    return note


def spoken(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def words_of(screen):
    return screen.view.signed.notices


def test_a_note_with_two_versions_says_so_with_both_authors_and_leads_to_the_merge(qtbot, desks, shell):
    note = parted(desks)
    screen = open_editor(qtbot, shell, note)
    notices = words_of(screen)
    assert notices.isVisible()
    texts = spoken(notices)
    assert "Tove Ekberg" in texts
    assert "Jonas Lilja" in texts
    screen.activateWindow()
    qtbot.waitUntil(screen.view.sections.list.hasFocus, timeout=2000)
    for _stop in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is notices.merge
    qtbot.mouseClick(notices.merge, Qt.MouseButton.LeftButton)
    assert Place("merge", note) in shell.went


def test_they_are_counted_in_today_and_on_the_line_below(qtbot, desks):
    before = read_cases.status(desks.worker).conflicts
    note = parted(desks)
    status = read_cases.status(desks.worker)
    assert status.conflicts == before + 1
    seen = read_cases.today(desks.worker)
    page = today_page(seen, desks.worker.clock.now(), (), no_cases=False)
    assert f"note:{note}" in [row.key for row in page.rows]
    assert conflict_words(status.conflicts) in page.summary
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.show_conflicts(conflict_words(status.conflicts))
    assert line.conflicts.isVisible()
    with qtbot.waitSignal(line.conflicts_asked):
        line.conflicts.click()
    line.show_conflicts(conflict_words(0))
    assert not line.conflicts.isVisible()


def test_a_named_second_worker_is_asked_in_today_and_signs_with_ctrl_enter(qtbot, desks, shell):
    note = visited_by_two(desks)
    jonas = desks.supervisor
    page = today_page(read_cases.today(jonas), jonas.clock.now(), (), no_cases=False)
    assert f"note:{note}" in [row.key for row in page.rows]
    shell.desk = jonas
    screen = open_editor(qtbot, shell, note)
    screen.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=8000)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(read_note.show(jonas, note).cosigned), timeout=8000)
    assert note not in [row.note for row in read_cases.today(jonas).to_cosign]
    screen.take_change(Changed(frozenset({"entries"}), frozenset({note})))
    qtbot.waitUntil(lambda: words_of(screen).cosign is None, timeout=8000)
    assert "Jonas Lilja" in spoken(words_of(screen))


def test_an_author_and_one_who_has_signed_are_not_asked(desks):
    note = visited_by_two(desks)
    revision = read_note.show(desks.worker, note).head
    assert not read_note.show(desks.worker, note).may_cosign
    read_note.show(desks.supervisor, note)
    sign.cosign(desks.supervisor, note, revision)
    assert not read_note.show(desks.supervisor, note).may_cosign


def test_a_signature_under_an_earlier_text_is_told_as_one(desks):
    note = visited_by_two(desks)
    revision = read_note.show(desks.supervisor, note).head
    sign.cosign(desks.supervisor, note, revision)
    now = next(row for row in read_note.history(desks.supervisor, note) if row.kind == "NoteCosigned")
    desks.carry()
    sign.correct(desks.worker, note, {"sections": {"information": {"note": "Rättat."}}}, WHY, REASONS)
    desks.carry()
    then = next(row for row in read_note.history(desks.supervisor, note) if row.kind == "NoteCosigned")
    assert history_words(now) != history_words(then)
    assert not read_note.show(desks.worker, note).cosigned[0].current


def test_two_opposite_decisions_are_said_wherever_the_note_is_seen(qtbot, desks, shell):
    note, _revision = signed(desks)
    seen = read_note.show(desks.worker, note)
    opposed = replace(seen, flags=replace(seen.flags, decisions_opposed=True))
    assert state_words(opposed) != state_words(seen)
    notices = SignedNotices(opposed)
    qtbot.addWidget(notices)
    calm = SignedNotices(seen)
    qtbot.addWidget(calm)
    assert (spoken(calm), bool(spoken(notices))) == ("", True)
    row = next(row for row in read_note.notes(desks.worker) if row.note == note)
    assert state_chip(replace(row, flags=opposed.flags)) != state_chip(row)
