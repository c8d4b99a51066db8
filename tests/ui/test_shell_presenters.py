"""Today, the cases, one case, finding and beginning a note, without a window, on a real vault.

rules: SEC-4, SEC-7
"""

from dataclasses import replace

import pytest

from fieldnotes.casework import find_in_case, read_cases, write_note
from fieldnotes.casework.sign import sign
from fieldnotes.ui.shell.find_presenter import Command, FindPresenter, never
from fieldnotes.ui.shell.main_presenter import MainPresenter
from fieldnotes.ui.shell.new_note_presenter import NewNotePresenter
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker import case_search_presenter, today_rows
from fieldnotes.ui.worker.case_presenter import CasePresenter, case_page
from fieldnotes.ui.worker.cases_presenter import CasesPresenter
from fieldnotes.ui.worker.today_presenter import TodayPresenter
from fieldnotes.vault import access
from many_notes import file_notes
from one_desk import make_desk, shipped


class Panel:
    """Any of the views: writes down what it is told."""

    def __init__(self):
        self.rows, self.hint, self.page, self.asked, self.closed, self.summary = [], "", None, [], 0, ""

    def show_rows(self, rows):
        self.rows = list(rows)

    def show_hint(self, words):
        self.hint = words

    def close_over(self):
        self.closed += 1

    def ask(self, name, _placeholder, hint):
        self.asked.append(name)
        self.hint = hint

    def show_today(self, page):
        self.page = page

    def show_case(self, page):
        self.page = page

    def show_cases(self, rows, summary):
        self.rows, self.summary = list(rows), summary

    def show_hits(self, rows, summary):
        self.rows, self.summary = list(rows), summary

    def show_timeline(self):
        self.rows = list(self.page.notes)


@pytest.fixture
def panel():
    return Panel()


@pytest.fixture
def signed(desk):
    note = write_note.add(desk, "c-prov-01", "hembesok", shipped("demo/notes/prov-01.json")).note
    sign(desk, note, {})
    return note


def test_today_shows_drafts_and_promises_in_groups(frame, panel, desk, signed):
    draft = write_note.add(desk, "c-prov-04", "telefonsamtal").note
    today = TodayPresenter(frame, panel)
    today.load()
    keys = [row.key for row in panel.page.rows if not row.heading]
    assert f"note:{draft}" in keys
    promised = [key for key in keys if key.startswith("plan:")]
    assert [row.title for row in panel.page.rows if row.heading] == [
        "Drafts · 1",
        "The next days · 3",
        "Not yet in the case system · 1",
    ]
    assert "1 draft" in panel.page.summary
    today.choose(f"note:{draft}")
    today.choose(promised[0])
    assert frame.went == [Place("note", draft), Place("case", "c-prov-01")]


def test_a_deadline_says_whose_it_is_and_no_protected_name(frame, panel, desk, monkeypatch):
    """rules: SEC-4"""
    monkeypatch.setattr(today_rows, "NEAR_DEADLINE", 10_000)
    by_number = {case.number: case.child for case in read_cases.cases(desk)}
    TodayPresenter(frame, panel).load()
    assert panel.page.deadlines
    for row in panel.page.deadlines:
        child = by_number[row.key.removeprefix("case:")]
        assert row.detail.startswith("Protected identity ·" if child.protected else f"{child.name.partition(' ')[0]} ")


def test_today_without_cases_says_so(tmp_path, held_clock, frame, panel):
    desk = make_desk(tmp_path / "empty", held_clock, cases=[])
    frame.desk = desk
    TodayPresenter(frame, panel).load()
    assert panel.page.no_cases
    assert panel.page.rows == ()
    desk.vault.lock()


def test_an_older_reading_of_today_is_not_shown_after_a_newer(frame, panel, tasks, qtbot):
    shown = []
    panel.show_today = shown.append
    frame.tasks = tasks
    today = TodayPresenter(frame, panel)
    for _time in range(5):
        today.load()
    qtbot.waitUntil(tasks.idle, timeout=10_000)
    assert len(shown) == 1


def test_the_case_shows_family_notes_deadlines_and_agreements(frame, panel, signed):
    case = CasePresenter(frame, panel, "c-prov-01")
    case.load()
    page = panel.page
    assert page.title == "Elsa Sandin · BV-2026-0142"
    assert [person.name for person in page.people] == ["Elsa Sandin", "Karin Sandin"]
    assert [row.key for row in page.notes] == [signed]
    assert len(page.agreements) == 3
    assert len(page.deadlines) == 1
    case.new_note()
    assert frame.begun == ["c-prov-01"]


