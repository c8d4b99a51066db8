"""The panels of what life brings, on a real vault: typed, answered, recorded; counted where a minute was promised."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldnotes.casework import not_carried_out, propose_case, read_cases, read_note, write_note
from fieldnotes.casework.case_views import AgreementView
from fieldnotes.casework.not_carried_out import CALL
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.new_note_presenter import NOT_YET
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from fieldnotes.ui.worker.life.missed_panel import MissedPanel
from life_samples import MISSED
from two_desks import close_window, make_two, signed

CASE = "c-prov-01"
NEXT = "Vi bestämmer en ny tid"
MOTHER = {"name": "Karin Sandin", "role": "vardnadshavare"}


@pytest.fixture
def at_work(qtbot, qapp, tasks, screen_settings):
    """Open a session on a desk; the person's presses are counted."""
    opened = []

    def open_(desk):
        session = Session(desk, tasks, screen_settings, LookChoice(qapp, screen_settings))
        session.window.resize(1366, 840)
        session.window.show()
        session.begin()
        qtbot.waitUntil(lambda: tasks.idle() and session.window.current() is not None, timeout=10_000)
        opened.append(session)
        return session

    yield open_
    for session in opened:
        session.end()
        qtbot.waitUntil(tasks.idle, timeout=10_000)
        close_window(session.window)


def planned_call() -> AgreementView:
    """Something that was planned on the telephone."""
    return AgreementView("next_step", CASE, "n1", "BV-2026-0142", "Ringa Karin", "Tove Ekberg", leads_to=CALL)


def words_on(widget: QWidget) -> str:
    """Every word that stands on a widget and in it."""
    found = [getattr(each, "text", str)() for each in widget.findChildren(QWidget) if hasattr(each, "text")]
    return " ".join(str(each) for each in found)


def test_a_child_without_a_case_is_begun_from_new_note_and_the_template_is_asked_next(at_work, desk, qtbot):
    """rules: DOC-2"""
    session = at_work(desk)
    session.new.start()
    qtbot.waitUntil(lambda: NOT_YET in {row.key for row in session.picker.rows.rows.rows}, timeout=5_000)
    session.picker.chosen.emit(NOT_YET)
    panel = session._proposing
    assert panel.isVisible()
    assert not panel.go.isEnabled()
    panel.child.setText("Alva Berg")
    panel.number.setText("2019-04-01")
    panel.guardian.setText("Maria Berg")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.picker.isVisible() and len(session.picker.rows.rows.rows) == 10, timeout=5_000)
    (case,) = [each for each in read_cases.cases(desk) if each.proposed]
    assert (case.child.name, case.child.born, case.people[1].name) == ("Alva Berg", "2019-04-01", "Maria Berg")
    session.picker.chosen.emit("hembesok")
    qtbot.waitUntil(lambda: session.main.here.screen == "note", timeout=10_000)
    assert [row.case for row in write_note.draft_list(desk)] == [case.id]


def test_what_was_typed_stays_when_it_cannot_be_recorded(at_work, desk, qtbot):
    session = at_work(desk)
    session._propose()
    panel = session._proposing
    panel.child.setText("Alva")
    panel.number.setText("2019-99-99")
    panel.agreed.emit()
    qtbot.waitUntil(panel._wrong.isVisible, timeout=5_000)
    assert (panel.isVisible(), panel.child.text()) == (True, "Alva")
    assert [each for each in read_cases.cases(desk) if each.proposed] == []


