"""Who has not given their passphrase for twelve hours gives it in place, and what they decided is done.

rules: IDM-1
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from editor_window import type_text
from fieldnotes.casework import decide, read_note, unfinished, ways_in
from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.ui.supervisor import decide_screen
from fieldnotes.ui.supervisor.decide_screen import WITHDRAWING
from fieldnotes.ui.supervisor.prove_panel import ProvePanel
from memory_keychain import MemoryKeychain
from one_desk import PASSPHRASE
from two_desks import close_window, make_two, signed
from window_parts import parts

CTRL = Qt.KeyboardModifier.ControlModifier
HOURS = 3600
WHY = "Jag läste fel."


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, frame, desks, tasks):
    frame.desk, frame.tasks = desks.supervisor, tasks
    screens = []

    def screen(note):
        made = decide_screen.build(frame, note)
        screens.append(made)
        made.resize(1150, 800)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        made.entered()
        qtbot.waitUntil(lambda: bool(made.page.texts) and tasks.idle(), timeout=20_000)
        return made

    yield screen
    for made in screens:
        close_window(made)


def panel_of(qtbot, screen):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in parts(screen, ProvePanel)), timeout=20_000)
    [panel] = parts(screen, ProvePanel)
    return panel


def give(qtbot, panel, words):
    panel.secret.edit.clear()
    type_text(panel.secret.edit, words)
    qtbot.keyClick(panel.secret.edit, Qt.Key.Key_Return)


def kinds(desk, note):
    return sorted(row.kind for row in read_note.history(desk, note))


def test_the_passphrase_is_asked_for_in_place_and_the_decision_is_made(qtbot, opened, desks, tasks, frame, held_clock):
    note, revision = signed(desks)
    screen = opened(note)
    held_clock.move(12 * HOURS + 1)
    text = next(iter(screen.page.texts.values()))
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Return, CTRL)
    panel = panel_of(qtbot, screen)
    assert not screen.foot.isEnabled(), "the keys are the panel's"
    give(qtbot, panel, "någon annans fras")
    qtbot.waitUntil(lambda: panel._wrong.isVisible() and tasks.idle(), timeout=20_000)
    assert kinds(desks.supervisor, note) == ["NoteSigned"]
    held_clock.move(HOURS)
    give(qtbot, panel, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(frame.went) and tasks.idle(), timeout=20_000)
    assert panel.isHidden()
    assert panel.secret.edit.text() == ""
    assert kinds(desks.supervisor, note) == ["NoteApproved", "NoteSigned"]
    assert read_note.show(desks.supervisor, note).decisions[0].revision == revision
    assert desks.supervisor.unlocked == held_clock.now()


def test_who_closes_the_panel_has_decided_nothing_and_goes_on_where_they_were(qtbot, opened, desks, tasks, held_clock):
    note, _revision = signed(desks)
    screen = opened(note)
    held_clock.move(13 * HOURS)
    screen.foot.approve.setFocus()
    screen.foot.approve.click()
    panel = panel_of(qtbot, screen)
    type_text(panel.secret.edit, "halva fra")
    qtbot.keyClick(panel.secret.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.isHidden() and tasks.idle(), timeout=20_000)
    assert (screen.foot.isEnabled(), screen.foot.approve.hasFocus()) == (True, True)
    assert panel.secret.edit.text() == ""
    assert kinds(desks.supervisor, note) == ["NoteSigned"]


def test_a_pin_opens_the_program_and_is_not_enough_to_decide_by(desks):
    desk, keychain = desks.supervisor, MemoryKeychain()
    note, revision = signed(desks)
    desk.workshop = replace(desk.workshop, keychain=keychain)
    ways_in.set_pin(desk, "482917")
    workshop, folder = desk.workshop, desk.vault.folder
    desk.vault.lock()
    by_pin = ways_in.unlock_with_pin(workshop, folder, "482917")
    try:
        assert isinstance(by_pin, Desk)
        read_note.show(by_pin, note)
        with pytest.raises(Refused) as stopped:
            decide.approve(by_pin, note, revision)
        assert stopped.value.code is Code.PROVE_AGAIN
        with pytest.raises(Refused) as stopped:
            decide.prove(by_pin, "482917")
        assert stopped.value.code is Code.WRONG_PASSPHRASE, "the PIN is no passphrase here either"
        assert kinds(by_pin, note) == ["NoteSigned"]
        workshop.clock.move(60)
        decide.prove(by_pin, PASSPHRASE)
        decide.approve(by_pin, note, revision)
        assert kinds(by_pin, note) == ["NoteApproved", "NoteSigned"]
    finally:
        by_pin.vault.lock()


def test_the_reason_of_a_withdrawal_outlives_the_screen_until_it_is_filed(qtbot, opened, desks, tasks, held_clock):
    """rules: DOC-1"""
    (note, revision), (other, _unread) = signed(desks), signed(desks)
    read_note.show(desks.supervisor, note)
    decide.approve(desks.supervisor, note, revision)
    first = opened(note)
    type_text(first.foot._reason, WHY)
    qtbot.waitUntil(lambda: str(unfinished.find(desks.supervisor, WITHDRAWING, note)) == WHY, timeout=20_000)
    again = opened(note)
    qtbot.waitUntil(lambda: again.foot._reason.text() == WHY, timeout=20_000)
    assert not unfinished.find(desks.supervisor, WITHDRAWING, other)
    held_clock.move(13 * HOURS)
    qtbot.keyClick(again.foot._reason, Qt.Key.Key_Return)
    panel = panel_of(qtbot, again)
    assert again.foot._reason.text() == WHY
    give(qtbot, panel, PASSPHRASE)
    qtbot.waitUntil(lambda: "ApprovalWithdrawn" in kinds(desks.supervisor, note) and tasks.idle(), timeout=20_000)
    qtbot.waitUntil(lambda: not unfinished.find(desks.supervisor, WITHDRAWING, note), timeout=20_000)
    [withdrawn] = [each for each in read_note.show(desks.supervisor, note).decisions if each.decision == "withdrawn"]
    assert str(withdrawn.reason) == WHY
