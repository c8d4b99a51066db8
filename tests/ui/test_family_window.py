"""What the family sees: only the recorded copy, on the right screen, and nothing as soon as anything changes.

rules: SEC-1, SEC-3, SEC-6
"""

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from family_room import (
    CHILD,
    GUARDIAN,
    MARKS,
    PROJECTOR,
    TERM,
    entries,
    forget_windows,
    marked_note,
    open_family,
    texts_of,
)
from fieldnotes.casework import profile, read_note, write_note
from fieldnotes.casework.views import CopySection
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.ui.family.displays import Display, SystemDisplays
from fieldnotes.ui.family.family_window import FamilyWindow
from fieldnotes.ui.family.reading_size import text_sizes
from fieldnotes.ui.shared.palettes import LIGHT
from fieldnotes.ui.shared.theme import Look, apply_look
from fieldnotes.ui.shell.places import Place
from one_desk import PASSPHRASE, RESOURCES
from window_parts import parts


@pytest.fixture(autouse=True)
def tidied(qapp):
    """Let go of a test's windows before the next one is dressed."""
    yield
    forget_windows()


@pytest.fixture
def note(desk):
    return marked_note(desk)


@pytest.fixture
def family(qtbot, frame, note):
    return open_family(qtbot, frame, note, PROJECTOR)


@pytest.fixture
def shown(family):
    family.asking.show()
    return family


@pytest.fixture
def alone(qtbot, frame, note):
    """One laptop, nothing plugged in, the copy over it."""
    family = open_family(qtbot, frame, note)
    family.asking.show()
    return family


def window_of(family):
    return family.stage.window


def screens(family):
    """Go through every section, screen by screen."""
    last = len(family.showing.showing.sections) - 1
    while True:
        yield window_of(family)
        bar = window_of(family).page._area.verticalScrollBar()
        if family.showing.place == last and bar.value() == bar.maximum():
            return
        family.showing.step(1)


def walk(family):
    """Give all the window ever said."""
    return [text for window in screens(family) for text in texts_of(window)]


def test_the_window_says_nothing_but_the_recorded_copy(shown, desk, note):
    """rules: SEC-1, SEC-3, CHI-6, INS-3"""
    (row,) = read_note.show(desk, note).family
    said = walk(shown)
    copy = {each.label for each in row.sections} | {str(each.text) for each in row.sections}
    bare = {re.sub("<[^>]*>", "", text) for text in said}
    flat = {"".join(text.split("\n")) for text in copy}
    assert {text.replace("\n", "").replace("&quot;", '"') for text in bare} - flat == {"FieldNotes"}
    assert {each.label for each in row.sections} <= set(said)


@pytest.mark.parametrize("mark", MARKS)
def test_marked_words_reach_neither_eye_nor_ear(shown, mark):
    """rules: SEC-1, SEC-3, CHI-6"""
    assert not [text for text in walk(shown) if mark in text]
    assert window_of(shown).windowTitle() == "FieldNotes"


def test_not_one_dot_on_the_screen_depends_on_what_is_closed(qtbot, frame, desk):
    """rules: SEC-1, SEC-3"""
    pictures = []
    for words in (MARKS, ("Något", "Någon", "Ingen", "Berit Sandin")):
        family = open_family(qtbot, frame, marked_note(desk, words=words), PROJECTOR)
        family.asking.show()
        pictures.append([window.grab().toImage() for window in screens(family)])
        assert len(family.showing.showing.sections) == 7
    assert pictures[0] == pictures[1]


def test_on_a_lone_laptop_the_bar_tells_nothing_either(alone):
    """rules: SEC-1, SEC-3"""
    said = " ".join(walk(alone))
    assert not [mark for mark in MARKS if mark in said]
    assert not alone.isVisible()
    window_of(alone).blank()
    bar = " ".join(texts_of(window_of(alone)))
    assert not [each for each in alone.showing.showing.sections if each.label in bar or str(each.text) in bar]


def test_nothing_is_drawn_before_the_entry_exists(family, frame, desk, note):
    """rules: INS-3, SEC-6"""
    frame.tasks.hold()
    family.asking.show()
    assert window_of(family) is None
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, FamilyWindow) and w.isVisible()] == []
    frame.tasks.release()
    assert entries(desk, note) == ["NoteShown"]
    assert family.showing.showing.shown == read_note.history(desk, note)[0].hash
    assert not window_of(family).page.empty


