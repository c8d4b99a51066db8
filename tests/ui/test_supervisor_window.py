"""The supervisor's screens on real vaults: read, ask in place, decide; by keyboard, in any size and direction.

rules: ACC-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from editor_window import type_text
from fieldnotes.casework import decide, read_note, sign
from fieldnotes.casework.desk import Changed
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.supervisor import decide_screen, queue_screen
from fieldnotes.ui.supervisor.queue_presenter import QueuePage
from fieldnotes.ui.supervisor.remarks import Remark
from fieldnotes.vault import access
from one_desk import RESOURCES
from two_desks import WHY, close_window, make_two, returned, shown_and_signed, signed

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORDS = "Karin vill ha stöd på morgonen."
CORRECTED = {"sections": {"information": {"note": "Rättat."}}}


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def shell(frame, desks, tasks):
    frame.desk, frame.tasks = desks.supervisor, tasks
    return frame


@pytest.fixture
def open_screen(qtbot, shell, tasks):
    screens = []

    def opened(module, subject="", size=(1150, 800)):
        screen = module.build(shell, subject)
        screens.append(screen)
        screen.resize(*size)
        screen.show()
        with qtbot.waitActive(screen):
            screen.activateWindow()
        screen.entered()
        qtbot.waitUntil(tasks.idle, timeout=10_000)
        return screen

    yield opened
    for screen in screens:
        close_window(screen)


@pytest.fixture
def settled(qtbot, tasks):
    return lambda: qtbot.waitUntil(tasks.idle, timeout=10_000)


def mark(screen, section, words):
    """Mark words as the keyboard does, from the beginning of them with Shift and the arrow."""
    text = screen.page.texts[section]
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index(words))
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, len(words))
    text.setTextCursor(cursor)


def ask(qtbot, screen, section, words, text, key=Qt.Key.Key_F2):
    mark(screen, section, words)
    qtbot.keyClick(QApplication.focusWidget(), key)
    type_text(QApplication.focusWidget(), text)


def kinds(desk, note):
    return sorted(row.kind for row in read_note.history(desk, note))


def notice(screen):
    return screen.foot._notice.text()


def test_the_queue_names_no_family_and_opens_by_keyboard(qtbot, open_screen, desks, shell):
    """rules: SEC-8"""
    note, _revision = shown_and_signed(desks)
    screen = open_screen(queue_screen)
    assert QApplication.focusWidget() is screen.rows
    (row,) = screen.rows.rows.rows
    for name in ("Elsa", "Karin", "Sandin"):
        assert name not in row.spoken()
    assert "BV-2026-0142" in row.title
    assert "the family took part" in row.detail
    assert (row.chip, row.trailing) == ("Not opened", "Waited less than an hour")
    qtbot.keyClick(screen.rows, Qt.Key.Key_Return)
    assert shell.went == [Place("decide", note)]


def test_looking_at_the_queue_opens_no_note(open_screen, desks):
    """rules: SEC-6"""
    note, revision = signed(desks)
    open_screen(queue_screen)
    assert not access.has_opened(desks.supervisor.vault, note, revision)


def test_an_empty_queue_says_that_nothing_waits_and_takes_the_keyboard_when_rows_come(open_screen):
    screen = open_screen(queue_screen)
    shown = [each.text() for each in screen.findChildren(QLabel) if each.isVisible()]
    assert "Nothing waits for you" in shown
    assert not screen.rows.isVisible()
    screen.show_queue(QueuePage((Row("n1", "Hembesök · BV-1"),), "1 note waits"))
    assert QApplication.focusWidget() is screen.rows
    screen.show_queue(QueuePage((), ""))
    assert QApplication.focusWidget() is screen._empty
    assert screen._empty.accessibleName().startswith("Nothing waits for you.")


def test_a_reload_leaves_the_cursor_where_it_is(open_screen):
    screen = open_screen(queue_screen)
    rows = tuple(Row(f"n{n}", f"Hembesök · BV-{n}", "Signerad") for n in range(5000))
    screen.show_queue(QueuePage(rows, ""))
    screen.rows.make_current("n2500")
    screen.show_queue(QueuePage((Row("new", "Ny"), *rows), ""))
    assert screen.rows.current_key() == "n2500"
    screen.show_queue(QueuePage(tuple(row for row in rows if row.key != "n2500"), ""))
    assert screen.rows.current_key() == "n2501"


def test_what_was_decided_is_found_again(qtbot, open_screen, desks, settled):
    note, revision = signed(desks)
    read_note.show(desks.supervisor, note)
    decide.approve(desks.supervisor, note, revision)
    screen = open_screen(queue_screen)
    assert screen.rows.rows.rows == ()
    qtbot.mouseClick(screen._decided, Qt.MouseButton.LeftButton)
    settled()
    assert [(row.key, row.chip) for row in screen.rows.rows.rows] == [(note, "Approved")]


def test_opening_records_the_exact_head_and_nothing_else(open_screen, desks):
    """rules: SEC-6"""
    note, revision = signed(desks)
    other, unread = signed(desks)
    open_screen(decide_screen, note)
    assert access.has_opened(desks.supervisor.vault, note, revision)
    assert not access.has_opened(desks.supervisor.vault, other, unread)


def test_the_whole_text_is_there_and_disagreement_stands_out(open_screen, desks):
    """rules: INS-2, DOC-4"""
    note, _revision = shown_and_signed(desks)
    screen = open_screen(decide_screen, note)
    seen = read_note.show(desks.supervisor, note)
    for section in seen.section_states:
        for block in section.blocks:
            assert str(block.text) in screen.page.texts[section.id].toPlainText()
    warnings = [each for each in screen.findChildren(Remark) if each.property("remark") == "warn"]
    said = " ".join(label.text() for each in warnings for label in each.findChildren(QLabel))
    assert "Karin Sandin says that something is wrong." in said
    assert "Jag gäspade inte." in said
    cards = {each.accessibleName(): each.property("card") for each in screen.page.findChildren(Card)}
    assert (cards["Min bedömning"], cards["Det vi såg och hörde"]) == ("assessment", "true")


def test_a_note_is_sent_back_by_keyboard_with_a_question_on_marked_words(qtbot, open_screen, desks, shell, settled):
    """rules: DOC-11"""
    note, revision = signed(desks)
    screen = open_screen(decide_screen, note)
    ask(qtbot, screen, "vuxnas_uppgifter", WORDS, "Vilket stöd?")
    ask(qtbot, screen, "bedomning", "Elsa tar", "Skriv åldern.", Qt.Key.Key_F3)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL | SHIFT)
    settled()
    assert shell.went == [Place("queue")]
    first, second = read_note.show(desks.supervisor, note).questions
    assert (first.kind, first.pin.field, first.pin.quoted, first.text) == ("question", "told", WORDS, "Vilket stöd?")
    assert (second.kind, second.pin.section) == ("suggestion", "bedomning")
    assert first.revision == revision
    assert read_note.show(desks.supervisor, note).state == "returned"


def test_sending_back_without_a_question_says_calmly_what_is_missing(qtbot, open_screen, desks, shell, settled):
    note, _revision = signed(desks)
    screen = open_screen(decide_screen, note)
    ask(qtbot, screen, "bedomning", "Elsa tar", "Klart skrivet.", Qt.Key.Key_F4)
    mark(screen, "bedomning", "Elsa tar")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    empty = QApplication.focusWidget()
    screen.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL | SHIFT)
    settled()
    assert notice(screen) == "Write at least one question or suggestion before you send the note back."
    assert QApplication.focusWidget() is empty
    assert (shell.went, kinds(desks.supervisor, note)) == ([], ["NoteSigned"])


def test_approving_takes_one_key_and_brings_praise_along(qtbot, open_screen, desks, shell, settled):
    note, revision = signed(desks)
    screen = open_screen(decide_screen, note)
    ask(qtbot, screen, "bedomning", "Elsa tar", "Klart skrivet.", Qt.Key.Key_F4)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    settled()
    assert kinds(desks.supervisor, note) == ["NoteApproved", "NoteSigned", "QuestionAsked"]
    assert read_note.show(desks.supervisor, note).decisions[0].revision == revision
    assert (shell.went, shell.said) == ([Place("queue")], ["Approved: Hembesök · Elsa S. · BV-2026-0142"])


def test_a_written_question_is_not_lost_by_approving(qtbot, open_screen, desks, settled):
    note, _revision = signed(desks)
    screen = open_screen(decide_screen, note)
    ask(qtbot, screen, "bedomning", "Elsa tar", "Hur?")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    settled()
    assert notice(screen).startswith("A question is written and not sent.")
    assert kinds(desks.supervisor, note) == ["NoteSigned"]


def test_unsent_questions_outlive_their_screen_and_one_taken_away_comes_back(qtbot, open_screen, desks):
    note, _revision = signed(desks)
    first = open_screen(decide_screen, note)
    ask(qtbot, first, "vuxnas_uppgifter", WORDS, "Vilket stöd?")
    first.left()
    second = open_screen(decide_screen, note)
    (card,) = second.pins.cards.values()
    assert card.edit.toPlainText() == "Vilket stöd?"
    assert len(second.page.texts["vuxnas_uppgifter"].extraSelections()) == 1
    second.pins.taken_away.emit(card.number)
    assert second.pins.cards == {}
    second.pins._undo.click()
    (card,) = second.pins.cards.values()
    assert card.edit.toPlainText() == "Vilket stöd?"
    assert QApplication.focusWidget() is card.edit


def test_a_new_text_is_told_and_never_exchanged_under_the_eyes(qtbot, open_screen, desks, shell, settled):
    note, first = signed(desks)
    screen = open_screen(decide_screen, note)
    ask(qtbot, screen, "vuxnas_uppgifter", WORDS, "Vilket stöd?")
    shown = screen.page
    second = sign.correct(desks.worker, note, CORRECTED, WHY).hash
    desks.carry()
    screen.take_change(Changed(frozenset({"entries"}), frozenset({note})))
    settled()
    assert screen.page is shown
    assert screen._news.isVisible()
    assert not access.has_opened(desks.supervisor.vault, note, second)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL | SHIFT)
    settled()
    assert notice(screen) == "A newer text of this note has come. Read it before you decide."
    assert kinds(desks.supervisor, note) == ["NoteCorrected", "NoteSigned"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settled()
    assert not screen._news.isVisible()
    assert "Rättat." in screen.page.texts["information"].toPlainText()
    assert [card.edit.toPlainText() for card in screen.pins.cards.values()] == ["Vilket stöd?"]
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL | SHIFT)
    settled()
    assert read_note.show(desks.supervisor, note).questions[0].revision == second
    assert first != second


def test_what_changed_since_the_last_decision_is_marked_word_by_word(open_screen, desks):
    note, revision = signed(desks)
    returned(desks, note, revision, "Hur ofta?")
    sign.correct(desks.worker, note, CORRECTED, WHY)
    desks.carry()
    screen = open_screen(decide_screen, note)
    heard = [label.accessibleName() for label in screen.page.findChildren(QLabel)]
    assert any("Added: Rättat.." in each and "Removed: Vi berättade" in each for each in heard)


def test_answers_stand_in_place_and_the_screen_begins_there(open_screen, desks):
    note, revision = signed(desks)
    (asked,) = returned(desks, note, revision, "Hur ofta?")
    decide.answer(desks.worker, asked, "Varannan vecka.")
    desks.carry()
    screen = open_screen(decide_screen, note)
    text = screen.page.texts["vuxnas_uppgifter"]
    assert QApplication.focusWidget() is text
    labels = [label.text() for label in text.parentWidget().findChildren(QLabel)]
    assert "Tove Ekberg answers: Varannan vecka." in labels


def test_an_approval_is_withdrawn_with_a_reason_only(qtbot, open_screen, desks, settled):
    note, revision = signed(desks)
    read_note.show(desks.supervisor, note)
    decide.approve(desks.supervisor, note, revision)
    screen = open_screen(decide_screen, note)
    assert not screen.foot.approve.isVisible()
    assert not screen.foot.withdraw.isEnabled()
    screen.foot._reason.setFocus()
    type_text(screen.foot._reason, "Jag läste fel.")
    qtbot.keyClick(screen.foot._reason, Qt.Key.Key_Return)
    settled()
    assert "ApprovalWithdrawn" in kinds(desks.supervisor, note)
    assert screen.foot.approve.isVisible()


def test_nobody_is_offered_to_decide_about_their_own_note(qtbot, open_screen, desks, shell, settled):
    """rules: DOC-11"""
    note, _revision = signed(desks)
    shell.desk = desks.worker
    screen = open_screen(decide_screen, note)
    assert screen.foot._standing.text().endswith("Somebody else has to decide.")
    assert not screen.foot.approve.isVisible()
    screen.presenter.approve()
    settled()
    assert kinds(desks.worker, note) == ["NoteSigned"]


@pytest.mark.parametrize(("scale", "size"), [(100, (1150, 800)), (200, (1250, 720)), (100, (520, 700))])
@pytest.mark.parametrize("rtl", [False, True])
def test_it_holds_in_every_size_and_direction(qapp, qtbot, open_screen, desks, scale, size, rtl):
    note, _revision = shown_and_signed(desks)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    apply_look(qapp, Look(LIGHT, scale, RESOURCES))
    screen = open_screen(decide_screen, note, size)
    ask(qtbot, screen, "vuxnas_uppgifter", WORDS, "Vilket stöd?")
    qapp.processEvents()
    assert screen.minimumSizeHint().width() <= size[0]
    for button in (screen.foot.approve, screen.foot.send_back):
        place = button.mapTo(screen, button.rect().center())
        assert screen.rect().contains(place)
        assert button.visibleRegion().boundingRect().height() == button.height()
    (card,) = screen.pins.cards.values()
    qtbot.waitUntil(lambda: not card.edit.visibleRegion().isEmpty(), timeout=5000)
    for widget in screen.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    assert [each for each in qapp.topLevelWidgets() if each.isVisible() and each is not screen] == []


def test_the_hash_is_heard_whole_and_shown_short(open_screen, desks):
    note, revision = signed(desks)
    screen = open_screen(decide_screen, note)
    (fact,) = [label for label in screen.facts.findChildren(QLabel) if label.text() == f"Version {revision[:8]}"]
    assert revision in fact.accessibleName()
    assert revision in fact.toolTip()
