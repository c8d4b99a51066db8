"""Two versions of a note brought together in the window, by keyboard and by mouse; nothing is chosen by itself.

rules: INS-1, CHI-1, ACC-1
"""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from editor_window import type_text
from fieldnotes.casework import conflicts, read_note, sign
from fieldnotes.casework.desk import Changed
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker.merge import merge_screen
from one_desk import RESOURCES
from two_desks import CHILD, WHY, make_two, signed

CTRL = Qt.KeyboardModifier.ControlModifier
NO = Qt.KeyboardModifier.NoModifier
REASONS = {"*": WHY}


def voice(text):
    return {"said": {"text": text, "source_person_id": CHILD, "source_kind": "berattat_pa_plats"}}


MINE = {"grunddata": {"place": "kontoret"}, "information": {"note": "Toves."}, "barnets_rost": voice("Till mormor.")}
THEIRS = {"information": {"note": "Jonas."}, "barnets_rost": voice("Inte nu.")}


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock, "u-jonas")
    yield made
    made.close()


@pytest.fixture
def note(desks):
    """A note both have corrected without the other in sight."""
    found, _revision = signed(desks)
    for desk, sections in ((desks.worker, MINE), (desks.supervisor, THEIRS)):
        sign.correct(desk, found, {"sections": sections}, WHY, REASONS)
    desks.carry()
    return found


@pytest.fixture
def shell(frame, desks, tasks):
    frame.desk, frame.tasks = desks.worker, tasks
    return frame


@pytest.fixture
def merge(qtbot, shell, note):
    screen = merge_screen.build(shell, note)
    qtbot.addWidget(screen)
    screen.resize(1366, 840)
    screen.show()
    screen.activateWindow()
    screen.entered()
    qtbot.waitUntil(lambda: bool(screen.cards), timeout=8000)
    yield screen
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def here(screen):
    focused = QApplication.focusWidget()
    return next((key for key, card in screen.cards.items() if card is focused), "")


def key(qtbot, screen, code, modifier=NO):
    qtbot.keyClick(QApplication.focusWidget() or screen, code, modifier)
    qtbot.waitUntil(screen.presenter[0]._shell.tasks.idle, timeout=8000)


def card(screen, section):
    return next(each for each in screen.cards.values() if each.spot.section == section)


def stored(desks, note):
    view = conflicts.open_conflict(desks.worker, note)
    return {each.section: each.choice.text if each.choice else None for each in view.differences}


