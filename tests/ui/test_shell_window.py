"""The window with a real vault behind it: unlock, move about, begin a note, find, lock, close.

rules: SEC-7, SEC-9
"""

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from fieldnotes.casework import write_note
from fieldnotes.casework.desk import Changed
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell import screens
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.idle import IdleWatch
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from one_desk import PASSPHRASE, make_joined, make_profile, make_workshop, many_cases


@pytest.fixture
def profile(tmp_path, held_clock):
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    return tmp_path / "profile"


@pytest.fixture
def app_window(qtbot, qapp, tasks, tmp_path, held_clock, screen_settings):
    made = []

    def make(folder):
        door = Door(lambda: make_workshop(held_clock, tmp_path), folder)
        window = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings))
        made.append(window)
        window.show()
        return window

    yield make
    for window in made:
        if window.session is not None:
            with qtbot.waitSignal(window.locked, timeout=10_000):
                window.lock()
        window.hide()
        window.deleteLater()


@pytest.fixture
def at_work(app_window, profile, qtbot, tasks):
    window = app_window(profile)
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    return window


def type_text(widget, text):
    """Type any letters; the test library's own typing knows ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def focus_in(window):
    focus = QApplication.focusWidget()
    return focus if focus is not None else window


def test_nothing_about_any_family_exists_before_unlocking(app_window, profile):
    window = app_window(profile)
    texts = [w.text() for w in window.findChildren(object) if hasattr(w, "text") and callable(w.text)]
    assert not any("BV-" in text or "Elsa" in text for text in texts if isinstance(text, str))
    assert window.session is None


def test_an_empty_folder_opens_the_first_start(app_window, tmp_path, qtbot, tasks):
    window = app_window(tmp_path / "nothing-here")
    assert window.stack.currentWidget() is not window.unlock
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert window.stack.currentWidget() is not window.unlock


def test_a_folder_with_other_things_turns_to_the_first_start_when_looked_at(app_window, tmp_path, qtbot, tasks):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "settings.json").write_text("{}")
    window = app_window(tmp_path / "other")
    assert window.stack.currentWidget() is window.unlock
    qtbot.waitUntil(lambda: window.stack.currentWidget() is not window.unlock, timeout=20_000)


def test_unlocking_with_the_real_passphrase_typed_in_swedish_opens_today(app_window, profile, qtbot):
    window = app_window(profile)
    edit = window.unlock._passphrase.edit
    type_text(edit, PASSPHRASE)
    assert edit.text() == PASSPHRASE
    with qtbot.waitSignal(window.opened, timeout=30_000):
        press(qtbot, edit, Qt.Key.Key_Return)
    assert window.session.window.current().name == "Today"
    assert edit.text() == ""


def test_the_status_line_and_the_name_are_there(at_work):
    line = at_work.session.window.status
    assert line.words.text() == "Not yet exchanged with the case system"
    assert line.sync.isVisible()
    assert at_work.session.window.top._who.text() == "Tove Ekberg"


def test_a_note_is_begun_with_the_keyboard_alone(at_work, qtbot, tasks):
    session = at_work.session
    press(qtbot, focus_in(at_work), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert session.picker.isVisible()
    qtbot.waitUntil(lambda: len(session.picker.rows.rows.rows) == 4, timeout=5_000)
    type_text(session.picker.line, "elsa")
    qtbot.waitUntil(lambda: len(session.picker.rows.rows.rows) == 2, timeout=5_000)
    press(qtbot, session.picker.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(session.picker.rows.rows.rows) == 10, timeout=5_000)
    press(qtbot, session.picker.line, Qt.Key.Key_Down)
    press(qtbot, session.picker.line, Qt.Key.Key_Up)
    press(qtbot, session.picker.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.main.here.screen == "note", timeout=10_000)
    drafts = write_note.draft_list(session.desk, None)
    assert [(row.note, row.template) for row in drafts] == [(session.main.here.subject, "hembesok")]


def test_find_opens_a_case_and_escape_gives_the_focus_back(at_work, qtbot, tasks):
    session = at_work.session
    before = QApplication.focusWidget()
    press(qtbot, focus_in(at_work), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert session.finder.line.hasFocus()
    press(qtbot, session.finder.line, Qt.Key.Key_Escape)
    assert not session.finder.isVisible()
    assert QApplication.focusWidget() is before
    press(qtbot, focus_in(at_work), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_text(session.finder.line, "holmdahl")
    qtbot.waitUntil(lambda: [r.key for r in session.finder.rows.rows.rows] == ["c-prov-04"], timeout=5_000)
    press(qtbot, session.finder.line, Qt.Key.Key_Return)
    assert session.main.here == Place("case", "c-prov-04")
    qtbot.waitUntil(lambda: at_work.windowTitle() == "BV-2026-0231 – FieldNotes", timeout=5_000)
    press(qtbot, focus_in(at_work), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert session.main.here == Place("today")


def test_tab_stays_inside_an_open_panel(at_work, qtbot):
    session = at_work.session
    session.open_find()
    for _time in range(7):
        press(qtbot, focus_in(at_work), Qt.Key.Key_Tab)
        assert session.finder.isAncestorOf(QApplication.focusWidget())


def test_locking_takes_every_word_off_the_screen_and_closes_the_store(at_work, qtbot):
    session, desk = at_work.session, at_work.session.desk
    session.main.go(Place("case", "c-prov-01"))
    session.main.say("Elsa Sandin")
    shown = session.window
    with qtbot.waitSignal(at_work.locked, timeout=10_000):
        press(qtbot, focus_in(at_work), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not shiboken6.isValid(shown), timeout=5_000)
    assert desk.vault.locked
    assert at_work.windowTitle() == "FieldNotes"
    assert at_work.stack.currentWidget() is at_work.unlock
    assert at_work.stack.count() == 1
    with qtbot.waitSignal(at_work.opened, timeout=30_000):
        at_work.unlock.unlock_asked.emit(PASSPHRASE)


class Unsaved(Screen):
    """A screen with words that are saved when it is left."""

    def __init__(self, shell):
        super().__init__("Unsaved")
        self.shell = shell
        self.saved = []

    def left(self):
        def save(_job):
            self.saved.append(self.shell.desk.vault.locked)
            return Changed()

        self.shell.tasks.run(Lane.WRITE, save, owner=self, done=lambda _: None, failed=self.shell.explain)


def test_what_a_screen_hands_over_at_lock_is_saved_before_the_store_closes(at_work, qtbot, monkeypatch):
    made = []

    def build(shell, _place):
        made.append(Unsaved(shell))
        return made[-1]

    monkeypatch.setattr("fieldnotes.ui.shell.main_window.build_screen", build)
    at_work.session.main.go(Place("note", "n"))
    saved = made[0].saved
    with qtbot.waitSignal(at_work.locked, timeout=10_000):
        at_work.lock()
    assert saved == [False]


def test_closing_the_window_locks_first(at_work, qtbot):
    desk = at_work.session.desk
    with qtbot.waitSignal(at_work.locked, timeout=10_000):
        at_work.close()
    assert desk.vault.locked
    assert not at_work.isVisible()


def test_dictation_counts_as_somebody_there(at_work):
    screen = at_work.session.window.current()
    screen.keeps_awake = True
    assert not at_work.lock_when_idle()
    assert at_work.session is not None
    screen.keeps_awake = False
    assert at_work.lock_when_idle()


def test_nobody_there_locks(at_work, qtbot, qapp):
    watch = IdleWatch(qapp, 0.002)
    watch.idle.connect(at_work.lock_when_idle)
    with qtbot.waitSignal(at_work.locked, timeout=10_000):
        watch.start()
    qapp.removeEventFilter(watch)
    assert at_work.session is None


def test_somebody_there_does_not_lock(qtbot, qapp, at_work):
    watch = IdleWatch(qapp, 600)
    watch.start()
    watch._quiet.invalidate()
    press(qtbot, focus_in(at_work), Qt.Key.Key_Shift)
    assert watch._quiet.isValid()
    watch.stop()
    qapp.removeEventFilter(watch)


def test_only_a_few_screens_are_kept_alive(at_work):
    main = at_work.session.main
    for number in range(12):
        main.go(Place("case", "c-prov-01") if number % 2 else Place("cases", str(number)))
    assert at_work.session.window.stack.count() <= 8
    assert len(at_work.session.window._screens) == 6


def test_larger_text_reaches_the_open_window_and_words_give_way_to_icons(at_work, qtbot):
    window = at_work.session.window
    at_work.resize(1366, 840)
    wide = window.nav.width()
    for _time in range(6):
        press(qtbot, focus_in(at_work), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.status.sync.text() == "", timeout=5_000)
    assert window.status.sync.accessibleName() == "Exchange now"
    assert window.nav.width() != wide
    assert window.minimumSizeHint().width() <= 1366


def test_a_long_list_of_cases_is_listed_and_walked(qtbot, qapp, tasks, tmp_path, held_clock, app_window):
    vault = make_profile(tmp_path / "many", held_clock)
    make_joined(vault, held_clock, cases=many_cases(150))
    vault.lock()
    window = app_window(tmp_path / "many")
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    window.session.main.go(Place("cases"))
    screen = window.session.window.current()
    qtbot.waitUntil(lambda: len(screen._rows.rows.rows) == 150, timeout=30_000)
    press(qtbot, screen._rows, Qt.Key.Key_End)
    press(qtbot, screen._rows, Qt.Key.Key_Return)
    assert window.session.main.here == Place("case", "c-many-149")


def test_no_screen_opens_a_window_of_its_own(at_work, qtbot, qapp, tasks):
    opened = []

    class Watch(QObject):
        def eventFilter(self, watched, event):  # noqa: N802 - the name Qt calls
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                opened.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    session = at_work.session
    for place in (Place("case", "c-prov-04"), Place("case", "c-prov-01"), Place("cases"), Place("today")):
        session.main.go(place)
        qtbot.waitUntil(tasks.idle, timeout=10_000)
    session.open_where()
    session.open_keys()
    session.main.say("Klart")
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    qapp.removeEventFilter(watch)
    assert opened == []


def test_every_registered_screen_that_exists_has_a_builder():
    there = [name for name in screens.SCREENS if screens.is_there(name)]
    assert {"today", "cases", "case"} <= set(there)
    assert not screens.is_there("nowhere")
    for name in there:
        module = __import__(screens.SCREENS[name], fromlist=["build"])
        assert callable(module.build)
