"""The page about security and unlocking by PIN: who knows the passphrase may change the ways in, and nobody else.

rules: SEC-9
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from fieldnotes.casework import profile, ways_in
from fieldnotes.casework.ways_in import WaysIn
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.ui.shell.lock_time import LockTime, lock_time
from fieldnotes.ui.shell.security_presenter import SecurityPresenter
from fieldnotes.ui.shell.security_screen import build
from fieldnotes.ui.shell.security_words import key_words, officer_words, pin_words
from fieldnotes.ui.shell.unlock_presenter import UnlockPresenter
from fieldnotes.ui.shell.unlock_view import UnlockView
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.pin import PinState
from memory_keychain import MemoryKeychain
from one_desk import PASSPHRASE

PIN = "842617"
NEW = "helt nya ord nu"


class Drawn:
    """A view that writes down what it is told."""

    def __init__(self):
        self.lines, self.keys, self.ways, self.progress, self.forgotten = [], [], None, [], 0

    def show_decided(self, rows, lock):
        self.decided = rows, lock

    def show_ways(self, ways):
        self.ways = ways

    def show_busy(self, words, *, stoppable=False):
        self.lines.append(("busy", words, stoppable))

    def show_progress(self, done, total):
        self.progress.append((done, total))

    def show_line(self, words, *, wrong):
        self.lines.append(("wrong" if wrong else "said", words))

    def show_key(self, groups):
        self.keys.append(tuple(groups))

    def forget(self):
        self.forgotten += 1


@pytest.fixture
def keychain():
    return MemoryKeychain()


@pytest.fixture
def drawn(frame, keychain, monkeypatch):
    """A presenter with a view, on a desk whose computer has a keychain, at the cheapest allowed setting."""
    monkeypatch.setattr(Kdf, "calibrated", staticmethod(Kdf.floor))
    frame.desk.workshop = replace(frame.desk.workshop, keychain=keychain)
    view = Drawn()
    return view, SecurityPresenter(frame, view)


def test_nothing_is_changed_without_the_present_passphrase(drawn, frame):
    view, presenter = drawn
    for ask in (presenter.new_recovery_key, presenter.change_data_key):
        ask("")
        assert view.lines[-1] == ("wrong", "Type your present passphrase first.")
    presenter.change_passphrase("fel fras här", NEW, NEW)
    assert view.lines[-1][0] == "wrong"
    assert not view.keys[-1]
    profile.lock(frame.desk)


def test_a_new_passphrase_is_typed_twice_and_opens(drawn, frame):
    view, presenter = drawn
    presenter.change_passphrase(PASSPHRASE, NEW, "annat")
    assert view.lines[-1][0] == "wrong"
    presenter.change_passphrase(PASSPHRASE, NEW, NEW)
    assert view.lines[-1] == ("said", "The passphrase is changed.")
    assert view.forgotten == 1
    profile.confirm(frame.desk, NEW)


def test_a_new_recovery_key_is_shown_and_opens(drawn, frame):
    view, presenter = drawn
    presenter.new_recovery_key(PASSPHRASE)
    groups = view.keys[-1]
    assert len(groups) == 8
    folder, workshop = frame.desk.vault.folder, frame.desk.workshop
    profile.lock(frame.desk)
    profile.lock(profile.recover(workshop, folder, "-".join(groups), NEW, floor=True))


def test_a_new_data_key_tells_how_far_it_is_and_gives_a_new_recovery_key(drawn, frame):
    view, presenter = drawn
    before = frame.desk.vault.key.database_key()
    presenter.change_data_key(PASSPHRASE)
    assert len(view.keys[-1]) == 8
    assert view.lines[0][2], "it can be stopped"
    assert frame.desk.vault.key.database_key() != before


def test_the_pin_is_set_shown_and_removed(drawn, frame, keychain):
    view, presenter = drawn
    presenter.load()
    assert view.ways.pin == "none"
    presenter.set_pin(PASSPHRASE, PIN, "1")
    assert view.lines[-1][0] == "wrong"
    presenter.set_pin(PASSPHRASE, PIN, PIN)
    assert view.ways.pin == "ready"
    presenter.remove_pin()
    assert view.ways.pin == "none"
    assert not keychain.held


def test_words_say_what_a_pin_protects_and_how_it_stands():
    for state in PinState:
        assert "keychain" in pin_words(state.value)
        assert "5" in pin_words(state.value)
    there, gone = (key_words(WaysIn(recovery=found, pin="none", officers=())) for found in (True, False))
    assert "Make one now" in gone
    assert there != gone
    assert "Anna Ek and Bo Ask" in officer_words(("Anna Ek", "Bo Ask"))
    assert "Nobody" in officer_words(())


def test_the_page_hides_the_pin_where_there_is_no_keychain_and_forgets_what_was_typed(qtbot, frame):
    view = build(frame, "")
    qtbot.addWidget(view)
    view.show()
    assert not view.pin.isVisible()
    view.present.edit.setText("hemligt")
    view.show_key(["ABCDE"] * 8)
    view.left()
    assert view.present.edit.text() == ""
    assert not view.present.edit.isUndoAvailable()
    assert not view.key.isVisible()
    assert view.key.text() == ""


def test_the_lock_time_is_chosen_obeyed_and_kept():
    kept, heard = [], []
    time = LockTime()
    time.begin(10, kept.append)
    time.changed.connect(heard.append)
    time.choose(10)
    time.choose(2)
    assert kept == heard == [2]
    assert lock_time() is lock_time()


class PinDoor:
    """A door with a PIN that answers as told."""

    def __init__(self, state, *answers):
        self.state, self.answers, self.tried = state, list(answers), []

    def pin_state(self):
        return self.state

    def unlock(self, passphrase):
        self.tried.append(("passphrase", passphrase))
        return "desk"

    def unlock_with_pin(self, digits):
        self.tried.append(("pin", digits))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def unlocking(qtbot, at_once, bell, door):
    view, opened = UnlockView(), []
    qtbot.addWidget(view)
    view.show()
    presenter = UnlockPresenter(door, at_once, view, bell.after, opened.append)
    view.unlock_asked.connect(presenter.unlock)
    view.pin_asked.connect(presenter.unlock_with_pin)
    presenter.look_for_pin()
    view.presenter = presenter
    return view, opened


def typed(qtbot, view, text):
    qtbot.keyClicks(view._passphrase.edit, text)
    qtbot.keyClick(view._passphrase.edit, Qt.Key.Key_Return)


def test_a_pin_is_asked_for_where_there_is_one(qtbot, at_once, bell):
    door = PinDoor("ready", Refused(Code.WRONG_PIN, left=4), "desk")
    view, opened = unlocking(qtbot, at_once, bell, door)
    assert view._passphrase.edit.accessibleName() == "PIN"
    typed(qtbot, view, "111222")
    assert "Tries left: 4" in view._card.line.text()
    typed(qtbot, view, PIN)
    assert door.tried == [("pin", "111222"), ("pin", PIN)]
    assert opened == ["desk"]


def test_the_passphrase_is_one_press_away(qtbot, at_once, bell):
    door = PinDoor("ready")
    view, opened = unlocking(qtbot, at_once, bell, door)
    qtbot.mouseClick(view._instead, Qt.MouseButton.LeftButton)
    assert not view._instead.isVisible()
    typed(qtbot, view, "fyra torra ord")
    assert door.tried == [("passphrase", "fyra torra ord")]
    assert opened == ["desk"]


@pytest.mark.parametrize("error", [Refused(Code.PIN_GONE), Unavailable(Code.KEYCHAIN_MISSING)])
def test_a_pin_that_is_gone_leads_to_the_passphrase_and_says_so(qtbot, at_once, bell, error):
    view, _opened = unlocking(qtbot, at_once, bell, PinDoor("ready", error))
    typed(qtbot, view, PIN)
    assert view._passphrase.edit.accessibleName() == "Passphrase"
    assert "passphrase" in view._card.line.text()


@pytest.mark.parametrize(("state", "said"), [("lost", True), ("none", False), ("impossible", False)])
def test_without_a_usable_pin_the_passphrase_is_asked_for(qtbot, at_once, bell, state, said):
    view, _opened = unlocking(qtbot, at_once, bell, PinDoor(state))
    assert view._passphrase.edit.accessibleName() == "Passphrase"
    assert bool(view._card.line.text()) is said


def test_what_somebody_types_already_is_not_taken_for_a_pin(qtbot, at_once, bell):
    view, _opened = UnlockView(), []
    qtbot.addWidget(view)
    view._passphrase.edit.setText("fyra")
    view.offer_pin(ready=True)
    assert view._passphrase.edit.accessibleName() == "Passphrase"
    assert view._passphrase.edit.text() == "fyra"
    view.clear()
    assert view._passphrase.edit.text() == ""
    assert not view._passphrase.edit.isUndoAvailable()


def test_a_desk_opened_by_pin_works(tmp_path, frame, keychain):
    frame.desk.workshop = replace(frame.desk.workshop, keychain=keychain)
    ways_in.set_pin(frame.desk, PIN)
    folder = frame.desk.vault.folder
    profile.lock(frame.desk)
    desk = ways_in.unlock_with_pin(frame.desk.workshop, folder, PIN)
    assert ways_in.ways_in(desk).pin == "ready"
    profile.lock(desk)
