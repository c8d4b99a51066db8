"""The administrator's screens: planned by keyboard, offline, on a real vault; what they say of what the hub refused."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from admin_desk import CASE, COLLEAGUE, MOTHER, WORKER, case_with, make_admin_desk, tell_table
from fieldnotes.casework import prepare, prepare_acts
from fieldnotes.casework.prepare_acts import NewPerson, NewVisit
from fieldnotes.domain.errors import Code
from fieldnotes.ui.admin.prepare_presenter import PreparePage, PreparePresenter
from fieldnotes.ui.admin.prepare_view import PrepareScreen
from fieldnotes.ui.admin.prepared_forms import HandsForm, PersonForm, VisitForm, start_of
from fieldnotes.ui.admin.prepared_presenter import PreparedPresenter
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from fieldnotes.vault import preparing
from fieldnotes.vault.access import unsent
from fieldnotes.wire.ids import new_id
from one_desk import RESOURCES
from two_desks import close_window

WAIT = 20_000


@pytest.fixture
def gun(tmp_path, held_clock):
    made = make_admin_desk(tmp_path / "gun", held_clock)
    yield made
    made.vault.lock()


@pytest.fixture
def shell(gun, frame):
    frame.desk = gun
    return frame


class Drawn:
    """What a view was told last."""

    def __init__(self):
        self.page, self.cases, self.wrong, self.closed = None, None, "", False

    def show_page(self, page):
        self.page = page

    show_case = show_page

    def show_cases(self, rows):
        self.cases = rows

    def show_busy(self, *, busy):
        pass

    def show_wrong(self, words):
        self.wrong = words

    def close_over(self):
        self.closed = True


@pytest.fixture
def opened(shell):
    """One case's presenter, loaded, with what it drew."""
    drawn = Drawn()
    presenter = PreparedPresenter(shell, drawn, CASE)
    presenter.load()
    return presenter, drawn


def titles(rows):
    return [row.title for row in rows]


def plan(desk, hours=2, **more):
    said = NewVisit(desk.clock.now() + timedelta(hours=hours), "hembesok", [WORKER], [MOTHER], **more)
    return prepare_acts.plan_visit(desk, CASE, said).hash


def test_the_start_page_counts_the_day_and_lists_cases_without_a_name(shell, gun):
    """rules: SEC-7, SEC-8"""
    plan(gun)
    drawn = Drawn()
    presenter = PreparePresenter(shell, drawn)
    presenter.load()
    assert drawn.page.summary == "1 visit today · 1 waits for the case system"
    heading, visit = drawn.page.visits
    assert (heading.title, visit.title, visit.detail, visit.trailing) == (
        "Today · 1", "Hembesök", "BV-2026-0142 · Tove Ekberg", clock_time(gun.clock.now() + timedelta(hours=2)),
    )  # fmt: skip
    assert not [row for row in drawn.page.cases if "Sandin" in f"{row.title}{row.detail}"]
    presenter.search("Karin")
    assert titles(drawn.cases) == ["BV-2026-0142"]
    presenter.search("kylskåp")
    assert drawn.cases == ()
    presenter.choose(visit.key)
    assert shell.went == [Place("prepared", CASE)]


def test_the_start_page_scrolls_where_large_text_needs_more_height_than_a_laptop_has(qtbot, qapp):
    """rules: ACC-3"""
    apply_look(qapp, Look(LIGHT, 200, RESOURCES))
    screen = PrepareScreen()
    qtbot.addWidget(screen)
    row = Row("a", "Hembesök", detail="BV-2026-0142")
    screen.show_page(PreparePage("1 visit", (row,), (row,), True, {"a": "Not taken."}, frozenset("a")))
    screen.resize(900, 400)
    screen.show()
    assert screen.minimumSizeHint().height() < 400


def test_opening_a_case_is_written_down_once(opened, gun):
    """rules: SEC-6"""
    presenter, _drawn = opened
    presenter.load()
    assert [(row.what, row.case) for row in unsent(gun.vault)] == [("looked_up", CASE)]


