"""Unlocking: calm when wrong, a wait that grows, the recovery key, and nothing of any family before it.

rules: SEC-9
"""

import pytest
from sqlalchemy import text

from fieldnotes.casework import profile
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.ui.shell.door import Door, looks_new, read_invitation
from fieldnotes.ui.shell.unlock_presenter import UnlockPresenter
from fieldnotes.ui.shell.unlock_view import UnlockView
from fieldnotes.vault.store import STORE_FILE
from one_desk import PASSPHRASE, make_profile, make_workshop


class Drawn:
    """A view that writes down what it is told."""

    def __init__(self):
        self.told = []

    def show_busy(self, words):
        self.told.append(("busy", words))

    def show_ready(self, words=""):
        self.told.append(("ready", words))

    def show_wait(self, words):
        self.told.append(("wait", words))

    def clear(self):
        self.told.append(("clear", ""))


class ShutDoor:
    """A door that says no as often as told, in the words given."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.tried = []
        self.prepared = 0

    def prepare(self):
        self.prepared += 1

    def unlock(self, passphrase):
        self.tried.append(passphrase)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def recover(self, recovery_key, passphrase):
        return self.unlock(f"{recovery_key}/{passphrase}")


@pytest.fixture
def door(tmp_path, held_clock):
    make_profile(tmp_path / "profile", held_clock).lock()
    return Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")


def test_a_wrong_passphrase_is_said_calmly_and_can_be_tried_again(at_once, bell):
    view, opened = Drawn(), []
    door = ShutDoor(Refused(Code.WRONG_PASSPHRASE), "desk")
    presenter = UnlockPresenter(door, at_once, view, bell.after, opened.append)
    presenter.unlock("fel")
    assert view.told[-1][0] == "ready"
    assert "does not open" in view.told[-1][1]
    presenter.unlock("rätt")
    assert opened == ["desk"]
    assert view.told[-1] == ("clear", "")


def test_a_profile_of_a_newer_program_is_said_to_be_one_and_is_left_alone(tmp_path, held_clock, at_once, bell):
    """rules: DOC-2"""
    vault = make_profile(tmp_path / "newer", held_clock)
    with vault.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    vault.lock()
    before = (vault.folder / STORE_FILE).read_bytes()
    view, opened = Drawn(), []
    door = Door(lambda: make_workshop(held_clock, tmp_path), vault.folder)
    UnlockPresenter(door, at_once, view, bell.after, opened.append).unlock(PASSPHRASE)
    assert view.told[-1][0] == "ready"
    assert "made by a newer version of FieldNotes" in view.told[-1][1]
    assert opened == []
    assert (vault.folder / STORE_FILE).read_bytes() == before


def test_a_wait_is_counted_down_and_then_ends(at_once, bell):
    view = Drawn()
    door = ShutDoor(Unavailable(Code.WAIT_BEFORE_RETRY, seconds=62))
    presenter = UnlockPresenter(door, at_once, view, bell.after, lambda _desk: None)
    presenter.unlock("fel")
    assert view.told[-1] == ("wait", "Too many wrong tries. You can try again in 1:02.")
    for _second in range(62):
        assert bell.seconds == 1.0
        bell.ring()
    assert view.told[-1][0] == "ready"


def test_only_one_try_at_a_time(at_once, bell):
    view, door = Drawn(), ShutDoor(Refused(Code.WRONG_PASSPHRASE), Refused(Code.WRONG_PASSPHRASE))
    presenter = UnlockPresenter(door, at_once, view, bell.after, lambda _desk: None)
    at_once.hold()
    presenter.unlock("ett")
    presenter.unlock("två")
    at_once.release()
    assert door.tried == ["ett"]


def test_the_new_passphrase_must_be_typed_twice_alike(at_once, bell):
    view, door = Drawn(), ShutDoor("desk")
    presenter = UnlockPresenter(door, at_once, view, bell.after, lambda _desk: None)
    presenter.recover("KEY", "en", "annan")
    assert door.tried == []
    presenter.recover("KEY", "samma", "samma")
    assert door.tried == ["KEY/samma"]


def test_the_real_door_opens_with_the_right_passphrase_only(door):
    assert not looks_new(door.folder)
    assert not door.is_new()
    with pytest.raises(Refused) as refused:
        door.unlock("inte den rätta")
    assert refused.value.code is Code.WRONG_PASSPHRASE
    with pytest.raises(Unavailable) as wait:
        door.unlock("inte den heller")
    assert wait.value.code is Code.WAIT_BEFORE_RETRY


def test_the_real_door_gives_a_desk_that_locks(door):
    desk = door.unlock(PASSPHRASE)
    assert profile.whoami(desk).name == "Tove Ekberg"
    door.lock(desk)
    assert desk.vault.locked


def test_typing_and_enter_asks_and_the_view_forgets_what_was_typed(qtbot):
    view = UnlockView()
    qtbot.addWidget(view)
    view.show()
    asked = []
    view.unlock_asked.connect(asked.append)
    assert not view._open.isEnabled()
    qtbot.keyClicks(view._passphrase.edit, "en lykta")
    assert view._open.isEnabled()
    qtbot.keyClick(view._passphrase.edit, "\r")
    view.show_wait("Vänta")
    assert not view._passphrase.isEnabled()
    view.clear()
    assert asked == ["en lykta"]
    assert view._passphrase.edit.text() == ""
    assert view._passphrase.edit.echoMode() == view._passphrase.edit.EchoMode.Password


@pytest.mark.parametrize("content", [None, b"{", b"[]", b"\xff\xfe"])
def test_an_invitation_that_is_none_is_refused_by_name(tmp_path, content):
    file = tmp_path / "inbjudan.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_invitation(file)
    assert refused.value.code is (Code.FILE_MISSING if content is None else Code.WRONG_FILE)
    assert refused.value.values["file"] == "inbjudan.json"


class LeasedDoor(ShutDoor):
    """A door that has been without its hub for too long."""

    def unlock(self, passphrase, recovery_key=None):
        return super().unlock(f"{passphrase}+{recovery_key}" if recovery_key else passphrase)

    def pin_state(self):
        return "ready"

    def unlock_with_pin(self, digits):
        return self.unlock(digits)


def unlocking(qtbot, at_once, bell, door):
    view, opened = UnlockView(), []
    qtbot.addWidget(view)
    view.show()
    presenter = UnlockPresenter(door, at_once, view, bell.after, opened.append)
    view.typed.connect(presenter.prepare)
    view.unlock_asked.connect(presenter.unlock)
    view.pin_asked.connect(presenter.unlock_with_pin)
    view.both_asked.connect(presenter.unlock_with_both)
    view.presenter = presenter
    return view, opened


def test_what_is_behind_the_door_is_got_ready_once_while_somebody_types(qtbot, at_once, bell):
    door = ShutDoor()
    view, _opened = unlocking(qtbot, at_once, bell, door)
    assert door.prepared == 0
    qtbot.keyClicks(view._passphrase.edit, "en lykta")
    assert (door.prepared, door.tried) == (1, [])


def test_after_too_long_without_the_hub_a_second_field_asks_for_the_recovery_key(qtbot, at_once, bell):
    ended = Refused(Code.LEASE_ENDED, days=50, most=45)
    door = LeasedDoor(ended, Refused(Code.WRONG_RECOVERY_KEY, group=2), "desk")
    view, opened = unlocking(qtbot, at_once, bell, door)
    assert not view._beside.isVisible()
    qtbot.keyClicks(view._passphrase.edit, "fyra torra ord")
    qtbot.keyClick(view._passphrase.edit, "\r")
    assert view._beside.isVisible()
    assert "50 days" in view._card.line.text()
    assert "Nothing is lost" in view._card.line.text()
    assert not view._open.isEnabled()
    qtbot.keyClick(view._passphrase.edit, "\r")
    assert door.tried == ["fyra torra ord"], "not without the key"
    qtbot.keyClicks(view._beside.edit, "ABCDE")
    qtbot.keyClick(view._beside.edit, "\r")
    assert "recovery key" in view._card.line.text()
    assert view._beside.isVisible()
    qtbot.keyClick(view._beside.edit, "\r")
    assert door.tried[1:] == ["fyra torra ord+ABCDE"] * 2
    assert opened == ["desk"]
    assert (view._beside.isVisible(), view._beside.edit.text(), view._passphrase.edit.text()) == (False, "", "")


@pytest.mark.parametrize("code", [Code.LEASE_ENDED, Code.CLOCK_DOUBTED])
def test_a_pin_leads_to_passphrase_and_recovery_key_then(qtbot, at_once, bell, code):
    view, _opened = unlocking(qtbot, at_once, bell, LeasedDoor(Refused(code, days=50, most=45, now="2099-01-01 08:00")))
    view.presenter.look_for_pin()
    qtbot.keyClicks(view._passphrase.edit, "842617")
    qtbot.keyClick(view._passphrase.edit, "\r")
    assert view._passphrase.edit.accessibleName() == "Passphrase"
    assert view._passphrase.edit.text() == ""
    assert view._beside.isVisible()
    view.presenter.look_for_pin()
    assert view._beside.isVisible(), "a PIN is not offered again"
