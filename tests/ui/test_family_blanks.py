"""What empties the family's screen by itself, and what never fills it again.

rules: SEC-1, SEC-3, ACC-3
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from family_room import PROJECTOR, Screens, forget_windows, marked_note, open_family, texts_of
from fieldnotes.casework import profile, ways_in
from fieldnotes.casework.desk import changed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.ui.family.guard import STOOD_STILL, Guard
from fieldnotes.ui.family.screen import FamilyScreen
from fieldnotes.vault import reference
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.pin import set_pin
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from memory_keychain import MemoryKeychain
from one_desk import EPOCH, HUB_KEY, PASSPHRASE, shipped

CASE = "c-prov-01"
SAID = "Karin"
"""A word of a section that is open."""


@pytest.fixture(autouse=True)
def tidied(qapp):
    """Let go of a test's windows before the next one is dressed."""
    yield
    forget_windows()


@pytest.fixture
def note(desk):
    return marked_note(desk)


@pytest.fixture
def shown(qtbot, frame, note):
    family = open_family(qtbot, frame, note, PROJECTOR)
    family.asking.show()
    return family


@pytest.fixture
def alone(qtbot, frame, note):
    family = open_family(qtbot, frame, note)
    family.asking.show()
    return family


def hub_tells(desk, **marks):
    """Take a case from the hub as an exchange does, and say which it was."""
    case = next(each for each in shipped("demo/import.json")["cases"] if each["id"] == CASE)
    at = reference.version(desk.vault)
    delta = ReferenceDelta(EPOCH, "u-tove", at, at + 1, (Item(ItemType.CASE, CASE, {**case, **marks}),))
    return changed("cases", *reference.apply_reference(desk.vault, delta.seal(HUB_KEY)))


def protected(word):
    case = next(each for each in shipped("demo/import.json")["cases"] if each["id"] == CASE)
    term = {"term": word, "kind": "other_person", "why": "sekretess_annan", "match": "name"}
    return [*case["protected_terms"], term]


def blank(family):
    window = family.stage.window
    return window is None or (window.page.empty and set(texts_of(window)) == {"FieldNotes"})


def test_a_changed_case_empties_the_screen_before_anybody_looks_and_shows_again_by_hand(shown, desk, frame):
    """rules: SEC-3"""
    frame.tasks.hold()
    shown.take_change(hub_tells(desk, phase="insats"))
    assert blank(shown)
    assert shown.showing.blanked == "case"
    frame.tasks.release()
    assert shown.showing.blanked == "case"
    assert shown.console.notice.isVisible()
    shown.console.controls.dark.click()
    assert not blank(shown)


def test_a_word_protected_meanwhile_closes_the_showing_for_good(shown, desk):
    """rules: SEC-3"""
    shown.take_change(hub_tells(desk, protected_terms=protected(SAID)))
    assert blank(shown)
    assert shown.showing.blanked == "closed"
    assert not shown.console.controls.dark.isEnabled()
    shown.showing.toggle_blank()
    shown.stage.blanked.emit("focus")
    shown.showing.toggle_blank()
    shown.showing.step(1)
    assert blank(shown)


def test_a_case_taken_away_meanwhile_closes_the_showing(shown, desk, frame):
    desk.vault.lock()
    shown.take_change(changed("cases", CASE))
    assert blank(shown)
    assert shown.showing.blanked == "closed"
    assert frame.problems == []


def test_another_case_or_ones_own_answers_change_nothing_on_the_screen(shown):
    for change in (changed("cases", "c-prov-02"), changed("entries outbox", CASE), changed("profile"), object()):
        shown.take_change(change)
    assert not blank(shown)
    shown.console.end.click()
    shown.take_change(changed("cases", CASE))
    assert shown.stack.currentWidget() is shown.end


def test_on_a_lone_laptop_nothing_is_said_of_the_case(alone, desk):
    """rules: SEC-3"""
    alone.take_change(hub_tells(desk, protected_terms=protected(SAID)))
    assert alone.showing.blanked == "closed"
    assert alone.stage.window.page.empty
    assert alone.bar.notice.text() == "Nothing is shown now."


class Clock:
    def __init__(self):
        self.steady = self.wall = 100.0

    def move(self, steady, wall):
        self.steady += steady
        self.wall += wall


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guarded(qtbot, frame, note, clock):
    """Without a curtain, with clocks of the test's own."""
    family = FamilyScreen(frame, note, Screens(PROJECTOR))
    guard = Guard(family, [], lambda: clock.steady, lambda: clock.wall)
    family.setParent(None)
    other = FamilyScreen(frame, note, Screens(PROJECTOR), guard)
    guard.setParent(other)
    qtbot.addWidget(family)
    qtbot.addWidget(other, before_close_func=lambda each: each.left())
    other.show()
    other.entered()
    other.asking.show()
    return other


@pytest.mark.parametrize(
    ("steady", "wall"),
    [(STOOD_STILL + 0.5, STOOD_STILL + 0.5), (0.04, 3600.0), (0.04, -60.0), (3600.0, 3600.0)],
    ids=["stood still", "slept, on a clock that stood", "the clock was set back", "slept, on a clock that went on"],
)
def test_a_computer_that_slept_wakes_to_an_empty_screen(guarded, clock, steady, wall):
    """rules: SEC-1"""
    guarded.stage.guard.beat()
    clock.move(0.04, 0.04)
    guarded.stage.guard.beat()
    assert not blank(guarded)
    clock.move(steady, wall)
    guarded.stage.guard.beat()
    assert blank(guarded)
    assert guarded.showing.blanked == "stalled"
    clock.move(0.04, 0.04)
    guarded.stage.guard.beat()
    assert blank(guarded)
    guarded.console.controls.dark.click()
    assert not blank(guarded)