def test_a_visit_is_planned_moved_taken_away_and_taken_back(opened, shell):
    presenter, drawn = opened
    form = Drawn()
    presenter.plan(VisitForm("hembesok", "i morgon", "14", (WORKER,), (MOTHER,)), form)
    assert form.closed
    presenter.load()
    ((key, visit),) = drawn.page.planned.items()
    assert (clock_time(visit.start), [w.user for w in visit.workers], visit.state) == ("14:00", [WORKER], "waiting")
    presenter.plan(VisitForm("hembesok", "fredag", "9.30", (WORKER,), (), visit.visit), form)
    presenter.load()
    moved = drawn.page.planned[key]
    assert (moved.visit, moved.start.astimezone().strftime("%H:%M")) == (visit.visit, "09:30")
    presenter.cancel(moved)
    presenter.load()
    assert not drawn.page.planned, "the case system has never heard of it"
    shell.undo()
    presenter.load()
    assert [each.visit for each in drawn.page.planned.values()] == [visit.visit]


def test_a_visit_the_case_system_has_is_shown_as_leaving_until_it_has_heard(opened, gun):
    presenter, drawn = opened
    row = {"id": new_id(gun.clock), "start": "2026-03-20T14:00:00+01:00", "template": "hembesok", "workers": [WORKER]}
    tell_table(gun, [case_with(visits=[row])], version=2)
    presenter.load()
    (visit,) = drawn.page.planned.values()
    presenter.cancel(visit)
    presenter.load()
    assert [each.state for each in drawn.page.planned.values()] == ["going"]
    (act,) = preparing.waiting(gun.vault)
    assert (act.act, act.values) == ("cancel", {"case": CASE, "visit": row["id"]})


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [("snart", "14", "Write the day"), ("i morgon", "25", "Write the time"), ("2026-03-01", "14", "has passed")],
)
def test_a_day_or_a_time_that_is_none_is_said_at_the_form(opened, day, time, said):
    presenter, _drawn = opened
    form = Drawn()
    presenter.plan(VisitForm("hembesok", day, time, (), ()), form)
    assert said in form.wrong
    assert not form.closed


def test_a_person_is_added_and_corrected_and_a_relation_that_opens_the_case_is_not_offered(opened, gun):
    """rules: SEC-3"""
    presenter, drawn = opened
    offered = {each.key for each in drawn.page.relations}
    assert offered.isdisjoint({"barn", "anmalare", "kollega"})
    presenter.add_person(PersonForm("Sam Larson", "skola", "Lärare", "ar"), Drawn())
    presenter.load()
    ((key, person),) = drawn.page.added.items()
    presenter.add_person(PersonForm("Sam Larsson", "skola", person=person.person_id), Drawn())
    presenter.load()
    assert (drawn.page.added[key].name, len(preparing.waiting(gun.vault))) == ("Sam Larsson", 1)
    wrong = Drawn()
    presenter.add_person(PersonForm("Sam", "skola", language="svenska"), wrong)
    assert wrong.wrong


def test_who_has_the_case_is_settled_and_never_oneself(opened, gun):
    """rules: SEC-6"""
    presenter, drawn = opened
    assert {each.key for each in drawn.page.may_have} == {"u-maja", "u-henrik"}
    presenter.give(HandsForm("u-maja"), Drawn())
    presenter.give(HandsForm("u-maja", COLLEAGUE, every_case=True), Drawn())
    presenter.take_off(f"has:{WORKER}")
    sent = [(act.act, act.values) for act in preparing.waiting(gun.vault)]
    assert sent == [
        ("assigned", {"case": CASE, "user": "u-maja", "there": True}),
        ("handovers", {"leaving": COLLEAGUE, "taking": "u-maja", "drafts_stay": False}),
        ("assigned", {"case": CASE, "user": WORKER, "there": False, "drafts_stay": False}),
    ]


