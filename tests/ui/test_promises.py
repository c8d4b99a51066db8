"""What is planned and promised, in Today and in the case: its note in two clicks, ticked off, taken back.

rules: INS-1
"""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from fieldnotes.casework import read_cases, write_note
from fieldnotes.casework.sign import sign
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shell.main_presenter import MainPresenter
from fieldnotes.ui.shell.new_note_presenter import NewNotePresenter
from fieldnotes.ui.worker import today_presenter
from fieldnotes.ui.worker.case_presenter import CasePresenter, case_page
from fieldnotes.ui.worker.today_presenter import TodayPresenter
from fieldnotes.ui.worker.today_view import TodayScreen
from fieldnotes.vault import marks
from one_desk import shipped

CASE = "c-prov-01"


class View:
    """Today, the case or the picker, writing down what it is told."""

    def __init__(self):
        self.page, self.rows = None, []

    def show_today(self, page):
        self.page = page

    def show_case(self, page):
        self.page = page

    def ask(self, *_words):
        pass

    def show_rows(self, rows):
        self.rows = list(rows)

    def show_hint(self, words):
        pass

    def close_over(self):
        pass


@pytest.fixture
def signed(desk):
    note = write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign(desk, note, {})
    return note


def promised(page):
    return [row for row in page.rows if row.tick]


def test_from_a_planned_meeting_to_its_note_in_two_acts(frame, desk, signed, at_once):
    """The row, then the template that stands first."""
    today_view, picker = View(), View()
    today = TodayPresenter(frame, today_view)
    today.load()
    (meeting,) = [row for row in promised(today_view.page) if row.title.startswith("Nytt möte")]
    assert "→ Hembesök" in meeting.detail
    today.choose(meeting.key)
    begun = []
    new = NewNotePresenter(frame, picker, lambda case, template: begun.append((case, template)))
    new.start(*frame.begun[-1])
    new.choose(picker.rows[0].key)
    assert begun == [(CASE, "hembesok")]


def test_somebody_elses_promise_opens_the_case(frame, desk, signed):
    view = View()
    today = TodayPresenter(frame, view)
    today.load()
    (agreed,) = [row for row in promised(view.page) if row.title.startswith("Pratar med sin chef")]
    today.choose(agreed.key)
    assert [(place.screen, place.subject) for place in frame.went] == [("case", CASE)]


def test_a_tick_in_today_is_noted_said_and_taken_back_once(frame, desk, signed):
    view = View()
    today = TodayPresenter(frame, view)
    today.load()
    key = promised(view.page)[0].key
    before = len(promised(view.page))
    today.promises.tick(key)
    assert "noted too" in frame.said[-1]
    undo = frame.undo
    today.load()
    assert (len(promised(view.page)), key in {row.key for row in promised(view.page)}) == (before - 1, False)
    undo()
    assert frame.said[-1] == "Noted in the case as open again."
    today.load()
    assert key in {row.key for row in promised(view.page)}
    said = len(frame.said)
    today.promises.undo()
    assert len(frame.said) == said


def test_the_case_shows_what_became_of_it_after_what_is_open(frame, desk, signed):
    view = View()
    case = CasePresenter(frame, view, CASE)
    case.load()
    first = view.page.agreements[0]
    case.promises.tick(first.key)
    case.load()
    last = view.page.agreements[-1]
    assert (last.key, last.glyph) == (first.key, "circle-check")
    assert "Done, Tove Ekberg" in last.detail
    case.promises.tick(first.key)
    assert {row.outcome for row in read_cases.agreements(desk, CASE)} == {"open"}


def test_an_open_promise_never_leaves_the_case_by_age(desk, signed):
    agreed = read_cases.agreements(desk, CASE)
    page = case_page(read_cases.case(desk, CASE), (), agreed, desk.clock.now() + timedelta(days=4000))
    assert len(page.agreements) == len(agreed) == 3


def test_the_day_is_shown_before_older_notes_are_looked_through_and_read_on_until_they_are(
    frame, desk, signed, monkeypatch
):
    shown = pages_shown(frame, monkeypatch)
    assert [page.unread for page in shown] == [True, False]
    assert "Looking through older notes" in shown[0].summary
    assert len(promised(shown[1])) == 3


