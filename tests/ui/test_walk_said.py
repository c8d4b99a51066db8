"""All that is proposed, in a real window: seen, taken with one key, refused for good, taken back in one step.

rules: DOC-3, DOC-4
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from editor_window import at, begin, open_editor, stored, type_text

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
AGREED = "Karin pratar med sin chef senast 20 mars. Jag ringer skolan på fredag."


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


def open_active(qtbot, shell, note, size=(1366, 840)):
    editor = open_editor(qtbot, shell, note, size=size)
    editor.activateWindow()
    qtbot.waitUntil(lambda: editor.isActiveWindow() and QApplication.focusWidget() is not None, timeout=5000)
    return editor


def press(qtbot, key, modifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def take_all(qtbot):
    press(qtbot, Qt.Key.Key_Return, ALT | SHIFT)


def write(editor, section, field, text):
    """Type, and pause for a breath: only then is anything proposed."""
    editor.view.go(section, field)
    type_text(QApplication.focusWidget(), text)
    editor.view.form.taking.settle()


def value(editor, section, field):
    return at(editor.note.values, section, field)


def lines(editor):
    return [line.proposal.line for line in editor.view.proposals.said.lines]


def test_the_key_shows_the_list_before_it_takes_anything(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "overenskommet", "note", AGREED)
    take_all(qtbot)
    assert editor.view.proposals.isVisible()
    assert value(editor, "overenskommet", "agreed") is None
    take_all(qtbot)
    assert [row["when"] for row in value(editor, "overenskommet", "agreed")] == ["2026-03-20", "2026-03-13"]
    assert [row["role"] for row in value(editor, "deltagare", "people")][:2] == ["barn", "vardnadshavare"]


def test_what_has_not_been_in_sight_is_shown_before_it_is_taken(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk), size=(1366, 420))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    write(editor, "overenskommet", "note", AGREED)
    take_all(qtbot)
    take_all(qtbot)
    assert value(editor, "samtycke_besok", "consent") is None
    for _press in range(6):
        if value(editor, "samtycke_besok", "consent") is None:
            take_all(qtbot)
    assert value(editor, "samtycke_besok", "consent") == "ja_muntligt"
    assert len(value(editor, "overenskommet", "agreed")) == 2


def test_all_that_was_taken_comes_back_in_one_step_and_can_be_taken_again(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    write(editor, "overenskommet", "note", AGREED)
    take_all(qtbot)
    take_all(qtbot)
    assert value(editor, "samtycke_besok", "consent") == "ja_muntligt"
    press(qtbot, Qt.Key.Key_Z, ALT)
    for place in (("samtycke_besok", "consent"), ("overenskommet", "agreed"), ("deltagare", "people")):
        assert value(editor, *place) is None
    qtbot.waitUntil(lambda: any("Ja, muntligt" in line for line in lines(editor)), timeout=5000)
    assert value(editor, "overenskommet", "note") == AGREED


def test_taking_back_leaves_what_was_changed_since(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    editor.view.form.field("samtycke_besok", "consent").accept_first()
    editor.view.form.show_value("samtycke_besok", "consent", "nej")  # as it comes from elsewhere
    press(qtbot, Qt.Key.Key_Z, ALT)
    assert editor.view.form.values()["samtycke_besok"]["consent"] == "nej"


def test_each_choice_is_taken_back_by_itself_the_last_first(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    consent = editor.view.form.field("samtycke_besok", "consent")
    consent.accept_first()
    consent.chips_in.button("nej").click()
    seen = []
    for _ in range(2):
        press(qtbot, Qt.Key.Key_Z, ALT)
        seen.append(value(editor, "samtycke_besok", "consent"))
    assert seen == ["ja_muntligt", None]
    assert consent.has_proposal()


def test_what_is_refused_does_not_come_back_not_even_another_day(qtbot, desk, shell):
    note = begin(desk)
    editor = open_active(qtbot, shell, note)
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    consent = editor.view.form.field("samtycke_besok", "consent")
    assert consent.has_proposal()
    press(qtbot, Qt.Key.Key_Delete, ALT)
    assert not consent.has_proposal()
    type_text(QApplication.focusWidget(), " Karin sade ja igen.")
    assert not consent.has_proposal()
    editor.left()
    qtbot.waitUntil(lambda: "igen" in str(at(stored(desk, note), "samtycke_besok", "note")), timeout=5000)
    qtbot.waitUntil(shell.tasks.idle, timeout=5000)
    again = open_active(qtbot, shell, note)
    assert not again.view.form.field("samtycke_besok", "consent").has_proposal()
    assert value(again, "samtycke_besok", "consent") is None


def test_a_row_that_was_taken_and_removed_is_not_offered_twice(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "overenskommet", "note", "Karin pratar med sin chef senast 20 mars.")
    rows = editor.view.form.field("overenskommet", "agreed")
    rows.accept_first()
    rows._rows[0].remove.click()
    assert value(editor, "overenskommet", "agreed") is None
    assert not rows.has_proposal()


def test_an_agreement_without_a_day_waits_for_the_person_s_own_mark(qtbot, desk, shell):
    """rules: DOC-3"""
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "overenskommet", "note", "Jag undersöker morgonstöd.")
    take_all(qtbot)
    take_all(qtbot)
    assert value(editor, "overenskommet", "agreed") is None
    [line] = [each for each in editor.view.proposals.said.lines if "morgonstöd" in each.proposal.line]
    line.box.click()
    take_all(qtbot)
    assert value(editor, "overenskommet", "agreed") == [{"what": "Undersöker morgonstöd", "who": "Tove Ekberg"}]


def test_what_nothing_said_answers_is_asked_in_the_list(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    take_all(qtbot)
    questions = editor.view.proposals.questions
    assert "samtycke_besok.consent" not in questions
    questions["samtycke_besok.voluntary_told"].button("ja_fore").click()
    questions["information.given"].button("varfor").click()
    qtbot.waitUntil(lambda: "information.given" in editor.view.proposals.questions, timeout=5000)
    editor.view.proposals.questions["information.given"].button("journal").click()
    assert value(editor, "samtycke_besok", "voluntary_told") == "ja_fore"
    assert list(value(editor, "information", "given")) == ["varfor", "journal"]
    assert editor.view.form.field("samtycke_besok", "voluntary_told").value() == "ja_fore"


def test_a_word_that_sounds_like_a_name_is_changed_only_by_the_person(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "overenskommet", "note", "Vi ringer Carin.")
    take_all(qtbot)
    take_all(qtbot)
    assert value(editor, "overenskommet", "note") == "Vi ringer Carin."
    editor.view.proposals.closed.emit()
    editor.view.form.field("overenskommet", "note").accept_first()
    assert value(editor, "overenskommet", "note") == "Vi ringer Karin."
    press(qtbot, Qt.Key.Key_Z, ALT)
    assert value(editor, "overenskommet", "note") == "Vi ringer Carin."


def test_after_speaking_the_list_shows_itself_and_leaves_the_keyboard(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    hand = QApplication.focusWidget()
    editor.view.spoken.emit()
    assert editor.view.proposals.isVisible()
    assert QApplication.focusWidget() is hand
    press(qtbot, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not editor.view.proposals.isVisible()
    editor.resize(900, 840)
    editor.view.spoken.emit()
    assert not editor.view.proposals.isVisible()


def test_nothing_is_looked_through_while_keys_come(qtbot, desk, shell, monkeypatch):
    editor = open_active(qtbot, shell, begin(desk))
    editor.view.go("samtycke_besok", "note")
    drawn, draw = [], editor.view.form.taking.draw
    monkeypatch.setattr(editor.view.form.taking, "draw", lambda section: (drawn.append(section), draw(section)))
    type_text(QApplication.focusWidget(), "Karin sade ja till besöket.")
    assert drawn == []
    consent = editor.view.form.field("samtycke_besok", "consent")
    qtbot.waitUntil(consent.has_proposal)
    assert drawn == ["samtycke_besok"]


def test_a_proposal_that_is_no_longer_true_is_not_taken_by_a_quick_click(qtbot, desk, shell):
    editor = open_active(qtbot, shell, begin(desk))
    write(editor, "samtycke_besok", "note", "Karin sade ja till besöket.")
    taking = editor.view.form.taking
    [proposal] = [each for each in taking.of("samtycke_besok") if each.offer.field == "consent"]
    writing = QApplication.focusWidget()
    writing.selectAll()
    type_text(writing, "Karin sade nej till besöket.")
    taking.take([proposal])
    assert value(editor, "samtycke_besok", "consent") is None