def test_protected_people_are_marked_and_their_numbers_left_out(desk):
    case = read_cases.case(desk, "c-prov-01")
    hidden = replace(case.child, protected=True)
    person = replace(case.people[1], reporter=True, secrecy_against=("x",))
    page = case_page(replace(case, child=hidden, people=(hidden, person), protected=True), (), (), desk.clock.now())
    assert page.protected
    assert page.people[0].marks == ("Protected identity",)
    assert "2017" not in page.people[0].detail
    assert len(page.people[1].marks) == 2


def test_search_inside_a_case_shows_the_words_and_their_place(frame, panel, signed):
    case = CasePresenter(frame, panel, "c-prov-01")
    case.load()
    case.finding.search("väckarklocka")
    missing = panel.summary
    case.finding.search("kylen")
    assert "kylen" in panel.rows[0].title.lower()
    case.choose(panel.rows[0].key)
    assert frame.went == [Place("note", signed)]
    assert missing.endswith(("place", "places"))
    case.finding.search("   ")
    assert [row.key for row in panel.rows] == [signed]
    case.finding.search("!!")
    assert panel.rows == []
    assert frame.problems == []


def test_a_search_is_written_down_once_for_each_visit_to_the_case(frame, panel, desk, signed):
    """rules: SEC-6"""
    case = CasePresenter(frame, panel, "c-prov-01")

    def searched():
        return [row.case for row in access.unsent(desk.vault) if row.what == "searched"]

    stood = len(searched())
    for text in ("!!", "k", "ky", "kylen"):
        case.finding.search(text)
    assert searched()[stood:] == ["c-prov-01"]
    case.finding.arrive()
    case.finding.search("kylen")
    assert searched()[stood:] == ["c-prov-01"] * 2


def test_a_search_tells_that_older_notes_are_still_searched_and_stops_when_another_word_is_typed(
    frame, panel, desk, signed, monkeypatch
):
    monkeypatch.setattr(find_in_case, "PIECE", 1)
    file_notes(desk, [{"id": "c-prov-01"}], 5)
    case = CasePresenter(frame, panel, "c-prov-01")
    told, show = [], panel.show_hits
    panel.show_hits = lambda rows, summary: (told.append(summary), show(rows, summary))
    frame.tasks.report = case.finding._show_hits
    case.finding.search("kylen")
    assert [summary.endswith("…") for summary in told] == [True, True, True, False]
    desk.searched.clear()
    told.clear()
    monkeypatch.setattr(type(frame.tasks), "cancelled", property(lambda _tasks: True))
    case.finding.search("kylen")
    assert len(told) == 1, "the answer of a cancelled job, which real lanes bring to nobody"
    assert desk.searched["c-prov-01"].left


def test_many_places_are_told_of_at_once_and_laid_out_after(frame, panel, desk, signed, monkeypatch):
    monkeypatch.setattr(case_search_presenter, "AT_ONCE", 2)
    file_notes(desk, [{"id": "c-prov-01"}], 3)
    case = CasePresenter(frame, panel, "c-prov-01")
    told = []
    panel.show_hits = lambda rows, summary: told.append((len(rows), summary))
    frame.tasks.report = case.finding._show_hits
    case.finding.search("kylen")
    (first, at_once), (rows, at_last) = told
    assert first == 2
    assert rows > 2
    assert at_once == at_last == f"{rows} places"


def test_a_case_that_another_takes_the_place_of_is_not_made_ready_for_ever(frame, panel, desk, signed, monkeypatch):
    monkeypatch.setattr(find_in_case, "PIECE", 1)
    file_notes(desk, [{"id": "c-prov-01"}], 3)
    ready, asked = find_in_case.make_ready, []

    def and_another_comes(*given):
        asked.append(given)
        made = ready(*given)
        desk.searched.clear()
        return made

    monkeypatch.setattr(find_in_case, "make_ready", and_another_comes)
    CasePresenter(frame, panel, "c-prov-01").finding.make_ready()
    assert len(asked) == 2
    monkeypatch.setattr(find_in_case, "make_ready", ready)
    CasePresenter(frame, panel, "c-prov-01").finding.make_ready()
    assert desk.searched["c-prov-01"].left == ()


