"""A good passage becomes an example by a person's hand: names are marked, the yes is theirs, the worker finds it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel

from editor_window import FileSource, type_text
from fieldnotes.casework import examples, read_note, write_note
from fieldnotes.ui.supervisor import decide_screen, example_list_screen
from fieldnotes.ui.supervisor.example_opening import ExampleOpening
from fieldnotes.ui.supervisor.example_presenter import KIND
from fieldnotes.ui.worker.editor.example_help import ExampleHelp
from fieldnotes.ui.worker.editor.screen import EditorScreen
from fieldnotes.vault import examples as stored
from fieldnotes.vault import reference, unfinished
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from two_desks import CASE, SUPERVISOR, WORKER, close_window, make_two, signed
from window_parts import parts

WRITTEN = "Barnet gäspade och höll om sin nalle."


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, frame, desks, tasks):
    note, _revision = signed(desks)
    frame.desk, frame.tasks = desks.supervisor, tasks
    screens = []

    def screen():
        made = decide_screen.build(frame, note)
        screens.append(made)
        made.resize(1150, 800)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        made.entered()
        qtbot.waitUntil(lambda: bool(made.page.texts) and tasks.idle(), timeout=20_000)
        return made

    yield note, screen
    for made in screens:
        close_window(made)


def published(desk, name, value):
    """Let the hub have told of an example."""
    at = reference.version(desk.vault)
    told = (Item(ItemType.POLICY, f"example:unit-bou:{name}", value),)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, WORKER, at, at + 1, told).seal(HUB_KEY))


def mark(screen, section, words):
    text = screen.page.texts[section]
    at = text.toPlainText().index(words)
    cursor = QTextCursor(text.document())
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
    text.setFocus()
    text.setTextCursor(cursor)


def begin(qtbot, screen, tasks, words="Karin gäspade"):
    mark(screen, "iakttagelser", words)
    qtbot.keyClick(screen.page.texts["iakttagelser"], Qt.Key.Key_F12)
    panel = screen.findChild(ExampleOpening).panel
    qtbot.waitUntil(lambda: panel._telling is not None and tasks.idle(), timeout=20_000)
    return panel


def rewrite(qtbot, panel, tasks, text):
    panel.text.selectAll()
    type_text(panel.text, text)
    qtbot.waitUntil(lambda: panel._telling is not None and tasks.idle(), timeout=20_000)


def test_names_are_marked_and_the_way_on_opens_by_the_persons_own_yes(qtbot, opened, desks, tasks):
    """rules: SEC-8"""
    note, screen = opened
    made = screen()
    panel = begin(qtbot, made, tasks)
    assert panel.text.toPlainText() == "Karin gäspade"
    assert any("Karin" in label.text() and label.isVisible() for label in panel.findChildren(QLabel))
    panel.sure.setChecked(True)
    assert not panel.go.isEnabled()
    rewrite(qtbot, panel, tasks, WRITTEN)
    assert not panel.sure.isChecked(), "the yes was about another text"
    assert not panel.go.isEnabled()
    panel.sure.setChecked(True)
    assert panel.go.isEnabled()
    qtbot.keyClick(panel.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.isHidden() and tasks.idle(), timeout=20_000)
    assert made.foot.isEnabled()
    assert read_note.show(desks.supervisor, note).state == "signed", "the keys were the panel's"
    (kept,) = examples.kept(desks.supervisor)
    assert (str(kept.text), kept.section, kept.state) == (WRITTEN, "iakttagelser", "waiting")


def test_what_is_typed_is_there_after_a_lock_and_leaves_when_it_is_kept(qtbot, opened, frame, desks, tasks):
    note, screen = opened
    panel = begin(qtbot, screen(), tasks)
    rewrite(qtbot, panel, tasks, WRITTEN)
    again = begin(qtbot, screen(), tasks)
    assert again.text.toPlainText() == WRITTEN
    again.sure.setChecked(True)
    again.go.click()
    qtbot.waitUntil(lambda: again.isHidden() and tasks.idle(), timeout=20_000)
    assert unfinished.get(desks.supervisor.vault, KIND, note) is None


def test_without_marked_words_nothing_opens_and_the_way_is_said(qtbot, opened, tasks):
    _note, screen = opened
    made = screen()
    made.asking.example_asked.emit()
    assert made.findChild(ExampleOpening).panel is None
    assert any("Mark the words" in label.text() for label in made.foot.findChildren(QLabel))


def test_the_worker_finds_it_in_the_templates_help_beside_the_section(qtbot, frame, desks, tasks):
    frame.desk, frame.tasks = desks.worker, tasks
    value = {"template": "hembesok", "section": "iakttagelser", "field": None, "text": WRITTEN, "why": "Det som syns."}
    stored.hand_over(desks.worker.vault, "e-1", "unit-bou", value, desks.worker.clock.now().isoformat())
    note = write_note.add(desks.worker, CASE, "hembesok").note
    screen = EditorScreen(frame, note, FileSource())
    screen.resize(1200, 800)
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: bool(screen.findChildren(ExampleHelp)) and tasks.idle(), timeout=20_000)
    (help_,) = screen.findChildren(ExampleHelp)
    assert screen.view.form.cards["iakttagelser"].isAncestorOf(help_)
    assert WRITTEN not in {label.text() for label in help_.findChildren(QLabel)}
    help_.button.click()
    assert {WRITTEN, "Det som syns."} <= {label.text() for label in help_.findChildren(QLabel)}
    close_window(screen)


def test_whoever_kept_it_takes_it_away_from_the_help_after_being_asked_once_more(qtbot, frame, desks, tasks):
    """rules: SEC-6"""
    frame.desk, frame.tasks = desks.worker, tasks
    value = {"template": "hembesok", "section": "iakttagelser", "field": None, "text": WRITTEN, "why": ""}
    for name, by in (("e-1", WORKER), ("e-2", SUPERVISOR)):
        published(desks.worker, name, {**value, "by": by, "at": "2026-03-10T10:00:00+00:00"})
    note = write_note.add(desks.worker, CASE, "hembesok").note
    screen = EditorScreen(frame, note, FileSource())
    screen.resize(1200, 800)
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: bool(parts(screen, ExampleHelp)) and tasks.idle(), timeout=20_000)
    [help_] = parts(screen, ExampleHelp)
    help_.button.click()
    [mine] = [each for each in help_._cards if hasattr(each, "away")]
    mine.away.click()
    assert mine.away.isHidden()
    mine.yes.click()
    qtbot.waitUntil(lambda: len(examples.kept(desks.worker)) == 1 and tasks.idle(), timeout=20_000)
    [waits] = stored.waiting(desks.worker.vault)
    assert (waits.id, waits.value) == ("e-1", {"gone": True})
    qtbot.waitUntil(lambda: [len(each._cards) for each in parts(screen, ExampleHelp)] == [1], timeout=20_000)
    [now] = parts(screen, ExampleHelp)
    assert now.button.isChecked(), "the others stay in sight"
    assert not hasattr(now._cards[0], "away")
    close_window(screen)


def test_one_the_hub_refused_is_shown_with_its_reason_and_thrown_away(qtbot, frame, desks, tasks):
    frame.desk, frame.tasks = desks.supervisor, tasks
    value = {"template": "hembesok", "section": "iakttagelser", "field": "obs", "text": WRITTEN, "why": ""}
    now = desks.supervisor.clock.now().isoformat()
    stored.hand_over(desks.supervisor.vault, "e-1", "unit-bou", value, now)
    [waits] = stored.waiting(desks.supervisor.vault)
    stored.settle(desks.supervisor.vault, waits, now, reason="not_a_supervisor")
    screen = example_list_screen.build(frame, "")
    screen.show()
    screen.entered()
    qtbot.waitUntil(lambda: [card.isVisible() for card in screen.cards] == [True] and tasks.idle(), timeout=20_000)
    [card] = screen.cards
    said = [label.text() for label in parts(card, QLabel)]
    assert any("did not take it" in each and "Only supervisors of the unit" in each for each in said)
    card.away.click()
    card.keep.click()
    assert card.away.isVisible()
    card.away.click()
    card.yes.click()
    qtbot.waitUntil(lambda: not screen.cards and tasks.idle(), timeout=20_000)
    assert stored.refused(desks.supervisor.vault) == []
    close_window(screen)