def test_a_planned_visit_that_did_not_happen_is_signed_with_five_interactions(at_work, desk, qtbot, tasks, held_clock):
    """From Today: the row, *It did not take place*, the reason, who was contacted, sign – beside typing what was tried.

    rules: DOC-3
    """
    planned = not_carried_out.record(desk, CASE, replace(MISSED, again=dt.date(2026, 3, 16)))
    held_clock.move(1)  # what is signed later has the later id
    session = at_work(desk)
    today, acts = session.window.current(), 0
    qtbot.waitUntil(lambda: any(row.key.startswith("plan:") for row in today._rows.rows.rows), timeout=5_000)
    today._rows.make_current(next(row.key for row in today._rows.rows.rows if row.key.startswith("plan:")))
    acts += 1
    qtbot.mouseClick(today._missed, Qt.MouseButton.LeftButton)
    acts += 1
    panel = today.findChild(MissedPanel)
    qtbot.waitUntil(panel.isVisible, timeout=5_000)
    qtbot.keyClick(panel.reasons, Qt.Key.Key_Down)
    acts += 1
    panel.tried.setFocus()
    qtbot.keyClicks(panel.tried, "Jag ringde.")
    panel._contacted["prov-01-p2"].click()
    acts += 1
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    acts += 1
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=10_000)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert acts <= 5
    shown = [read_note.show(desk, row.note) for row in read_note.notes(desk, CASE)]
    (newest,) = [each for each in shown if each.sections["grunddata"]["tried"] == "Jag ringde."]
    assert newest.sections["grunddata"]["outcome_reason"] == "inte_svar"
    assert "prov-01-p2" in {row["person_id"] for row in newest.sections["deltagare"]["people"]}
    assert newest.state == "signed"
    assert [each.kind for each in read_note.history(desk, planned.note)] == ["NoteSigned", "AgreementFollowedUp"]
    assert [(each.what, each.outcome) for each in read_cases.agreements(desk, CASE)] == [(NEXT, "open")]


def test_a_missed_call_nobody_planned_is_signed_from_its_case_with_five_interactions(at_work, desk, qtbot, tasks):
    """From the case: *It did not take place*, that it was a call, the reason, who, sign; nothing planned is touched.

    rules: DOC-3
    """
    not_carried_out.record(desk, CASE, replace(MISSED, again=dt.date(2026, 3, 16)))
    session = at_work(desk)
    session.main.go(Place("case", CASE))
    qtbot.waitUntil(lambda: session.main.here.screen == "case" and tasks.idle(), timeout=20_000)
    here, acts = session.window.current(), 0
    qtbot.waitUntil(here._missed.isVisible, timeout=20_000)
    qtbot.mouseClick(here._missed, Qt.MouseButton.LeftButton)
    acts += 1
    panel = here.findChild(MissedPanel)
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    assert not panel.call.isChecked()
    qtbot.keyClick(panel.reasons, Qt.Key.Key_Down)
    panel.call.click()
    panel._contacted["prov-01-p2"].click()
    acts += 3
    panel.tried.setFocus()
    qtbot.keyClicks(panel.tried, "Jag ringde.")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    acts += 1
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=20_000)
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert acts <= 5
    shown = [read_note.show(desk, row.note) for row in read_note.notes(desk, CASE)]
    (newest,) = [each for each in shown if each.sections["grunddata"]["tried"] == "Jag ringde."]
    assert (newest.template, newest.state) == ("telefonsamtal", "signed")
    assert {each.outcome for each in read_cases.agreements(desk, CASE)} == {"open"}


def test_a_planned_call_that_was_missed_is_a_call_already(at_work, desk, qtbot, tasks):
    session = at_work(desk)
    today = session.window.current()
    today.missed_asked.emit(CASE, planned_call())
    panel = today.findChild(MissedPanel)
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    assert panel.call.isChecked()


def test_what_the_rules_warn_of_is_asked_about_and_never_answered_by_itself(at_work, desk, qtbot, tasks):
    """A visit during a preliminary assessment is warned of: one line more. rules: VIS-3"""
    session = at_work(desk)
    today = session.window.current()
    today.missed_asked.emit("c-prov-04", None)
    panel = today.findChild(MissedPanel)
    qtbot.waitUntil(panel.isVisible, timeout=5_000)
    panel.tried.setPlainText("Jag ringde.")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.why.isVisible, timeout=10_000)
    assert panel.warned.text()
    assert not panel.go.isEnabled()
    panel.why.setText("Ingen kontakt på telefon.")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=10_000)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    (row,) = read_note.notes(desk, "c-prov-04")
    assert set(read_note.show(desk, row.note).reasons.values()) == {"Ingen kontakt på telefon."}
    assert write_note.draft_list(desk) == ()


def test_it_is_offered_only_at_something_planned(at_work, desk, qtbot):
    write_note.add(desk, CASE, "telefonsamtal")
    today = at_work(desk).window.current()
    qtbot.waitUntil(lambda: bool(today._rows.rows.rows), timeout=5_000)
    assert not today._missed.isVisible()