def test_what_cannot_be_recorded_is_not_drawn(family, frame, desk):
    desk.vault.lock()
    family.asking.show()
    assert window_of(family) is None
    assert [error.code for error in frame.problems] == [Code.PROFILE_LOCKED]


def test_showing_twice_records_once(family, frame, desk, note):
    frame.tasks.hold()
    family.asking.show()
    family.asking.show()
    frame.tasks.release()
    assert entries(desk, note) == ["NoteShown"]


def blanks(family):
    image = window_of(family).page.grab().toImage()
    inks = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    return window_of(family).page.empty and inks == {"#000000"}


def test_f8_blanks_and_shows_again(qtbot, shown):
    assert not blanks(shown)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown.console, Qt.Key.Key_F8)
    assert blanks(shown)
    assert {text for text in texts_of(window_of(shown)) if "<" not in text} == {"FieldNotes"}
    qtbot.keyClick(shown.console, Qt.Key.Key_F8)
    assert not blanks(shown)


def test_moving_on_while_blank_shows_nothing(shown):
    shown.showing.toggle_blank()
    shown.showing.step(1)
    assert blanks(shown)
    assert shown.showing.place == 1


def test_another_program_in_front_blanks_at_once_and_for_good(shown, qapp):
    """rules: SEC-1"""
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert blanks(shown)
    assert shown.showing.blanked == "focus"
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert blanks(shown)
    assert shown.console.notice.isVisible()
    shown.console.controls.dark.click()
    assert not blanks(shown)


def test_a_lost_screen_takes_the_window_away_and_it_never_comes_back_by_itself(shown):
    """rules: SEC-1"""
    window, screens = window_of(shown), shown._displays
    screens.plug()
    assert not window.isVisible()
    assert window_of(shown) is None
    assert shown.showing.blanked == "screen"
    screens.plug(PROJECTOR)
    assert window_of(shown) is None
    shown.console.controls.dark.click()
    assert not window_of(shown).page.empty


def test_a_new_screen_blanks_for_it_may_mirror(alone):
    """rules: SEC-1"""
    alone._displays.plug(PROJECTOR)
    assert blanks(alone)
    assert alone.showing.blanked == "screen"


def test_when_the_chosen_screen_is_gone_nothing_is_drawn_elsewhere(family):
    family._displays.plugged = []
    family.asking.show()
    assert window_of(family) is None
    assert family.showing.blanked == "screen"


def test_a_screen_is_known_by_name_and_serial_number_never_by_its_place(family, qapp):
    displays = SystemDisplays(family)
    (screen,) = QGuiApplication.screens()
    own = Display(screen.name(), screen.serialNumber(), "")
    assert displays.find(own) is screen
    assert displays.find(Display(screen.name(), "another", "")) is None
    assert displays.find(Display("another", screen.serialNumber(), "")) is None
    assert displays.others(screen) == ()
    assert [each.name for each in displays.others(None)] == [screen.name()]


def test_locking_or_leaving_the_screen_takes_the_window_away(shown):
    window = window_of(shown)
    shown.left()
    assert not window.isVisible()
    assert window.page.empty
    shown.entered()
    assert window_of(shown) is None
    assert shown.showing.blanked == "worker"


def test_the_window_on_a_second_screen_takes_no_key_and_cannot_be_closed(shown, qtbot):
    window = window_of(shown)
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert not window.close()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert not window.page.empty


def test_leaving_a_lone_laptop_needs_the_passphrase(alone, qtbot, frame):
    """rules: SEC-1"""
    window, bar = window_of(alone), alone.bar
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert bar.door.isVisible()
    assert not window.close()
    bar.door.line.setText("fel lösenfras")
    qtbot.keyClick(bar.door.line, Qt.Key.Key_Return)
    assert window.isVisible()
    assert not alone.isVisible()
    assert "passphrase" in bar.door.wrong.text()
    frame.desk.clock.move(60)
    bar.door.line.setText(PASSPHRASE)
    qtbot.keyClick(bar.door.line, Qt.Key.Key_Return)
    assert not window.isVisible()
    assert alone.isVisible()
    assert alone.stack.currentWidget() is alone.end