def test_find_knows_cases_by_name_and_number_and_nothing_else(frame, panel, signed):
    find = FindPresenter(frame, panel, [Command("#lock", "Lock", "Ctrl+L", lambda: None)])
    for text in ("sandin", "BV-2026-0142", "20170902", "karin"):
        find.search(text)
        assert [row.key for row in panel.rows] == ["c-prov-01"], text
        assert panel.rows[0].title == "Elsa S. · BV-2026-0142"
    find.search("kylen")
    assert panel.rows == []
    assert "The law allows no other search" in panel.hint


def test_find_runs_commands(frame, panel):
    done = []
    find = FindPresenter(frame, panel, [Command("#lock", "Lock now", "Ctrl+L", lambda: done.append("lock"))])
    find.search("")
    assert [(row.title, row.trailing) for row in panel.rows] == [("Lock now", "Ctrl+L")]
    find.search("now")
    find.choose(panel.rows[0].key)
    assert done == ["lock"]
    assert panel.closed == 1
    find.choose("c-prov-01")
    assert frame.went == [Place("case", "c-prov-01")]


def test_what_is_not_for_one_is_not_listed_but_keeps_its_keys(frame, panel):
    here = []
    commands = [Command("#queue", "Waiting decisions", "Alt+3", lambda: None, fits=lambda: bool(here))]
    find = FindPresenter(frame, panel, [*commands, Command("#find", "Find", "Ctrl+K", lambda: None, fits=never)])
    find.search("")
    assert panel.rows == []
    here.append("a supervisor")
    find.search("")
    assert [row.key for row in panel.rows] == ["#queue"]


def test_signs_without_letters_find_nothing_and_disturb_nobody(frame, panel):
    find = FindPresenter(frame, panel, [])
    find.search("--")
    cases = CasesPresenter(frame, panel)
    cases.search("--")
    assert panel.rows == []
    assert frame.problems == []


def test_the_list_of_cases_narrows_down(frame, panel):
    cases = CasesPresenter(frame, panel)
    cases.load()
    assert len(panel.rows) == 3
    assert panel.summary == "3 cases"
    cases.search("holmdahl")
    assert [row.key for row in panel.rows] == ["c-prov-04"]
    cases.choose("c-prov-04")
    assert frame.went == [Place("case", "c-prov-04")]


def test_a_new_note_asks_for_case_and_template_and_begins(frame, panel):
    begun = []
    new = NewNotePresenter(frame, panel, lambda *what: begun.append(what))
    new.start()
    assert len(panel.rows) == 3
    new.search("elsa")
    new.choose(panel.rows[0].key)
    assert len(panel.asked) == 2
    assert "Elsa S." in panel.hint
    new.search("barnsamtal")
    assert panel.rows[0].key == "barnsamtal"
    new.choose("barnsamtal")
    assert begun == [("c-prov-01", "barnsamtal")]
    assert panel.closed == 1


def test_a_known_case_asks_for_the_template_only(frame, panel):
    new = NewNotePresenter(frame, panel, lambda *_what: None)
    new.start("c-prov-01")
    assert len(panel.asked) == 1
    assert len(panel.rows) == 10


class Window:
    """The frame's view: writes down what it is told."""

    def __init__(self):
        self.places, self.told, self.new = [], [], []

    def show_place(self, place):
        self.places.append(place)

    def show_who(self, name, *, supervisor):
        self.told.append((name, supervisor))

    def show_toast(self, text, *, wrong, **_how):
        self.told.append((text, wrong))

    def show_bug(self, text):
        self.told.append(("bug", text))

    def show_new_note(self, case, _likely=""):
        self.new.append(case)

    def show_syncing(self):
        self.told.append("sync")


def test_the_way_back_leads_along_the_places_to_today(desk, at_once):
    window = Window()
    main = MainPresenter(desk, at_once, window)
    main.begin()
    for place in (Place("cases"), Place("case", "c-prov-01"), Place("case", "c-prov-01")):
        main.go(place)
    main.new_note()
    for _step in range(4):
        main.back()
    assert [place.screen for place in window.places] == ["today", "cases", "case", "cases", "today", "today", "today"]
    assert window.new == ["c-prov-01"]
    assert window.told == [("Tove Ekberg", False)]


def test_a_begun_note_is_opened_and_a_refusal_is_said(desk, at_once):
    window = Window()
    main = MainPresenter(desk, at_once, window)
    main.begin_note("c-prov-01", "telefonsamtal")
    assert window.places[-1].screen == "note"
    main.begin_note("c-prov-01", "finns-inte")
    assert window.told[-1][1] is True
    main.explain(ZeroDivisionError())
    assert window.told[-1][0] == "bug"