def test_the_day_is_read_again_now_and_then_while_very_many_older_notes_are_looked_through(
    frame, desk, signed, monkeypatch
):
    for _more in range(2):
        note = write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
        sign(desk, note, {"*": "Prov."})
    monkeypatch.setattr(marks, "PAGE", 1)
    monkeypatch.setattr(today_presenter, "BETWEEN", 2)
    assert [page.unread for page in pages_shown(frame, monkeypatch)] == [True, True, False]


def pages_shown(frame, monkeypatch):
    """What Today shows, one after the other, on a computer on which nothing has been looked through."""
    shown = []
    view = View()
    view.show_today = shown.append
    monkeypatch.setattr(today_presenter, "PAGES", 0)
    TodayPresenter(frame, view).load()
    return shown


def test_the_undo_of_a_message_reaches_the_window(desk, at_once):
    told = []

    class Window(View):
        def show_toast(self, text, *, undo=None, **_how):
            told.append((text, undo))

    main = MainPresenter(desk, at_once, Window())
    main.say("Klart", undo=lambda: told.append("undone"))
    told[0][1]()
    assert told[-1] == "undone"


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def rows(qtbot, request):
    made = RowList("Att göra")
    qtbot.addWidget(made)
    made.setLayoutDirection(request.param)
    made.resize(600, 300)
    made.show()
    made.show_rows(
        [Row("p1", "Ringer skolan", "BV-1", glyph="circle", tick="kan bockas av"), Row("n1", "Utkast", "BV-2")]
    )
    return made


def test_the_sign_ticks_and_the_words_open(rows, qtbot):
    ticked, chosen = [], []
    rows.ticked.connect(ticked.append)
    rows.chosen.connect(chosen.append)
    place = rows.visualRect(rows.rows.index(0))
    rightwards = rows.layoutDirection() == Qt.LayoutDirection.LeftToRight
    sign = QPoint(20 if rightwards else rows.viewport().width() - 20, place.center().y())
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=sign)
    assert (ticked, chosen) == (["p1"], [])
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert (ticked, chosen) == (["p1"], ["p1"])
    other = QPoint(sign.x(), rows.visualRect(rows.rows.index(1)).center().y())
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert (ticked, chosen) == (["p1"], ["p1", "n1"])


def test_space_ticks_what_can_be_ticked(rows, qtbot):
    ticked = []
    rows.ticked.connect(ticked.append)
    rows.make_current("p1")
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    rows.make_current("n1")
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert ticked == ["p1"]
    assert "kan bockas av" in rows.rows.rows[0].spoken()


def test_today_offers_what_can_become_of_a_promise_only_at_one(qtbot, frame, desk, signed):
    write_note.add(desk, "c-prov-04", "telefonsamtal")
    view = TodayScreen()
    qtbot.addWidget(view)
    today = TodayPresenter(frame, view)
    view.show()
    today.load()
    buttons = (view._done, view._not_done, view._open_case)
    draft = next(row.key for row in view._rows.rows.rows if row.key.startswith("note:"))
    view._rows.make_current(draft)
    assert [button.isVisible() for button in buttons] == [False] * 3
    view._rows.make_current(next(row.key for row in view._rows.rows.rows if row.tick and "→" not in row.detail))
    assert [button.isVisible() for button in buttons] == [True, True, False]
    view._rows.make_current(next(row.key for row in view._rows.rows.rows if "→" in row.detail))
    assert [button.isVisible() for button in (*buttons, view._missed)] == [True] * 4


def test_a_long_list_is_on_the_screen_at_once_and_its_end_is_reached(rows, qtbot):
    many = [Row(f"n{number}", f"Hembesök {number}", "BV-2026-0001") for number in range(10_000)]
    rows.show_rows(many)
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.current_key() == "n9999"
    qtbot.waitUntil(lambda: rows.viewport().rect().intersects(rows.visualRect(rows.currentIndex())), timeout=5_000)


def test_the_same_rows_again_leave_the_list_where_it_was(rows, qtbot):
    many = [Row(f"n{number}", f"Hembesök {number}", "BV-2026-0001") for number in range(200)]
    rows.show_rows(many)
    rows.verticalScrollBar().setValue(900)
    rows.show_rows(list(many))
    assert rows.verticalScrollBar().value() == 900
