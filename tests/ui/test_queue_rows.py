"""What a row of the queue says, and that a renewed list leaves what one looks at where it is.

rules: SEC-8
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fieldnotes.casework.act_views import KeptBackView, QueueRow
from fieldnotes.casework.note_views import FlagsView
from fieldnotes.domain.private import Private
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.supervisor.queue_presenter import QueuePage, QueuePresenter, queue_page
from fieldnotes.ui.supervisor.queue_rows import kept_row, summary_words, waiting_row
from fieldnotes.ui.supervisor.queue_view import QueueScreen
from fieldnotes.vault import access
from one_desk import make_desk, shipped
from two_desks import close_window

NOW = datetime(2027, 3, 12, 12, tzinfo=UTC)
WAITING = QueueRow(
    note="n", case="c", template="hembesok", case_number="BV-2027-1", label="Hembesök", author="u",
    author_name=Private("Tove"), head="h", at=NOW, since=NOW, waiting_hours=0, state="signed", opened=False,
    flags=FlagsView(False, False, False, False, "took_part"), open_questions=0,
)  # fmt: skip
OUTLINE = {
    **{key: shipped("demo/import.json")["cases"][0][key] for key in ("phase", "unit", "received")},
    "id": "c-9", "number": "BV-2027-9", "kept_back": True, "people": [],
    "child": {"person_id": "kept_back", "role": "barn"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "chip", "said"),
    [
        ({"urgency": "late", "days_left": -2}, "Deadline passed", "deadline: 2 days late"),
        ({"urgency": "urgent", "days_left": 1, "opened": True}, "Urgent", "deadline: 1 day left"),
        ({"urgency": "soon", "days_left": 9}, "Not opened", "deadline: 9 days left"),
        ({"child_heard": "not_heard"}, "Not opened", "the child was not heard"),
        ({"child_heard": "heard", "opened": True}, "", "the child was heard"),
    ],
)
def test_a_waiting_row_says_what_hurries_and_whether_the_child_was_heard(facts, chip, said):
    row = waiting_row(replace(WAITING, **facts), NOW)
    assert row.chip == chip
    assert said in row.detail
    assert ("not opened" in row.detail) is (chip in {"Deadline passed", "Urgent"} and not facts.get("opened", False))


def test_a_deadline_that_is_far_away_and_a_child_nobody_asks_about_take_no_room():
    row = waiting_row(replace(WAITING, days_left=90, opened=True), NOW)
    assert row.detail.count(" · ") == 1
    assert summary_words([WAITING, replace(WAITING, urgency="late")]).endswith(" · 1 urgent")


@pytest.fixture
def screen(qtbot, frame):
    made = QueueScreen()
    made.resize(900, 600)
    made.show()
    with qtbot.waitExposed(made):
        made.rows.setFocus()
    yield made
    close_window(made)


def rows_of(numbers):
    return tuple(Row(f"n{n}", f"Hembesök · BV-{n}", "Signerad") for n in numbers)


def place_of(screen, key):
    number = next(at for at, row in enumerate(screen.rows.rows.rows) if row.key == key)
    return screen.rows.visualRect(screen.rows.rows.index(number)).top()


@pytest.mark.parametrize("current", ["n2502", "n10", "n4999"])
def test_what_one_looks_at_stays_where_it_is_when_notes_above_come_and_go(screen, current):
    screen.show_queue(QueuePage(rows_of(range(5000)), ""))
    screen.rows.make_current(current)
    screen.rows._measure_all()
    screen.rows.scrollTo(screen.rows.rows.index(2500), screen.rows.ScrollHint.PositionAtTop)
    screen.rows.verticalScrollBar().setValue(screen.rows.verticalScrollBar().value() + 7)
    before = place_of(screen, "n2503")
    assert 0 < before < screen.rows.viewport().height()
    screen.show_queue(QueuePage((*rows_of(range(-3, 0)), *rows_of(n for n in range(5000) if n not in {3, 40})), ""))
    assert (screen.rows.current_key(), place_of(screen, "n2503")) == (current, before)


def test_the_topmost_that_is_decided_gives_its_place_to_the_next(screen):
    screen.show_queue(QueuePage(rows_of(range(5000)), ""))
    screen.rows.make_current("n2502")
    screen.rows._measure_all()
    screen.rows.scrollTo(screen.rows.rows.index(2500), screen.rows.ScrollHint.PositionAtTop)
    before = place_of(screen, "n2500")
    screen.show_queue(QueuePage(rows_of(n for n in range(5000) if n != 2500), ""))
    assert place_of(screen, "n2501") == before


def test_at_the_very_top_the_oldest_is_seen(screen):
    screen.show_queue(QueuePage(rows_of(range(100)), ""))
    screen.show_queue(QueuePage(rows_of(range(-1, 100)), ""))
    assert place_of(screen, "n-1") == 0
    assert screen.rows.current_key() == "n0"


KEPT = KeptBackView("c-9", "BV-2027-9", 2, NOW, 30, 1, "urgent")


def test_a_case_that_stays_at_the_hub_says_no_more_than_number_and_days():
    row = kept_row(KEPT)
    assert (row.title, row.chip, row.trailing) == ("BV-2027-9", "Urgent", "Waited 1 day")
    assert row.detail == "2 notes wait · stays in the case system until you fetch it · deadline: 1 day left"
    assert kept_row(replace(KEPT, urgency="none", days_left=90)).chip == "Not fetched"


def test_the_longest_waiting_stands_first_wherever_it_lies():
    younger = replace(WAITING, note="younger", since=NOW + timedelta(hours=1))
    page = queue_page([WAITING, younger], NOW, (), [replace(KEPT, since=NOW + timedelta(minutes=1))])
    assert [row.key for row in page.rows] == ["n", "kept:c-9", "younger"]


def test_choosing_a_case_that_stays_asks_for_it_once_and_exchanges(qtbot, frame, tasks, tmp_path, held_clock, screen):
    frame.desk, frame.tasks = make_desk(tmp_path / "boss", held_clock, user="u-henrik", cases=[OUTLINE]), tasks
    QueuePresenter(frame, screen).choose("kept:c-9")
    qtbot.waitUntil(lambda: len(frame.said) == 2, timeout=20_000)
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert [row.what for row in access.unsent(frame.desk.vault)] == ["asked_for"]
    assert "with the next exchange" in frame.said[1], "there is no network"
    assert frame.went == []
    frame.desk.vault.lock()
