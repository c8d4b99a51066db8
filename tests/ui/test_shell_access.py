"""Everything by keyboard and by ear: each place the focus can stand has a name.

rules: ACC-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from fieldnotes.casework import write_note
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.toast import Toasts, announce
from fieldnotes.ui.shell.first_run_presenter import Step
from fieldnotes.ui.shell.first_run_view import FirstRunView
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from fieldnotes.ui.shell.unlock_view import UnlockView
from one_desk import RESOURCES


def nameless(window):
    """Find every visible widget that takes the focus and has nothing to say."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        named = bool(face and face.text(QAccessible.Text.Name))
        if isinstance(widget, QComboBox):
            named = any(kind & QAccessible.RelationFlag.Label for _face, kind in face.relations())
        if not named:
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def stops(window):
    """Walk with Tab through every stop once round."""
    window.activateWindow()
    window.setFocus()
    walked = []
    for _time in range(80):
        window.focusNextChild()
        here = QApplication.focusWidget()
        if here in walked:
            return walked
        walked.append(here)
    return walked


@pytest.fixture
def session(qtbot, qapp, desk, tasks, screen_settings):
    made = Session(desk, tasks, screen_settings, LookChoice(qapp, ScreenSettings(resources=RESOURCES)))
    qtbot.addWidget(made.window)
    made.window.resize(1366, 840)
    made.window.show()
    made.begin()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    yield made
    made.end()
    qtbot.waitUntil(tasks.idle, timeout=10_000)


@pytest.mark.parametrize("place", [Place("today"), Place("cases"), Place("case", "c-prov-01")], ids=lambda p: p.screen)
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
def test_every_stop_of_a_screen_has_a_name_and_is_reached_by_tab(session, qtbot, tasks, desk, place, filled):
    if filled:
        write_note.add(desk, "c-prov-01", "hembesok")
    session.main.go(Place("cases", "other"))
    session.main.go(place)
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert nameless(session.window) == []
    walked = stops(session.window)
    wanted = [
        widget
        for widget in session.window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert {id(widget) for widget in wanted} <= {id(widget) for widget in walked}


@pytest.mark.parametrize("panel", ["open_find", "open_keys", "open_where", "new"])
def test_every_stop_of_a_panel_has_a_name(session, qtbot, tasks, panel):
    {"new": session.main.new_note}.get(panel, getattr(session, panel, None))()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert nameless(session.window) == []


def test_every_stop_before_unlocking_has_a_name(qtbot):
    unlock = UnlockView()
    qtbot.addWidget(unlock)
    unlock.show()
    assert nameless(unlock) == []
    unlock._turn(1)
    assert nameless(unlock) == []
    first = FirstRunView()
    qtbot.addWidget(first)
    first.show()
    for step in Step:
        first.show_key(["0A1BC"] * 8)
        first.show_step(step)
        assert nameless(first) == []
        assert QApplication.focusWidget() is None or first.isAncestorOf(QApplication.focusWidget())


def test_the_gate_itself_finds_what_has_no_name(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QComboBox(window).addItem("Svenska")
    window.show()
    assert nameless(window) == ["QComboBox "]


def test_a_toast_is_seen_and_heard_and_takes_no_focus(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    toasts = Toasts(window)
    before = QApplication.focusWidget()
    toasts.show_toast("Anteckningen är signerad och väntar på att skickas till ärendesystemet " * 2, wrong=True)
    announce(window, "x")
    assert toasts.toast.isVisible()
    assert toasts.toast.geometry().right() <= 400
    assert QApplication.focusWidget() is before
    toasts.clear()
    assert toasts.toast.words.text() == ""


def test_an_offered_act_is_done_once(qtbot):
    window, done = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    toasts = Toasts(window)
    toasts.show_toast("Borttaget", action="Ångra", on_action=lambda: done.append("ångra"))
    toasts.toast.action.click()
    assert done == ["ångra"]
    assert not toasts.toast.isVisible()