def test_what_the_hub_refused_stands_on_top_with_a_way_on(shell, gun):
    prepare_acts.hand_over(gun, WORKER, COLLEAGUE, CASE)
    (act,) = preparing.waiting(gun.vault)
    preparing.settle(gun.vault, act, gun.clock.now().isoformat(), Code.DRAFTS_LEFT)
    drawn = Drawn()
    presenter = PreparePresenter(shell, drawn)
    presenter.load()
    heading, row = drawn.page.visits
    assert (heading.heading, row.chip) == (True, "Not taken in")
    assert "drafts" in drawn.page.refused[row.key]
    assert (drawn.page.drafts_left, drawn.page.summary) == ({row.key}, "0 visits today · 1 not taken in")
    presenter.again(row.key, drafts_stay=True)
    (again,) = preparing.waiting(gun.vault)
    assert (again.values["drafts_stay"], preparing.refused(gun.vault)) == (True, [])


def test_a_case_with_a_protected_identity_names_nobody(shell, gun):
    """rules: SEC-4"""
    hidden = case_with()
    hidden["child"] = {**hidden["child"], "protection": "fingerade"}
    tell_table(gun, [hidden], version=2)
    drawn = Drawn()
    PreparedPresenter(shell, drawn, CASE).load()
    assert (drawn.page.kept_back, drawn.page.people, drawn.page.to_meet) == (True, (), ())
    form = Drawn()
    PreparedPresenter(shell, drawn, CASE).give(HandsForm("u-maja"), form)
    assert "BV-2026-0142" in form.wrong
    prepare_acts.plan_visit(gun, CASE, NewVisit(gun.clock.now() + timedelta(days=1), "hembesok", [WORKER]))
    with pytest.raises(Exception, match="protected_case"):
        prepare_acts.add_person(gun, CASE, NewPerson("Sam", "skola"))


def test_the_day_is_read_on_this_computers_clock(gun):
    today = gun.clock.now().date()
    found = start_of(VisitForm("hembesok", "20/3", "14", (), ()), today)
    assert found.isoformat()[:16] == "2026-03-20T14:00"
    assert found.tzinfo is not None


@pytest.fixture
def at_work(qtbot, qapp, tasks, screen_settings, gun):
    """The administrator's window, open at its first page."""
    session = Session(gun, tasks, screen_settings, LookChoice(qapp, screen_settings))
    session.window.resize(1366, 840)
    session.window.show()
    session.begin()
    there = lambda: session.main.here.screen == "prepare" and bool(session.window.current().cases.rows.rows)  # noqa: E731
    qtbot.waitUntil(there, timeout=WAIT)
    yield session
    session.end()
    qtbot.waitUntil(tasks.idle, timeout=WAIT)
    close_window(session.window)


def test_an_administrator_begins_at_their_own_page_and_plans_by_keyboard(qtbot, at_work, gun):
    """From unlocking to a planned visit without a mouse; neither notes nor cases of one's own are offered."""
    window = at_work.window
    assert "prepare" in window.nav._entries
    assert not {"today", "cases", "queue"} & set(window.nav._entries)
    assert not window.top._new.isVisible()
    page = window.current()
    qtbot.keyClicks(page.line, "0142")
    qtbot.waitUntil(lambda: len(page.cases.rows.rows) == 1, timeout=WAIT)
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: getattr(window.current(), "page", None) is not None, timeout=WAIT)
    case = window.current()
    qtbot.keyClick(case.plan, Qt.Key.Key_Return)
    panel = next(each for each in case.children() if hasattr(each, "open_hands")).visit
    assert panel.isVisible()
    qtbot.keyClicks(panel.day, "fredag")
    qtbot.keyClicks(panel.time, "14")
    assert set(panel.workers.ticked()) == {WORKER, COLLEAGUE}
    qtbot.keyClick(panel.time, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not panel.isVisible() and bool(case.visits.rows.rows), timeout=WAIT)
    assert case.visits.rows.rows[0].title == "Hembesök"
    at_work.main.new_note()
    assert at_work.main.here.screen == "prepare", "no note is begun here"
    assert len(prepare.overview(gun).visits) == 1
