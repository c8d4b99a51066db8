"""A corrected note is read with its original beside it: both texts, marked by line and stroke, and the whole of it.

rules: INS-1
"""

import pytest
from PySide6.QtWidgets import QBoxLayout, QLabel

from editor_window import begin, one_desk_for_all, open_editor, sections_of, sweep
from fieldnotes.casework import sign, write_note


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture(scope="module")
def clock_and_desk(tmp_path_factory):
    yield from one_desk_for_all(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(clock_and_desk):
    return clock_and_desk[1]


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


@pytest.fixture
def corrected(desk):
    note = begin(desk, sections=sections_of("prov-01.json"))
    sign.sign(desk, note)
    write_note.begin_correction(desk, note)
    write_note.edit(desk, note, {"samtycke_besok": {"limits": "Vi gick inte in i Elsas sovrum."}})
    sign.sign(desk, note, None, "Fel rum.")
    return note


def card_of(qtbot, editor):
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=20_000)
    card = editor.view.signed.corrections
    qtbot.waitUntil(lambda: bool(card.pairs), timeout=20_000)
    return card


def words(card):
    return [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]


def test_both_texts_stand_beside_each_other_with_who_and_why(qtbot, shell, corrected):
    card = card_of(qtbot, open_editor(qtbot, shell, corrected))
    [pair] = card.pairs
    assert pair._sides.direction() is QBoxLayout.Direction.LeftToRight
    assert "<s " in pair.before.text()
    assert "Karins" in pair.before.text()
    assert "Elsas" not in pair.before.text()
    assert "<u " in pair.after.text()
    assert "Elsas" in pair.after.text()
    assert (pair.before.accessibleName(), pair.after.accessibleName()) == ("Removed: Karins.", "Added: Elsas.")
    assert "Why: Fel rum." in words(card)
    assert any(each.startswith("Corrected by Tove Ekberg") for each in words(card))


def test_in_a_narrow_window_they_stand_one_above_the_other(qtbot, shell, corrected):
    card = card_of(qtbot, open_editor(qtbot, shell, corrected, size=(640, 700)))
    assert card.pairs[0]._sides.direction() is QBoxLayout.Direction.TopToBottom


def test_the_whole_text_is_read_as_it_was(qtbot, shell, corrected):
    card = card_of(qtbot, open_editor(qtbot, shell, corrected))
    [(button, _box)] = card._earlier.values()
    assert not any("Vi gick inte in i Karins sovrum." in each for each in words(card))
    button.click()
    qtbot.waitUntil(lambda: "Vi gick inte in i Karins sovrum." in words(card), timeout=20_000)
    assert not button.isEnabled()


def test_a_note_nobody_corrected_shows_no_such_card(qtbot, desk, shell):
    note = begin(desk, sections=sections_of("prov-01.json"))
    sign.sign(desk, note)
    editor = open_editor(qtbot, shell, note)
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=20_000)
    assert editor.view.signed.corrections.isHidden()
