"""The author answers where the question stands: by keyboard, one after the other, losing no half-written word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from editor_window import FileSource, type_text
from fieldnotes.casework import read_note
from fieldnotes.ui.worker.editor.begun_answers import KIND
from fieldnotes.ui.worker.editor.question_card import QuestionCard
from fieldnotes.ui.worker.editor.screen import EditorScreen
from fieldnotes.vault import unfinished
from two_desks import close_window, make_two, returned, signed


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def editor(qtbot, frame, desks, tasks):
    note, revision = signed(desks)
    returned(desks, note, revision, "Hur ofta?", "Vem väcker Elsa?")
    frame.desk, frame.tasks = desks.worker, tasks
    screen = EditorScreen(frame, note, FileSource())
    tasks.changed.connect(screen.take_change)
    screen.resize(1200, 800)
    screen.show()
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.entered()
    qtbot.waitUntil(lambda: screen.view.signed is not None, timeout=10_000)
    yield screen
    close_window(screen)


def lines(editor):
    named = {line.accessibleName(): line for line in editor.view.signed.findChildren(QLineEdit)}
    return {name.removeprefix("Answer to: "): line for name, line in named.items() if name.startswith("Answer to: ")}


def answers(desks, editor):
    seen = read_note.show(desks.worker, editor.note.note)
    return {str(each.text): [str(answer.text) for answer in each.answers] for each in seen.questions}


def test_two_questions_are_answered_by_keyboard_and_nothing_half_written_is_lost(qtbot, editor, desks, tasks):
    first, second = lines(editor)["Hur ofta?"], lines(editor)["Vem väcker Elsa?"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.focusWidget() is first, "the note opens on the way to the first question"
    type_text(second, "Mormor")
    first.setFocus()
    type_text(first, "Varannan vecka.")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(lines(editor)) == ["Vem väcker Elsa?"], timeout=10_000)
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    (left,) = lines(editor).values()
    assert left.text() == "Mormor"
    assert QApplication.focusWidget() is left
    type_text(left, " ringer.")
    qtbot.keyClick(left, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not lines(editor), timeout=10_000)
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert answers(desks, editor) == {"Hur ofta?": ["Varannan vecka."], "Vem väcker Elsa?": ["Mormor ringer."]}


def test_a_question_is_answered_by_mouse(qtbot, editor, desks, tasks):
    line = lines(editor)["Hur ofta?"]
    _line, send = next(pair for pair in editor.view.signed._answers.values() if pair[0] is line)
    assert not send.isEnabled()
    type_text(line, "Ofta.")
    qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list(lines(editor)) == ["Vem väcker Elsa?"], timeout=10_000)
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert answers(desks, editor)["Hur ofta?"] == ["Ofta."]


def placed(editor):
    page = editor.view.signed
    cards = [card for card in page.findChildren(QuestionCard) if card.isVisibleTo(page)]
    return {str(card.question.text): card.y() for card in cards}


def test_a_question_stands_below_the_section_it_is_about(qtbot, editor):
    at, signed = placed(editor), editor.view.signed
    about = signed.cards["vuxnas_uppgifter"]
    assert set(at) == {"Hur ofta?", "Vem väcker Elsa?"}
    following = [card.y() for card in signed.cards.values() if card.y() > about.y()]
    for y in at.values():
        assert about.y() < y
        assert all(y < other for other in following)


def test_an_answer_and_a_reason_being_typed_are_there_after_a_lock_and_leave_when_sent(
    qtbot, editor, frame, desks, tasks
):
    type_text(lines(editor)["Hur ofta?"], "Varannan")
    editor.view.signed.ask_for_reason()
    type_text(editor.view.signed._why, "Fel dag")
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    note = editor.note.note
    again = EditorScreen(frame, note, FileSource())
    tasks.changed.connect(again.take_change)
    again.show()
    again.entered()
    qtbot.waitUntil(lambda: again.view.signed is not None, timeout=20_000)
    qtbot.waitUntil(lambda: lines(again)["Hur ofta?"].text() == "Varannan", timeout=20_000)
    assert again.view.signed._why.text() == "Fel dag"
    assert again.view.signed._correct.isVisibleTo(again)
    again.view.signed._why.clear()
    qtbot.keyClick(lines(again)["Hur ofta?"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(lines(again)) == ["Vem väcker Elsa?"], timeout=20_000)
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert unfinished.get(desks.worker.vault, KIND, note) is None
    close_window(again)
