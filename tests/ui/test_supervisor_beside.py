"""Side by side: the note, what changed in it, what the family saw, the check list, who has read; all by keyboard.

rules: ACC-1
"""

from copy import deepcopy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from fieldnotes.casework import decide, sign
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.supervisor import decide_screen
from fieldnotes.ui.supervisor.beside import Beside
from fieldnotes.ui.supervisor.section_parts import SeenText
from one_desk import RESOURCES, shipped
from two_desks import WHY, close_window, make_two, returned, shown_and_signed, signed

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
SECTIONS = shipped("demo/notes/prov-01.json")["sections"]
SEEN = SECTIONS["iakttagelser"]["obs"]


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, frame, desks, tasks):
    screens = []

    def opens(note, size=(1500, 800)):
        frame.desk, frame.tasks = desks.supervisor, tasks
        screen = decide_screen.build(frame, note)
        screens.append(screen)
        screen.resize(*size)
        screen.show()
        with qtbot.waitActive(screen):
            screen.activateWindow()
        screen.entered()
        qtbot.waitUntil(lambda: tasks.idle() and screen.page.filled, timeout=20_000)
        return screen

    yield opens
    for screen in screens:
        close_window(screen)


@pytest.fixture
def corrected(desks):
    """Return a note, correct two of its sections and take the words out of a third."""
    note, revision = signed(desks)
    returned(desks, note, revision, "Hur ofta?")
    other = deepcopy(SEEN[1])
    other["text"] = other["text"].replace("tre timmar", "fyra timmar")
    sections = {
        "iakttagelser": {"obs": [other, SEEN[0]]},
        "information": {"note": "Rättat."},
    }
    sign.correct(desks.worker, note, {"sections": sections}, WHY)
    desks.carry()
    return note


def words(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def test_what_changed_stands_beside_the_text_and_moved_rows_say_where_from(qtbot, opened, corrected):
    screen = opened(corrected)
    text = screen.page.texts["iakttagelser"]
    beside = text.parentWidget()
    assert isinstance(beside, Beside)
    (box,) = [each for each in beside.children() if each.isWidgetType() and each is not text]
    qtbot.waitUntil(lambda: box.geometry().left() >= text.geometry().right(), timeout=20_000)
    said = words(box)
    assert sum("moved from place" in each for each in said) == 1
    heard = " ".join(each.accessibleName() for each in box.findChildren(QLabel))
    assert "Added: fyra." in heard
    assert "Removed: tre." in heard
    assert "Elsa" not in heard


def test_in_a_narrow_window_what_changed_stands_below_the_text(qtbot, opened, corrected):
    screen = opened(corrected, (520, 700))
    text = screen.page.texts["iakttagelser"]
    (box,) = [each for each in text.parentWidget().children() if each.isWidgetType() and each is not text]
    qtbot.waitUntil(lambda: box.geometry().top() >= text.geometry().bottom(), timeout=20_000)


def test_the_changes_are_walked_by_one_key_and_the_sections_by_another(qtbot, opened, corrected):
    screen = opened(corrected)
    changed = [screen.page.texts[each] for each in ("iakttagelser", "information")]
    order = list(screen.page.texts.values())
    changed.sort(key=order.index)
    walked = []
    for _time in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
        walked.append(QApplication.focusWidget())
    assert walked == [*changed, changed[-1]]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7, SHIFT)
    assert QApplication.focusWidget() is changed[0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    assert QApplication.focusWidget() is order[order.index(changed[0]) + 1]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CTRL)
    assert QApplication.focusWidget() is changed[0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert not screen.page.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget() is changed[0], "one goes on where one was reading"


def test_the_family_s_words_are_opened_by_keyboard_below_the_section(qtbot, opened, desks):
    """rules: INS-2"""
    note, _revision = shown_and_signed(desks)
    screen = opened(note)
    card = screen.page.texts["iakttagelser"].parentWidget()
    (saw,) = card.findChildren(SeenText)
    assert not any(each.isVisible() for each in saw.findChildren(QLabel))
    saw.open.setFocus()
    qtbot.keyClick(saw.open, Qt.Key.Key_Space)
    assert saw.open.isChecked()
    qtbot.waitUntil(lambda: all(each.isVisible() for each in saw.findChildren(QLabel)), timeout=20_000)
    shown = " ".join(words(saw))
    assert "Karin Sandin" in shown
    assert "veckoschema" in shown


def test_the_check_list_tells_a_warning_once_with_its_sections_and_the_reason_given(opened, desks):
    """rules: DOC-11, INS-3"""
    note, _revision = shown_and_signed(desks)
    sections = {"information": {"note": "Rättat."}, "iakttagelser": {"obs": [SEEN[1], SEEN[0]]}}
    sign.correct(desks.worker, note, {"sections": sections}, WHY)
    desks.carry()
    said = [each for each in words(opened(note).checks) if "changed since it was shown" in each]
    (line,) = said
    assert line.endswith(f"Signed all the same: {WHY}")
    assert line.startswith(("Det vi såg och hörde, Information vi gav: ", "Information vi gav, Det vi såg och hörde: "))


def test_who_has_read_is_told(opened, desks):
    """rules: SEC-6"""
    note, revision = signed(desks)
    screen = opened(note)
    said = words(screen.readers)
    assert any(each.startswith("You opened this text") for each in said)
    assert "Nobody else has decided, asked or signed besides the author" in said
    decide.approve(desks.supervisor, note, revision)


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_wider_than_the_window(qapp, opened, corrected, scale):
    apply_look(qapp, Look(LIGHT, scale, RESOURCES))
    screen = opened(corrected, (1250, 720))
    assert screen.page.horizontalScrollBar().maximum() == 0
    inner = screen.page.widget()
    assert inner.minimumSizeHint().width() <= screen.page.viewport().width()