def test_every_place_is_settled_with_one_key_and_signed_from_the_list(qtbot, desks, shell, note, merge):
    assert {each.spot.section: each.spot.state for each in merge.cards.values()} == {
        "grunddata": "proposed",
        "barnets_rost": "proposed",
        "information": "open",
    }
    assert here(merge) == card(merge, "grunddata").spot.id
    key(qtbot, merge, Qt.Key.Key_Return)
    assert here(merge) == card(merge, "barnets_rost").spot.id
    key(qtbot, merge, Qt.Key.Key_Return)
    assert here(merge) == card(merge, "information").spot.id
    key(qtbot, merge, Qt.Key.Key_2)
    taken = card(merge, "information").spot.sides[1]
    assert taken.taken
    key(qtbot, merge, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(merge.sheet.isVisible, timeout=8000)
    key(qtbot, merge, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: Place("note", note) in shell.went, timeout=8000)
    seen = read_note.show(desks.worker, note)
    assert not seen.flags.conflict
    assert seen.sections["grunddata"]["place"] == "kontoret"
    assert seen.sections["information"]["note"] == taken.spoken
    assert all(words in seen.sections["barnets_rost"]["said"]["text"] for words in ("Till mormor.", "Inte nu."))


def test_nothing_is_taken_by_looking_and_signing_leads_to_what_is_left(qtbot, desks, note, merge):
    assert set(stored(desks, note).values()) == {None}
    key(qtbot, merge, Qt.Key.Key_N)
    key(qtbot, merge, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(merge._notice.isVisible, timeout=8000)
    assert not merge.sheet.isVisible()
    assert here(merge) == card(merge, "grunddata").spot.id
    assert len(read_note.show(desks.worker, note).heads) == 2


def test_own_words_are_written_saved_and_undone(qtbot, desks, note, merge):
    merge.go_to(card(merge, "information").spot.id)
    key(qtbot, merge, Qt.Key.Key_E)
    editor = card(merge, "information").editor
    assert editor.hasFocus()
    editor.selectAll()
    type_text(editor, "Vi säger så här.")
    qtbot.waitUntil(lambda: card(merge, "information").spot.result == "Vi säger så här.", timeout=8000)
    assert card(merge, "information").spot.state == "chosen"
    assert stored(desks, note)["information"] == "Vi säger så här."
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert here(merge) == card(merge, "information").spot.id
    merge.undo.click()
    qtbot.waitUntil(lambda: stored(desks, note)["information"] is None, timeout=8000)
    assert not merge.undo.isEnabled()


def test_leaving_saves_the_last_words(qtbot, desks, note, merge, shell):
    merge.go_to(card(merge, "information").spot.id)
    key(qtbot, merge, Qt.Key.Key_E)
    type_text(card(merge, "information").editor, "Sista.")
    merge.left()
    qtbot.waitUntil(shell.tasks.idle, timeout=8000)
    assert "Sista." in stored(desks, note)["information"]


def test_the_childs_words_cannot_be_passed_over_and_the_window_says_why(qtbot, desks, note, merge):
    said = card(merge, "barnets_rost")
    assert not said.buttons["take 1"].isEnabled()
    assert all(side.why_not for side in said.spot.sides)
    merge.go_to(said.spot.id)
    key(qtbot, merge, Qt.Key.Key_1)
    assert merge._notice.isVisible()
    assert stored(desks, note)["barnets_rost"] is None
    key(qtbot, merge, Qt.Key.Key_E)
    said.editor.selectAll()
    type_text(said.editor, "Något annat.")
    qtbot.waitUntil(lambda: said.spot.state == "loses", timeout=8000)
    assert said.spot.note in said.accessibleName()
    assert "3" in merge._progress.text()


def test_by_mouse(qtbot, desks, note, merge):
    for section, button in (("grunddata", "accept"), ("barnets_rost", "join"), ("information", "join")):
        merge.go_to(card(merge, section).spot.id)
        qtbot.mouseClick(card(merge, section).buttons[button], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda section=section: card(merge, section).spot.settled, timeout=8000)
    opened = card(merge, "information")
    qtbot.mouseClick(opened.buttons["open"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.spot.state == "open", timeout=8000)
    assert set(stored(desks, note)) == {"grunddata", "barnets_rost", "information"}


def test_another_version_that_comes_meanwhile_leaves_the_choices_and_asks_again(qtbot, desks, shell, note, merge):
    merge.go_to(card(merge, "information").spot.id)
    key(qtbot, merge, Qt.Key.Key_1)
    sign.correct(desks.supervisor, note, {"sections": {"information": {"note": "Sent."}}}, WHY, REASONS)
    desks.carry()
    merge.take_change(Changed(frozenset({"entries"}), frozenset({note})))
    qtbot.waitUntil(lambda: card(merge, "information").spot.state == "again", timeout=8000)
    assert merge._notice.isVisible()
    assert stored(desks, note)["information"] is not None
    merge.go_to(card(merge, "information").spot.id)
    assert len(card(merge, "information").spot.sides) >= 2


def test_somebody_else_brought_them_together(qtbot, desks, shell, note, merge):
    settled = {"sections": {**MINE, "barnets_rost": voice("Till mormor. Inte nu.")}}
    sign.merge(desks.supervisor, note, settled, None, REASONS)
    desks.carry()
    merge.take_change(Changed(frozenset({"entries"}), frozenset({note})))
    qtbot.waitUntil(lambda: Place("note", note) in shell.went, timeout=8000)
    assert shell.said


@pytest.mark.parametrize(("percent", "right_to_left"), [(200, False), (100, True)])
def test_every_word_has_room_in_every_size_and_direction(qtbot, qapp, shell, note, percent, right_to_left):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    apply_look(qapp, Look(LIGHT, percent, RESOURCES))
    screen = merge_screen.build(shell, note)
    qtbot.addWidget(screen)
    screen.resize(1024, 700)
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: bool(screen.cards), timeout=8000)
    for each in screen.cards.values():
        assert each.width() <= screen.width()
        assert all(button.text() for button in each.buttons.values())