def test_asking_for_the_passphrase_closes_nothing(desk):
    profile.confirm(desk, PASSPHRASE)
    assert write_note.draft_list(desk) == ()
    with pytest.raises(Refused) as stopped:
        profile.confirm(desk, "fel lösenfras")
    assert stopped.value.code is Code.WRONG_PASSPHRASE
    assert not desk.vault.locked


def test_no_tooltip_and_no_message_ever_stands_over_the_copy(shown):
    window = window_of(shown)
    for widget in (window, window.page):
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
        QCoreApplication.sendEvent(widget, event)
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.inherits("QTipLabel")]
    assert {type(w).__name__ for w in window.findChildren(object)} & {"Toast", "Overlay"} == set()


@pytest.mark.parametrize(
    ("height", "sizes"), [(768, (27, 36, 48)), (800, (28, 37, 48)), (1080, (38, 43, 48)), (2160, (75, 85, 96))]
)
def test_text_has_three_sizes_that_grow_with_the_screen(height, sizes):
    assert text_sizes(height) == sizes


def test_larger_and_smaller_stay_among_the_three_sizes(qtbot):
    window = FamilyWindow((CopySection("a", "A", Private("Ord")),), "sv", LIGHT)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    assert [window.resize_text(1) for _step in range(3)] == [(False, False), (False, True), (False, True)]
    assert window.page._size == 48
    assert [window.resize_text(-1) for _step in range(3)] == [(False, False), (True, False), (True, False)]
    assert window.page._size == 28


def test_a_long_section_is_read_screen_by_screen_before_the_next(qtbot, shown):
    long = CopySection("a", "Lång", Private("\n".join(f"Rad {n} om besöket." for n in range(60))))
    window = FamilyWindow((long, long), "sv", LIGHT)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.draw(0)
    qtbot.waitUntil(lambda: window.page._area.verticalScrollBar().maximum() > 0)
    turned = 0
    while window.page.page(1):
        turned += 1
    assert turned > 2
    assert not window.page.page(1)
    window.draw(1)
    assert window.page._area.verticalScrollBar().value() == 0


def test_markup_in_a_text_is_text(qtbot):
    window = FamilyWindow((CopySection("a", "<b>A</b>", Private("<img src=x> & mer")),), "sv", LIGHT)
    qtbot.addWidget(window)
    window.draw(0)
    assert window.page._text.accessibleName() == "<img src=x> & mer"
    assert window.page._text.textFormat() is Qt.TextFormat.PlainText
    assert [line.words for line in window.page._text.lines()] == ["<img src=x> & mer"]


def test_the_copy_reads_in_the_direction_of_its_own_language(qtbot, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for language, side in (("sv", Qt.LayoutDirection.LeftToRight), ("ar", Qt.LayoutDirection.RightToLeft)):
        window = FamilyWindow((CopySection("a", "A", Private("Ord")),), language, LIGHT)
        qtbot.addWidget(window)
        assert window.page._text.layoutDirection() == side


def test_the_way_back_leads_to_the_note(shown, frame, note):
    shown.console.end.click()
    assert shown.stack.currentWidget() is shown.end
    assert window_of(shown) is None
    shown.end.back.click()
    assert frame.went == [Place("note", note)]


def test_the_room_is_who_is_ticked(shown, desk, note):
    """rules: SEC-2"""
    (row,) = read_note.show(desk, note).family
    assert [each["person_id"] for each in row.people][:2] == [CHILD, GUARDIAN]
    assert TERM not in " ".join(str(each.text) for each in row.sections)


def test_with_the_answers_open_every_control_has_room_at_twice_the_text_on_a_small_screen(qtbot, qapp, alone):
    apply_look(qapp, Look(LIGHT, 200, RESOURCES))
    window = window_of(alone)
    window.showNormal()
    window.resize(800, 800)
    qtbot.waitUntil(lambda: window.height() == 800, timeout=20_000)
    alone.bar.say.click()
    controls = [each for each in parts(alone.bar.controls, QAbstractButton) if each.isVisible()]
    assert len(controls) > 5

    def lowest():
        return max(each.mapTo(window, QPoint(0, each.height())).y() for each in controls)

    qtbot.waitUntil(lambda: alone.bar.answers.isVisible() and lowest() <= 800, timeout=20_000)
