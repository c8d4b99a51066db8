"""Time given back in the window: counted while one works, shown as figures, bars and a table, chosen and deleted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from sqlalchemy import insert

from editor_window import begin, open_editor, sweep
from fieldnotes.casework import time_choices
from fieldnotes.casework.time_given_back import time_given_back
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.ui.worker import time_words as words
from fieldnotes.ui.worker.plain.plain_page_screen import build as plain_page
from fieldnotes.ui.worker.time_plot import TimePlot
from fieldnotes.ui.worker.time_screen import build
from fieldnotes.ui.worker.work_counter import WorkCounter
from fieldnotes.vault import times
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.vault.time_tables import TIMES
from fieldnotes.wire.canonical import encode
from fieldnotes.wire.reference import ItemType
from fieldnotes.wire.team_times import team_times_id
from window_parts import parts

MINUTE, HOUR = 60, 3600


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


def signed(day, to_signed, typed, spoken, family="not_shown", to_approved=None):
    return {
        "id": f"t-{day}-{to_signed}", "note": None, "old_way": False, "day": day, "typed": typed * MINUTE,
        "spoken": spoken * MINUTE, "to_signed": None if to_signed is None else to_signed * MINUTE,
        "to_approved": to_approved, "family": family,
    }  # fmt: skip


LOG = [
    signed("2026-01-12", 50, 10, 2, "took_part", 26 * HOUR),
    signed("2026-01-20", 70, 14, 0),
    signed("2026-02-03", 30, 2, 9, "did_not", 50 * HOUR),
    signed("2026-02-20", None, 0, 0),
]


def keep(desk, rows):
    with desk.vault.writing() as connection:
        connection.execute(insert(TIMES), rows)


def tell_team(desk, period, value):
    row = {"type": ItemType.POLICY.value, "id": team_times_id("unit-bou", period), "value": encode(value).decode()}
    with desk.vault.writing() as connection:
        connection.execute(insert(REFERENCE).values(row))


@pytest.fixture
def page(qtbot, frame, desk):
    keep(desk, LOG)
    return shown(qtbot, frame)


def shown(qtbot, frame):
    made = build(frame, "")
    qtbot.addWidget(made)
    made.resize(1000, 1400)
    made.show()
    made.entered()
    return made


def cells(table):
    rows = range(table.rowCount())
    return [[table.item(row, column).text() for column in range(table.columnCount())] for row in rows]


def test_figures_bars_and_table_say_the_same(page, desk):
    seen = time_given_back(desk)
    assert [(tile.name, tile.value) for tile in words.tiles(seen)] == [
        ("From the visit's end to signed", "50 min"), ("Writing and dictating", "12 min"), ("From signed to read", "–"),
        ("From signed to approved", "38 h"), ("Shown to the family", "50 %"),
    ]  # fmt: skip
    drawn = [each for each in parts(page) if isinstance(each, TimePlot) and each.isVisible()]
    assert [each.accessibleName() for each in drawn] == [
        "From the visit's end to signed (minutes)", "Writing and dictating (minutes)", "From signed to approved (days)",
        "Shown to the family (%)",
    ]  # fmt: skip
    assert drawn[0].accessibleDescription() == "January 2026: 60 min. February 2026: 30 min"
    assert cells(page.table) == [
        ["February 2026", "2", "30 min", "–", "2 days 2 h", "2 min", "9 min", "50 %"],
        ["January 2026", "2", "60 min", "–", "26 h", "12 min", "1 min", "50 %"],
    ]


def test_a_cell_is_heard_with_its_month_and_its_head(page):
    heard = page.table.item(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "February 2026, Signed after: 30 min"
    assert page.focusWidget() is page.table
    assert QAccessible.queryAccessibleInterface(page.table).role() is QAccessible.Role.Table


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "–"), (0, "0 min"), (119.4, "119 min"), (119.5, "2 h"), (125, "2 h 5 min"), (2879, "47 h 59 min"),
        (2880, "2 days"), (1440 * 3 + 90, "3 days 1 h"),
    ],
)  # fmt: skip
def test_minutes_are_said_as_people_say_them(minutes, said):
    assert words.duration(minutes) == said


def test_bars_are_as_high_as_their_numbers_and_stand_in_reading_direction(page, qapp):
    plot = words.plots(time_given_back(page.presenter._shell.desk))[0]
    widget = TimePlot(plot)
    for right_to_left in (False, True):
        widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        widget.resize(400, widget.sizeHint().height())
        picture = widget.grab().toImage()
        ground = widget.sizeHint().height() - 2 * widget._line() - 2
        high = [_ink_above(picture, x, ground) for x in (100, 300)]
        first, second = reversed(high) if right_to_left else high
        assert first == pytest.approx(2 * second, abs=3)  # January's 60 minutes, February's 30
    widget.deleteLater()


def _ink_above(picture, x, ground):
    """How many pixels of one colour stand on the ground at this place."""
    ink, high = picture.pixelColor(x, ground - 4), 4
    while picture.pixelColor(x, ground - high) == ink:
        high += 1
    return high


def test_nothing_measured_says_so_once_it_is_read_and_can_be_chosen(qtbot, frame, at_once):
    at_once.hold()
    page = shown(qtbot, frame)
    assert not page.nothing.isVisible()
    assert not page.choices.isVisible()
    at_once.release()
    assert page.nothing.isVisible()
    assert not page.table.isVisible()
    assert page.choices.measure.isChecked()
    assert not page.choices.forget.isEnabled()
    assert page.focusWidget() is page.choices.measure


def test_two_weeks_before_the_start_are_told_note_by_note(page, desk):
    assert not page.before.minutes.isVisible()
    page.before.begin.click()
    page.before.tell.click()
    assert time_given_back(desk).before.notes == 0  # nothing typed, nothing told
    for minutes, hours in (("45", "5"), ("60", "")):
        page.before.minutes.setText(minutes)
        page.before.hours.setText(hours)
        page.before.shown.setChecked(hours != "")
        page.before.tell.click()
    assert page.before.minutes.text() == ""
    before = time_given_back(desk).before
    assert (before.notes, before.minutes["work"], before.minutes["to_signed"]) == (2, 52.5, 300.0)
    assert before.shown_percent == 50
    assert cells(page.table)[-1][0] == "Before the start"
    assert words.plots(time_given_back(desk))[0].line_words == "Before the start: 5 h"
    page.before.back.click()
    assert time_given_back(desk).before.notes == 1


def test_the_team_is_a_choice_of_its_own_off_is_off_and_deleting_asks_once_more(page, desk, frame):
    assert not page.choices.team.isChecked()
    page.choices.team.click()
    assert times.choices(desk.vault).team
    page.choices.measure.click()
    assert times.choices(desk.vault) == times.Choices(measuring=False, team=False)
    assert frame.said[-1] == "Nothing is measured now."
    assert not page.choices.team.isEnabled()
    assert not page.before.begin.isVisible()
    page.choices.forget.click()
    page.choices.keep.click()
    assert len(times.rows(desk.vault)) == len(LOG)
    page.choices.forget.click()
    page.choices.sure.click()
    assert times.rows(desk.vault) == []
    assert page.nothing.isVisible()
    assert not page.choices.sure.isVisible()


def test_the_table_goes_to_the_file_that_is_chosen(page, frame, tmp_path):
    page.choose_file = lambda: str(tmp_path / "tid.csv")
    page.choices.export.click()
    assert len((tmp_path / "tid.csv").read_text("utf-8").splitlines()) == 1 + len(LOG)
    assert frame.said[-1] == "4 notes are in the table."
    page.choose_file = lambda: ""
    page.choices.export.click()
    assert len(frame.said) == 1


def test_what_is_refused_is_explained_and_the_box_stands_as_it_was(qtbot, frame, desk):
    page = shown(qtbot, frame)
    time_choices.measure(desk, on=False)
    page.before.begin_asked.emit()
    assert [problem.code for problem in frame.problems] == [Code.TIME_OFF]
    assert not page.choices.measure.isChecked()


def test_the_team_is_seen_from_five_people_up(qtbot, frame, desk):
    tell_team(desk, "2026-01", {"people": 5, "to_signed": 45 * MINUTE, "to_approved": 26 * HOUR, "shown": 60})
    tell_team(desk, "2026-02", {"few": True})
    page = shown(qtbot, frame)
    assert cells(page.team.table) == [
        ["February 2026", "Barn och unga", *["fewer than five"] * 6],
        ["January 2026", "Barn och unga", "45 min", "–", "26 h", "–", "–", "60 %"],
    ]
    (drawn,) = [each for each in parts(page.team) if isinstance(each, TimePlot)]
    assert drawn.accessibleName() == "Barn och unga: From the visit's end to signed (minutes)"
    assert drawn.accessibleDescription() == "January 2026: 45 min"


@pytest.fixture
def counter(desk, at_once):
    """A counter of work on a note that was begun; `problems` is what it had explained."""
    problems = []
    made = WorkCounter(desk, at_once, begin(desk), problems.append)
    made.problems = problems
    return made


def test_work_is_kept_as_it_is_done_and_its_end_when_the_note_is_left(counter, desk, held_clock):
    for _second in range(25):
        counter.typed()
        held_clock.move(1)
    (kept,) = times.rows(desk.vault)
    assert (kept.typed, kept.spoken) == (20, 0)
    counter.spoke()
    counter.keep()
    (kept,) = times.rows(desk.vault)
    assert (kept.typed, kept.spoken) == (24, 1)
    counter.keep()
    assert times.rows(desk.vault) == [kept]


def test_what_cannot_be_kept_disturbs_nobody_but_a_bug_is_told(counter, held_clock, monkeypatch):
    for error in (Refused(Code.PROFILE_LOCKED), ValueError("a bug")):
        monkeypatch.setattr("fieldnotes.ui.worker.work_counter.keep_work", lambda *_a, error=error: _raise(error))
        for _second in range(3):
            counter.spoke()
            held_clock.move(1)
        counter.keep()
    assert [type(problem) for problem in counter.problems] == [ValueError]


def _raise(error):
    raise error


def test_plain_versions_are_work_on_the_note_too(qtbot, frame, desk, tasks, held_clock):
    frame.tasks = tasks
    note = begin(desk)
    page = plain_page(frame, note)
    qtbot.addWidget(page)
    page.entered()
    for _second in range(4):
        page.asking.type("iakttagelser", "guardian", "Vi var hemma hos er.")
        held_clock.move(1)
    page.left()
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert [(kept.note, kept.typed) for kept in times.rows(desk.vault)] == [(note, 3)]


def test_the_editor_counts_typing_and_speech(qtbot, frame, desk, tasks, held_clock):
    frame.tasks = tasks
    note = begin(desk)
    editor = open_editor(qtbot, frame, note)
    for _second in range(5):
        editor.view.value_changed.emit("grunddata", "purpose", "Hembesök")
        held_clock.move(1)
    for said in ("elsa", "elsa", "elsa satt"):
        editor._heard.show_hearing("iakttagelser.obs", said)
        held_clock.move(2)
    editor.left()
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    (kept,) = times.rows(desk.vault)
    assert (kept.note, kept.typed, kept.spoken) == (note, 4, 5)
