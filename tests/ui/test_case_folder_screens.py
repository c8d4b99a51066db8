"""A case's folder on the screen: the journal, a party's insight gone through by keyboard, the paper, the answer."""

import pytest
from PySide6.QtCore import Qt

from conftest import HeldClock
from fieldnotes.casework import communicate, insight, sign, write_note
from fieldnotes.casework.unfinished import find
from fieldnotes.domain.entry import Kind
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker import case_screen
from fieldnotes.ui.worker.folder import insight_screen
from fieldnotes.ui.worker.folder.give_presenter import GiveChoice, GivePresenter
from fieldnotes.ui.worker.folder.insight_presenter import InsightPresenter
from fieldnotes.ui.worker.folder.journal_presenter import JournalPresenter
from fieldnotes.vault import entries
from one_desk import make_desk, shipped
from two_desks import close_window

PLACED, PETER, JENNY = "c-prov-07", "prov-07-p5", "prov-07-p4"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = make_desk(tmp_path_factory.mktemp("folder"), HeldClock())
    note = write_note.add(made, PLACED, "hembesok_placering", shipped("demo/notes/prov-07.json")).note
    sign.sign(made, note, {"*": "Prov."})
    yield made
    made.vault.lock()


class Drawing:
    """What a presenter draws on, writing down what it is told."""

    def __init__(self, *, prints=True):
        self.told, self.prints = {}, prints

    def print_pages(self, pdf):
        self.told["printed"] = pdf
        return self.prints

    def __getattr__(self, name):
        return lambda *given, **named: self.told.update({name: given or named})

    @property
    def parts(self):
        return self.told["show_parts"][0]


def part_with(drawing, words):
    return next(each for each in drawing.parts if words in each.text)


@pytest.fixture
def going(frame, desk, at_once):
    """The presenter with Peter's insight read."""
    frame.desk, frame.tasks = desk, at_once
    drawing = Drawing()
    asked = InsightPresenter(frame, drawing, PLACED)
    asked.start()
    asked.choose_party(PETER)
    yield asked, drawing
    while asked._before:
        asked.undo()


def out_of(part):
    return [part.text[start:end] for (start, end), _fixed in part.out]


def test_words_are_left_out_shown_again_taken_back_and_kept_over_a_lock(going, frame, desk, at_once):
    """rules: INS-4 – and what nobody may show stays out and is said to."""
    asked, drawing = going
    part = part_with(drawing, "Leo visade sitt rum")
    at = part.text.index("sina böcker")
    asked.leave_out(part, at, at + 4, "forsvarar")
    assert "sina" in out_of(part_with(drawing, "Leo visade sitt rum"))
    again = InsightPresenter(frame, Drawing(), PLACED)
    again.choose_party(PETER)
    assert "sina" in out_of(part_with(again._view, "Leo visade sitt rum"))
    part = part_with(drawing, "Leo visade sitt rum")
    asked.show_again(part, at, at)
    assert out_of(part_with(drawing, "Leo visade sitt rum")) == ["Gunilla"]
    assert len(frame.said) == 1
    asked.undo()
    assert "sina" in out_of(part_with(drawing, "Leo visade sitt rum"))
    asked.undo()
    assert find(desk, "insight", f"{PLACED}:{PETER}") == ""
    assert out_of(part_with(drawing, "lampan tänd"))


def test_all_of_a_passage_is_left_out_and_stays_so_though_a_name_in_it_is_fixed(going, frame):
    """rules: INS-4 – a decision about a passage is not lost where it holds a word that is out anyway."""
    asked, drawing = going
    part = part_with(drawing, "Leo visade sitt rum")
    asked.leave_out(part, 0, len(part.text), "forsvarar")
    again = InsightPresenter(frame, Drawing(), PLACED)
    again.choose_party(PETER)
    whole = part_with(again._view, "Leo visade sitt rum")
    assert any("Leo visade sitt rum" in words for words in out_of(whole))
    asked.undo()


@pytest.mark.parametrize("prints", [True, False])
def test_the_paper_counts_as_given_only_when_it_was_printed(going, frame, desk, at_once, prints):
    """rules: INS-3, INS-5, SEC-6"""
    asked, _drawing = going
    panel, given = Drawing(prints=prints), []
    giving = GivePresenter(frame, panel, lambda: given.append(True))
    before = len(entries.of_kind(desk.vault, Kind.INSIGHT_GIVEN))
    giving.start(asked.seen)
    assert panel.told["open_form"][0] == "Peter Franzén"
    giving.print_and_give(GiveChoice("paper"))
    made = entries.of_kind(desk.vault, Kind.INSIGHT_GIVEN)
    assert (len(made) - before, given) == ((1, [True]) if prints else (0, []))
    giving.preview(GiveChoice("paper"))
    assert panel.told["show_pages"][0].startswith(b"%PDF-")
    assert len(entries.of_kind(desk.vault, Kind.INSIGHT_GIVEN)) == len(made)