def test_a_sibling_s_note_is_begun_from_the_editor_after_each_name_was_dealt_with(at_work, desk, qtbot, tasks):
    """rules: DOC-8"""
    molly = propose_case.propose(desk, {"child": {"name": "Molly Sandin"}, "people": [MOTHER]}).case
    note = write_note.add(desk, CASE, "hembesok", {"sections": {"iakttagelser": "Elsas säng var bäddad."}}).note
    session = at_work(desk)
    session.main.go(Place("note", note))
    screen = session.window.current()
    qtbot.waitUntil(lambda: screen.note.opened is not None, timeout=10_000)
    screen.view.side.sibling_asked.emit()
    qtbot.waitUntil(lambda: screen._life.siblings is not None and screen._life.siblings.isVisible(), timeout=5_000)
    panel = screen._life.siblings
    assert [row.key for row in panel.rows.rows.rows] == [molly]
    assert not panel.go.isEnabled()
    panel.rows.chosen.emit(molly)
    qtbot.waitUntil(lambda: bool(panel.boxes), timeout=5_000)
    (box,) = panel.boxes.values()
    box.setPlainText("Elsas säng")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel._wrong.isVisible, timeout=5_000)
    box.setPlainText("Sängarna var bäddade.")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.main.here.subject not in ("", note), timeout=10_000)
    begun = read_note.show(desk, session.main.here.subject)
    assert (begun.case, begun.visit) == (molly, read_note.show(desk, note).visit)
    assert "Elsa" not in str(begun.sections)


def test_a_supervisor_closes_a_note_in_the_wrong_case_and_everybody_sees_the_stub(
    at_work, tmp_path, held_clock, qtbot, tasks
):
    """rules: DOC-8, SEC-6"""
    desks = make_two(tmp_path, held_clock)
    note, _ = signed(desks)
    session = at_work(desks.supervisor)
    session.main.go(Place("note", note))
    screen = session.window.current()
    qtbot.waitUntil(lambda: screen.view.signed is not None, timeout=10_000)
    screen.view.signed.misfiled_asked.emit()
    panel = screen._life.misfiled
    panel.case.setText("BV-9999-1")
    panel.why.setText("Skrevs i fel akt.")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.elsewhere.isVisible, timeout=5_000)
    panel.case.setText("BV-2026-0231")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=10_000)
    desks.carry()
    worker = at_work(desks.worker)
    assert any("wrong case" in row.title for row in worker.window.current()._rows.rows.rows if row.heading)
    worker.main.go(Place("note", note))
    read = worker.window.current()
    qtbot.waitUntil(lambda: read.view.signed is not None, timeout=10_000)
    assert "Skrevs i fel akt." in words_on(read)
    assert "veckoschema" not in words_on(read)
    copy = next(row.note for row in read_note.notes(desks.worker, "c-prov-04"))
    worker.main.go(Place("note", copy))
    copied = worker.window.current()
    qtbot.waitUntil(lambda: copied.view.signed is not None, timeout=10_000)
    assert all(each in words_on(copied) for each in ("Tove Ekberg", "show them this one, and ask again"))
    desks.close()


def test_a_supervisor_binds_a_proposed_case_in_the_case_itself(at_work, tmp_path, held_clock, qtbot, tasks):
    desks = make_two(tmp_path, held_clock)
    proposed = propose_case.propose(desks.supervisor, {"child": {"name": "Alva"}}).case
    session = at_work(desks.supervisor)
    assert f"case:{proposed}" in {row.key for row in session.window.current()._rows.rows.rows}
    session.main.go(Place("case", proposed))
    screen = session.window.current()
    qtbot.waitUntil(screen._bind.isVisible, timeout=5_000)
    qtbot.mouseClick(screen._bind, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(screen._binding.rows.rows.rows), timeout=5_000)
    assert proposed not in {row.key for row in screen._binding.rows.rows.rows}
    screen._binding.chosen.emit(CASE)
    qtbot.waitUntil(lambda: session.main.here == Place("case", CASE), timeout=5_000)
    assert proposed not in {each.id for each in read_cases.cases(desks.supervisor)}
    desks.close()
