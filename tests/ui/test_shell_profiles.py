"""Two workers on one computer: two profiles, two keys, and at the door nothing but their own names.

rules: SEC-9
"""

import json

import pytest

from fieldnotes.casework import profile, write_note
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.profiles import Profiles
from fieldnotes.vault.destroying import destroy_profile
from one_desk import PASSPHRASE, make_joined, make_profile, make_workshop


@pytest.fixture
def root(tmp_path, held_clock):
    """Tove's profile as it always lay, and Jonas's beside it."""
    for folder, user in (("profile", "u-tove"), ("profiles/0a", "u-jonas")):
        (tmp_path / "profiles").mkdir(exist_ok=True)
        vault = make_profile(tmp_path / folder, held_clock)
        make_joined(vault, held_clock, user)
        vault.lock()
    return tmp_path


@pytest.fixture
def window(qtbot, qapp, tasks, root, held_clock, screen_settings):
    known = Profiles(root)
    door = Door(lambda: make_workshop(held_clock, root), known.last())
    made = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings), known)
    made.show()
    yield made
    if made.session is not None:
        with qtbot.waitSignal(made.locked, timeout=10_000):
            made.lock()
    made.hide()
    made.deleteLater()


def open_(window, qtbot):
    with qtbot.waitSignal(window.opened, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)


def lock(window, qtbot):
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.lock()


def who(window):
    return str(profile.whoami(window.session.desk).name)


def test_each_worker_opens_a_profile_of_their_own_and_the_other_stays_shut(window, root, qtbot):
    assert [each.name for each in Profiles(root).listed()] == ["", ""], "no name is known before a profile was opened"
    window.choice.chosen.emit(root / "profile")
    open_(window, qtbot)
    assert who(window) == "Tove Ekberg"
    tove = profile.whoami(window.session.desk).device
    note = write_note.add(window.session.desk, "c-prov-01", "telefonsamtal").note
    lock(window, qtbot)

    window.choice.chosen.emit(root / "profiles" / "0a")
    open_(window, qtbot)
    assert who(window) == "Jonas Lilja"
    assert profile.whoami(window.session.desk).user == "u-jonas"
    assert note not in {row.note for row in write_note.draft_list(window.session.desk)}
    lock(window, qtbot)
    assert [each.name for each in Profiles(root).listed()] == ["Jonas Lilja", "Tove Ekberg"]
    assert [button.text() for button in window.choice.buttons.values()] == ["Jonas Lilja", "Tove Ekberg"]

    window.choice.chosen.emit(root / "profile")
    open_(window, qtbot)
    assert profile.whoami(window.session.desk).device == tove
    assert note in {row.note for row in write_note.draft_list(window.session.desk)}, "saved when it was locked"


def test_at_the_door_stands_the_workers_own_name_and_nothing_else(window, root, qtbot):
    """rules: SEC-9, SEC-8"""
    open_(window, qtbot)
    lock(window, qtbot)
    said = [json.loads(path.read_text("utf-8")) for path in root.rglob("who.json")]
    assert said == [{"name": "Tove Ekberg"}]
    assert Profiles(root).last() == root / "profile"


def test_one_more_profile_lies_beside_and_leaves_nothing_when_one_turns_back(window, root, qtbot):
    before = sorted(root.rglob("*"))
    window.choice.new_asked.emit()
    assert window.stack.currentWidget() is not window.unlock
    window.stack.currentWidget()._back.click()
    assert window.stack.currentWidget() is window.unlock
    assert sorted(root.rglob("*")) == before
    assert window._door.folder == root / "profile"


def test_a_lone_profile_is_opened_as_before_and_the_first_folder_is_used_first(tmp_path, held_clock):
    known = Profiles(tmp_path)
    assert known.listed() == ()
    assert known.last() == known.fresh() == tmp_path / "profile"
    make_profile(tmp_path / "profile", held_clock).lock()
    (each,) = known.listed()
    assert (each.folder, each.name) == (tmp_path / "profile", "")
    fresh = known.fresh()
    assert fresh.parent == tmp_path / "profiles"
    assert not fresh.exists()
    (tmp_path / "profiles" / "left").mkdir(parents=True)
    assert len(known.listed()) == 1, "an empty folder is no profile"
    (tmp_path / "profile" / "who.json").write_text("{", encoding="utf-8")
    assert known.listed()[0].name == "", "a torn name keeps nobody out"


def test_with_one_profile_given_there_is_no_choice(qapp, tasks, tmp_path, held_clock, screen_settings):
    make_profile(tmp_path / "profile", held_clock).lock()
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    window = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings))
    assert window.choice is None
    window.deleteLater()


def test_a_destroyed_profile_takes_the_name_along(root):
    (root / "profile" / "who.json").write_text('{"name": "Tove Ekberg"}', encoding="utf-8")
    destroy_profile(root / "profile")
    assert not (root / "profile").exists()
