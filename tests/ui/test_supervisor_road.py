"""One note between a worker's and a supervisor's window over a real hub: signed, returned, answered, approved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from conftest import HeldClock
from editor_window import type_text
from fieldnotes.casework import exchange, read_note, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from one_desk import RESOURCES, make_workshop, shipped
from road_hub import CASE, SUPERVISOR, WORKER, open_road
from two_desks import close_window
from vault_samples import Profiles

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENT = 20_000


@pytest.fixture
def clock():
    return HeldClock()


@pytest.fixture
def desks(tmp_path, clock):
    """A worker and a supervisor who have joined a hub that serves."""
    profiles = Profiles(tmp_path / "profile", clock)
    with open_road(tmp_path, profiles, clock, RESOURCES / "demo" / "import.json") as road:
        made = []
        for user in (WORKER, SUPERVISOR):
            desk = Desk(make_workshop(clock, tmp_path / user), road.joined(user), unlocked=clock.now())
            exchange.sync(desk)
            made.append(desk)
        yield tuple(made)


@pytest.fixture
def window_of(qtbot, qapp, tasks):
    sessions = []

    def opened(desk):
        settings = ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)
        session = Session(desk, tasks, settings, LookChoice(qapp, settings))
        sessions.append(session)
        session.window.resize(1366, 840)
        session.begin()
        return session

    yield opened
    for session in sessions:
        session.end()
    qtbot.waitUntil(tasks.idle, timeout=PATIENT)
    for session in sessions:
        close_window(session.window)


@pytest.fixture
def at(qtbot, tasks):
    """Work in one window: it is shown and active, and everything under way has come home."""

    def go(session):
        session.window.show()
        with qtbot.waitActive(session.window):
            session.window.activateWindow()
        qtbot.waitUntil(tasks.idle, timeout=PATIENT)
        return session

    return go


@pytest.fixture
def press(qtbot, tasks):
    def pressed(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        qtbot.waitUntil(tasks.idle, timeout=PATIENT)

    return pressed


def section(session, name):
    session.window.current().page.texts[name].setFocus()


def sent_back(deciding, press, note):
    """The supervisor fetches, opens, asks twice and sends back."""
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert [row.key for row in deciding.window.current().rows.rows.rows] == [note]
    press(Qt.Key.Key_Return)
    for name, text in (("vuxnas_uppgifter", "Hur ofta?"), ("barnets_rost", "Vad hoppas Elsa?")):
        section(deciding, name)
        press(Qt.Key.Key_F2)
        type_text(QApplication.focusWidget(), text)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert deciding.main.here == Place("queue")
    assert deciding.window.current().rows.rows.rows == ()
    press(Qt.Key.Key_F5)
    deciding.window.hide()


def answered(writing, press, note):
    """The worker fetches, opens the note from Today and answers both questions where they stand."""
    press(Qt.Key.Key_F5)
    writing.window.current()._rows.make_current(f"note:{note}")
    press(Qt.Key.Key_Return)
    lines = writing.window.current().view.signed.findChildren(QLineEdit)
    first = next(line for line in lines if line.accessibleName().endswith("Hur ofta?"))
    first.setFocus()
    type_text(first, "Varannan vecka.")
    press(Qt.Key.Key_Return)
    type_text(QApplication.focusWidget(), "Att någon väcker mamma.")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F5)
    writing.window.hide()


def approved(deciding, press, note):
    """The supervisor fetches, opens what waits again and approves."""
    press(Qt.Key.Key_F5)
    (row,) = deciding.window.current().rows.rows.rows
    assert (row.key, row.chip) == (note, "Questions answered")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CTRL)
    assert deciding.main.here == Place("queue")
    press(Qt.Key.Key_F5)


def test_signed_returned_with_two_questions_answered_and_approved(clock, desks, window_of, at, press):
    """rules: DOC-11"""
    worker, supervisor = desks
    note = write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    exchange.sync(worker)
    deciding = at(window_of(supervisor))
    sent_back(deciding, press, note)
    clock.move(3600)
    answered(at(window_of(worker)), press, note)
    clock.move(3600)
    approved(at(deciding), press, note)
    exchange.sync(worker)
    seen = read_note.show(worker, note)
    assert (seen.state, seen.decisions[-1].revision) == ("approved", revision)
    said = {str(question.text): [str(answer.text) for answer in question.answers] for question in seen.questions}
    assert said == {"Hur ofta?": ["Varannan vecka."], "Vad hoppas Elsa?": ["Att någon väcker mamma."]}