def test_what_the_worker_blanked_stays_blanked_by_the_worker(guarded, clock):
    guarded.showing.toggle_blank()
    clock.move(9.0, 9.0)
    guarded.stage.guard.beat()
    assert guarded.showing.blanked == "worker"


def test_the_console_says_plainly_what_the_screen_does_and_cannot_do(shown):
    words = shown.console.limits.text()
    assert "blank by itself" in words
    assert "turn the screen off" in words
    assert "photograph" in words
    shown.stage.guard.works = True
    shown.showing.toggle_blank()
    assert "turn the screen off" not in shown.console.limits.text()


def test_the_console_shows_the_very_picture_the_family_sees(shown, qtbot):
    """rules: ACC-3"""
    picture, window = shown.console.picture, shown.stage.window
    wide = window.page.width()

    def same():
        drawn = shown.stage.picture(wide, 1.0).toImage()
        return drawn == window.page.grab().toImage().convertToFormat(drawn.format())

    while len(window.page._text.lines()) < 3:
        shown.showing.step(1)
    first = picture.grab().toImage()
    assert same()
    assert shown.showing.showing.sections[shown.showing.place].label in picture.accessibleDescription()
    shown.console.controls.contrast.click()
    assert same()
    second = picture.grab().toImage()
    assert second != first
    shown.console.controls.ruler.click()
    third = picture.grab().toImage()
    assert third != second
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=20_000)
    qtbot.keyClick(shown.console, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert picture.grab().toImage() != third
    assert same()
    shown.console.controls.dark.click()
    black = picture.grab().toImage()
    middle = black.copy(black.width() // 2 - 40, 3, 80, black.height() - 6)
    assert {middle.pixelColor(x, y).name() for x in range(80) for y in range(middle.height())} == {"#000000"}
    assert picture.accessibleDescription() == ""


def test_the_ruler_stays_on_through_sections_and_a_new_screen(shown):
    shown.console.controls.ruler.click()
    shown.showing.step(1)
    assert shown.stage.window.page._ruled == 0
    shown._displays.plug()
    shown._displays.plug(PROJECTOR)
    shown.console.controls.dark.click()
    assert shown.stage.window.page._ruled == 0


def test_no_message_of_the_program_stands_over_a_lone_laptop(alone, qtbot, qapp):
    """rules: SEC-1"""
    message = QDialog(alone)
    qtbot.addWidget(message)
    message.setWindowTitle("Markörbedömning")
    message.show()
    alone.stage.window.behind.emit()
    assert not message.isVisible()
    alone.left()
    assert message.isVisible()


def test_what_was_not_kept_is_told_on_the_bar_when_nothing_else_is_in_sight(alone, desk, frame):
    desk.vault.lock()
    alone.showing.answer("prov-01-p2", "agrees", "")
    assert frame.problems == []
    assert alone.bar.notice.isVisible()
    assert "lock" in alone.bar.notice.text().lower()


def test_with_the_console_in_sight_problems_are_told_as_always(shown, desk, frame):
    desk.vault.lock()
    shown.showing.answer("prov-01-p2", "agrees", "")
    assert [problem.code for problem in frame.problems] == [Code.PROFILE_LOCKED]


def test_ctrl_l_over_a_lone_laptop_asks_to_lock(alone, qtbot):
    """rules: SEC-9"""
    alone.stage.window.activateWindow()
    qtbot.waitUntil(alone.stage.window.isActiveWindow, timeout=20_000)
    with qtbot.waitSignal(alone.lock_asked, timeout=20_000):
        qtbot.keyClick(alone.stage.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_pin_of_this_computer_leads_out_too(alone, desk):
    keychain = MemoryKeychain()
    object.__setattr__(desk.workshop, "keychain", keychain)
    set_pin(desk.vault, "842617", keychain, Kdf.floor())
    alone.bar.ask_to_leave()
    alone.bar.door.line.setText("111222")
    alone.bar.door.go.click()
    assert not alone.isVisible()
    assert alone.bar.door.wrong.isVisible()
    desk.clock.move(900)
    alone.bar.door.line.setText("842617")
    alone.bar.door.go.click()
    assert alone.isVisible()
    assert alone.stack.currentWidget() is alone.end


def test_digits_without_a_pin_are_tried_as_a_passphrase(desk):
    with pytest.raises(Refused) as refused:
        ways_in.confirm_here(desk, "842617")
    assert refused.value.code is Code.WRONG_PASSPHRASE
    desk.clock.move(900)
    ways_in.confirm_here(desk, PASSPHRASE)
    profile.confirm(desk, PASSPHRASE)


def test_a_screen_that_mirrors_is_told_where_the_room_is_asked(qtbot, frame, note):
    """rules: SEC-1"""
    family = open_family(qtbot, frame, note, PROJECTOR)
    assert not family.room.mirror.isVisible()
    family._displays.mirrored = lambda _here: True
    family._displays.plug()
    assert family.room.mirror.isVisible()