def test_the_journal_is_read_printed_and_saved_and_what_goes_wrong_is_said(frame, desk, at_once, tmp_path):
    """rules: DOC-6"""
    frame.desk, frame.tasks = desk, at_once
    panel = Drawing()
    journal = JournalPresenter(frame, panel, PLACED)
    journal.read(earlier=False)
    assert panel.told["show_pages"][0].startswith(b"%PDF-")
    journal.print_it(earlier=True)
    assert panel.told["printed"].startswith(b"%PDF-")
    path = tmp_path / "journal.pdf"
    journal.save(str(path), earlier=False)
    assert path.read_bytes().startswith(b"%PDF-")
    journal.save(str(path), earlier=False)
    assert "journal.pdf" in panel.told["show_wrong"][0]


def test_the_case_leads_to_the_journal_and_the_insight_and_a_day_to_its_answer(qtbot, frame, desk, tasks):
    """rules: INS-5 – by the case's own buttons and the row of the day; the answer takes the day away."""
    frame.desk, frame.tasks = desk, tasks
    day = desk.hub_now().date().replace(month=6)
    sent = communicate.given(desk, insight.draw(desk, PLACED, JENNY, reply_by=day), "post").communication
    view = case_screen.build(frame, PLACED)
    view.resize(1300, 800)
    view.show()
    view.entered()
    qtbot.waitUntil(lambda: tasks.idle() and view._journal.isVisible(), timeout=20_000)
    view._journal.click()
    journal, answering = view.over
    qtbot.waitUntil(lambda: journal.panel is not None and journal.panel.isVisible(), timeout=20_000)
    journal.panel.go.click()
    qtbot.waitUntil(lambda: journal.panel.pages is not None and journal.panel.pages.isVisible(), timeout=20_000)
    assert journal.panel.pages.document.pageCount() >= 2
    journal.panel.pages.close_over()
    journal.panel.close_over()
    view._insight.click()
    assert frame.went[-1] == Place("insight", PLACED)
    key = next(row.key for row in view._deadlines.rows.rows if row.key.startswith("answer:"))
    assert key == f"answer:{sent}"
    view._deadlines.chosen.emit(key)
    answering.panel.words.setPlainText("Vi håller inte med.")
    answering.panel.go.click()
    qtbot.waitUntil(lambda: tasks.idle() and answering.panel.isHidden(), timeout=20_000)
    assert [one.text for one in communicate.communications(desk, PLACED)[0].answers] == ["Vi håller inte med."]
    close_window(view)


@pytest.fixture
def gone_through(qtbot, frame, desk, tasks):
    """The page in sight, with Jenny's insight read."""
    frame.desk, frame.tasks = desk, tasks
    view = insight_screen.build(frame, PLACED)
    view.resize(1300, 800)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.entered()
    qtbot.waitUntil(lambda: tasks.idle() and view.insight.seen is not None, timeout=20_000)
    view.parties.setCurrentIndex(view.parties.findData(JENNY))
    qtbot.waitUntil(lambda: tasks.idle() and view.insight.seen.to == JENNY and bool(view.texts), timeout=20_000)
    yield view
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    close_window(view)


def test_marked_words_are_left_out_and_shown_again_by_a_key(qtbot, gone_through):
    """rules: INS-4"""
    view = gone_through
    text = next(each for each in view.texts if "Leo visade sitt rum" in each.part.text)
    text.setFocus()
    cursor = text.textCursor()
    at = text.part.text.index("sina böcker")
    cursor.setPosition(at)
    cursor.setPosition(at + 4, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "sina" in out_of(text.part), timeout=20_000)
    qtbot.waitUntil(lambda: not view.out.isDown(), timeout=20_000)
    qtbot.keyClick(view, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: "sina" not in out_of(text.part), timeout=20_000)


def test_the_paper_is_given_only_after_the_test_is_confirmed_and_with_a_day_to_come(gone_through):
    """rules: INS-4, INS-5"""
    view = gone_through
    view.give.click()
    panel = view.panel
    assert panel.isVisible()
    assert not panel.go.isEnabled()
    panel.tested.click()
    assert panel.go.isEnabled()
    panel.before.click()
    panel.day.line.setText("2026-03-01")
    panel.day.changed.emit()
    assert not panel.go.isEnabled()
    panel.close_over()
