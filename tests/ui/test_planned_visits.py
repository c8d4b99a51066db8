"""Visits an administrator has planned, in the worker's Today: one choice from the row to the right note."""

import pytest

from fieldnotes.casework import not_carried_out, read_cases, write_note
from fieldnotes.casework.planned_visits import begin_visit
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.case_presenter import CasePresenter
from fieldnotes.ui.worker.life.missed_presenter import MissedPresenter
from fieldnotes.ui.worker.today_presenter import TodayPresenter
from fieldnotes.ui.worker.today_view import TodayScreen
from one_desk import make_desk, shipped

CASE, MOTHER, TOVE, JONAS = "c-prov-01", "prov-01-p2", "u-tove", "u-jonas"
TODAY = "2026-03-12T17:30:00+01:00"


def planned(name, start, template="hembesok", workers=(TOVE,), people=(MOTHER,)):
    row = {"id": name, "start": start, "template": template, "workers": [*workers], "people": [*people]}
    return {**row, "by": "u-gun"}


@pytest.fixture
def desk(tmp_path, held_clock):
    """A worker's desk; in one case visits are planned for today, earlier, later, for others and long ago."""
    first = next(case for case in shipped("demo/import.json")["cases"] if case["id"] == CASE)
    visits = [
        planned("v-today", TODAY),
        planned("v-late", "2026-03-10T09:00:00+01:00", "telefonsamtal"),
        planned("v-later", "2026-03-16T09:00:00+01:00", "barnsamtal", people=()),
        planned("v-theirs", TODAY, workers=(JONAS,)),
        planned("v-whose", "2026-03-17T09:00:00+01:00", workers=("u-gone",)),
        planned("v-old", "2026-01-10T09:00:00+01:00"),
    ]
    made = make_desk(tmp_path, held_clock, cases=[{**first, "visits": visits}])
    yield made
    made.vault.lock()


class Drawn:
    def __init__(self):
        self.page, self.wrong, self.closed = None, "", False

    def show_today(self, page):
        self.page = page

    show_case = show_today

    def open_form(self, reasons, people, *, call):
        self.form = (reasons, people, call)

    def show_busy(self, *, busy):
        pass

    def show_wrong(self, words):
        self.wrong = words

    def ask_why(self, warnings):
        self.wrong = warnings

    def close_over(self):
        self.closed = True


@pytest.fixture
def today(frame):
    drawn = Drawn()
    presenter = TodayPresenter(frame, drawn)
    presenter.load()
    return presenter, drawn, frame


def test_today_lists_my_visits_by_day_and_counts_todays(today, desk):
    """rules: SEC-8"""
    _presenter, drawn, _frame = today
    groups, heading = {}, ""
    for row in drawn.page.rows:
        heading = row.title if row.heading else heading
        if row.key.startswith("visit:"):
            groups.setdefault(heading, []).append((row.key, row.title))
    assert groups == {
        "Visits today · 1": [("visit:v-today", "Hembesök")],
        "Visits without a note · 1": [("visit:v-late", "Telefonsamtal")],
        "Visits the next days · 2": [("visit:v-later", "Barnsamtal"), ("visit:v-whose", "Hembesök")],
    }
    assert "1 visit today" in drawn.page.summary
    (row,) = [row for row in drawn.page.rows if row.key == "visit:v-today"]
    (view,) = [each for each in read_cases.today(desk).visits if each.visit == "v-today"]
    assert (row.detail, row.trailing) == ("Elsa S. · BV-2026-0142 · Karin Sandin", clock_time(view.start))


def test_one_choice_begins_the_right_note_and_one_key_listens(today):
    presenter, _drawn, frame = today
    presenter.choose("visit:v-today")
    presenter.speak("visit:v-later")
    assert frame.begun == [(CASE, "hembesok", False, "v-today"), (CASE, "barnsamtal", True, "v-later")]


def test_a_visit_planned_no_longer_begins_nothing(desk):
    note = begin_visit(desk, CASE, "v-today").note
    assert write_note.fetch(desk, note).visit == "v-today"
    with pytest.raises(Refused) as no:
        begin_visit(desk, CASE, "v-gone")
    assert no.value.code is Code.NOTHING_PLANNED


@pytest.mark.parametrize(("visit", "template"), [("v-late", "telefonsamtal"), ("v-later", "barnsamtal")])
def test_a_visit_that_did_not_take_place_is_signed_as_itself_and_leaves_the_list(frame, desk, visit, template):
    drawn = Drawn()
    presenter = MissedPresenter(frame, drawn)
    view = next(each for each in read_cases.today(desk).visits if each.visit == visit)
    presenter.start(CASE, view)
    assert drawn.form[2] is (template == not_carried_out.CALL)
    presenter.sign("inte_svar", "Ringde två gånger.", [MOTHER], call=drawn.form[2], why="Provkörning.")
    assert visit not in {each.visit for each in read_cases.today(desk).visits}
    (note,) = [row for row in write_note.fetch_all(desk, write_note.people_at(desk), CASE) if row.visit == visit]
    form = template if desk.book.template(template).relax else not_carried_out.VISIT
    assert note.template.id == form


def test_who_was_added_by_an_administrator_is_told_so_in_the_case(frame, tmp_path, held_clock):
    """A relation decides what somebody may see, so whoever works with the case sees where it comes from."""
    first = next(case for case in shipped("demo/import.json")["cases"] if case["id"] == CASE)
    sam = {"person_id": "p-sam", "name": "Sam Larsson", "role": "skola", "added": {"by": "u-gun", "at": TODAY}}
    frame.desk = make_desk(tmp_path / "added", held_clock, cases=[{**first, "people": [*first["people"], sam]}])
    drawn = Drawn()
    CasePresenter(frame, drawn, CASE).load()
    frame.desk.vault.lock()
    told = {line.name: line.detail for line in drawn.page.people}
    assert (told["Sam Larsson"], "administrator" in told["Karin Sandin"]) == (
        "Förskola eller skola · added by an administrator", False,
    )  # fmt: skip


def test_the_page_offers_what_fits_a_visit(qtbot, today):
    _presenter, drawn, _frame = today
    screen = TodayScreen()
    qtbot.addWidget(screen)
    screen.resize(1100, 700)
    screen.show()
    screen.show_today(drawn.page)
    screen._rows.make_current("visit:v-today")
    assert screen._speak.isVisible()
    assert screen._missed.isVisible()
    assert screen._open_case.isVisible()
    assert not screen._done.isVisible(), "nothing is ticked: the note says that it took place"
    with qtbot.waitSignal(screen.missed_asked) as asked:
        screen._missed.click()
    assert (asked.args[0], asked.args[1].visit) == (CASE, "v-today")
