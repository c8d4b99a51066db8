"""Time given back at the desk: a log with known answers through the real record, off is off, and no text leaves."""

from datetime import datetime, timedelta

import pytest

from conftest import HeldClock
from fieldnotes.casework import decide, read_note, show_to_family, sign, time_choices, write_note
from fieldnotes.casework.time_export import COLUMNS, export_times
from fieldnotes.casework.time_given_back import is_measured, keep_work, settle_new, time_given_back
from fieldnotes.casework.time_shares import make_ready
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import times
from one_desk import make_desk, shipped
from two_desks import CASE, ROOM, WHY, make_two

MINUTE, HOUR = 60, 3600
LOG = (
    # from the visit's end to signed, to approved (None: never), typed and spoken seconds, shown
    (30 * MINUTE, 20 * HOUR, 300, 600, True),
    (90 * MINUTE, 30 * HOUR, 0, 720, False),
    (45 * MINUTE, None, 1500, 0, True),
)


def refusal(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


def note_file(ended):
    data = shipped("demo/notes/prov-01.json")
    data["sections"]["grunddata"] |= {"start": (ended - timedelta(hours=1)).isoformat(), "end": ended.isoformat()}
    return data


def write(desks, clock, line):
    """Write, show, sign and decide as a line of the log says; the clock goes on by itself as told."""
    waited, decided, typed, spoken, shown = line
    note = write_note.add(desks.worker, CASE, "hembesok", note_file(clock.wall)).note
    keep_work(desks.worker, note, typed, spoken)
    if shown:
        show_to_family.show(desks.worker, note, ROOM)
    clock.move(waited)
    head = sign.sign(desks.worker, note, {"*": WHY}).hash
    desks.carry()
    if decided is not None:
        clock.move(decided)
        desks.supervisor.unlocked = clock.now()
        read_note.show(desks.supervisor, note)
        decide.approve(desks.supervisor, note, head)
        desks.carry()
    return note


@pytest.fixture(scope="module")
def clock():
    return HeldClock()


@pytest.fixture(scope="module")
def desks(tmp_path_factory, clock):
    made = make_two(tmp_path_factory.mktemp("time"), clock)
    for line in LOG:
        write(made, clock, line)
    yield made
    made.close()


@pytest.fixture
def worker(desks):
    """The choices and the numbers of each test are its own."""
    before = times.choices(desks.worker.vault)
    yield desks.worker
    times.choose(desks.worker.vault, before)
    times.drop_shares(desks.worker.vault)
    for row in times.rows(desks.worker.vault):
        if row.old_way:
            times.remove(desks.worker.vault, row.id)


@pytest.fixture
def alone(tmp_path, held_clock):
    """A worker nobody else shares, with one signed note of five minutes' typing; the clock stands an hour later."""
    desk = make_desk(tmp_path, held_clock)
    note = write_note.add(desk, CASE, "hembesok", note_file(held_clock.wall)).note
    keep_work(desk, note, 300, 0)
    held_clock.move(HOUR)
    sign.sign(desk, note, {"*": WHY})
    yield desk
    desk.vault.lock()


def test_a_log_with_known_answers_gives_exactly_those_medians(worker):
    seen = time_given_back(worker)
    assert seen.now.notes == 3
    assert seen.now.minutes == {
        "to_signed": 45.0, "to_read": 1500.0, "to_approved": 1500.0, "typed": 5.0, "spoken": 10.0, "work": 15.0,
    }  # fmt: skip
    assert seen.now.known["to_approved"] == 2
    assert seen.now.shown_percent == 67
    assert [(month.period, month.figures.notes) for month in seen.months] == [("2026-03", 3)]
    assert seen.measuring
    assert not seen.team


def test_looking_twice_writes_nothing(worker):
    time_given_back(worker)
    before = worker.vault.version()
    time_given_back(worker)
    assert worker.vault.version() == before


def test_the_supervisor_s_own_page_knows_nothing_of_the_worker_s_notes(desks):
    seen = time_given_back(desks.supervisor)
    assert (seen.now.notes, seen.may_share) == (0, False)
    assert refusal(lambda: time_choices.count_in_team(desks.supervisor, on=True)).code is Code.NO_TEAM


def test_the_table_has_no_text_no_day_and_no_id(worker, tmp_path):
    time_choices.begin_baseline(worker)
    time_choices.tell_old_way(worker, 50, 300, shown=False)
    assert export_times(worker, tmp_path / "tid.csv") == 4
    lines = (tmp_path / "tid.csv").read_text("utf-8").splitlines()
    assert lines == [
        ";".join(COLUMNS),
        "2026-03;before;50.0;;300.0;;;0;0",
        "2026-03;here;0.0;12.0;90.0;1800.0;1800.0;0;0",
        "2026-03;here;25.0;0.0;45.0;;;1;0",
        "2026-03;here;5.0;10.0;30.0;1200.0;1200.0;1;0",
    ]


def test_off_measures_nothing_then_or_later(alone, held_clock):
    note = write_note.add(alone, CASE, "hembesok", note_file(held_clock.wall)).note
    keep_work(alone, note, 60, 0)
    time_choices.measure(alone, on=False)
    assert not is_measured(alone)
    (before,) = times.rows(alone.vault)  # signed before it was switched off, so measured whole
    assert (before.typed, before.day) == (300, "2026-03-12")
    keep_work(alone, note, 60, 0)
    assert times.rows(alone.vault) == [before]
    held_clock.move(HOUR)
    sign.sign(alone, note, {"*": WHY})
    assert time_given_back(alone).now.notes == 1
    held_clock.move(HOUR)
    time_choices.measure(alone, on=True)
    seen = time_given_back(alone)
    assert (seen.measuring, seen.team, seen.now.notes) == (True, False, 1)


def test_a_note_signed_here_is_brought_in_before_it_can_leave(alone):
    (note,) = times.unsettled(alone.vault)
    settle_new(alone)
    assert [(row.note, row.day, row.typed) for row in times.rows(alone.vault)] == [(note, "2026-03-12", 300)]
    assert times.unsettled(alone.vault) == set()


def test_what_was_measured_stays_when_it_is_switched_off_and_goes_when_it_is_deleted(alone, held_clock):
    time_choices.measure(alone, on=False)
    assert time_given_back(alone).now.minutes["work"] == 5.0
    time_choices.forget(alone)
    assert time_given_back(alone).now.notes == 0
    held_clock.move(HOUR)
    time_choices.measure(alone, on=True)
    assert time_given_back(alone).now.notes == 0


def test_work_on_a_draft_from_before_measuring_is_not_half_measured(clock, worker):
    note = write_note.add(worker, CASE, "hembesok").note
    clock.move(HOUR)
    time_choices.measure(worker, on=False)
    time_choices.measure(worker, on=True)
    keep_work(worker, note, 60, 0)
    assert all(row.note != note for row in times.rows(worker.vault))
    write_note.discard(worker, note)


def test_a_month_is_made_ready_only_after_a_yes_and_only_once_it_is_over(clock, worker):
    stood, ready = clock.wall, {}
    try:
        clock.wall = datetime.fromisoformat("2026-04-08T12:00:00+02:00")
        make_ready(worker)
        assert times.shares(worker.vault) == []
        time_choices.count_in_team(worker, on=True)
        for day in ("2026-03-31", "2026-04-07", "2026-04-08", "2026-04-22"):
            clock.wall = datetime.fromisoformat(f"{day}T12:00:00+02:00")
            times.drop_shares(worker.vault)
            make_ready(worker)
            ready[day] = [share.period for share in times.shares(worker.vault)]
        clock.wall = datetime.fromisoformat("2026-04-08T12:00:00+02:00")
        make_ready(worker)
        (share,) = times.shares(worker.vault)
    finally:
        clock.wall = stood
    assert ready == {"2026-03-31": [], "2026-04-07": [], "2026-04-08": ["2026-03"], "2026-04-22": []}
    assert share.value == {
        "to_signed": 45 * MINUTE, "to_read": 25 * HOUR, "to_approved": 25 * HOUR, "typed": 5 * MINUTE,
        "spoken": 10 * MINUTE, "work": 15 * MINUTE, "shown": 67, "together": 0,
    }  # fmt: skip
    time_choices.measure(worker, on=False)
    assert times.shares(worker.vault) == []
    assert not times.choices(worker.vault).withdraw


@pytest.mark.parametrize(
    "leave",
    [
        lambda desk: time_choices.count_in_team(desk, on=False),
        lambda desk: time_choices.measure(desk, on=False),
        time_choices.forget,
    ],
    ids=["out of the team", "off", "deleted"],
)
def test_what_the_workplace_has_is_taken_back(alone, leave):
    times.choose(alone.vault, times.Choices(team=True))
    times.make_ready(alone.vault, [times.Share("2026-02", "unit-bou", {"typed": 60}, sent=True)])
    leave(alone)
    assert times.choices(alone.vault).withdraw
    assert times.shares(alone.vault) == []


def test_notes_of_before_the_start_stand_beside_those_of_now(clock, worker):
    assert refusal(lambda: time_choices.tell_old_way(worker, 40, None, shown=True)).code is Code.BASELINE_CLOSED
    time_choices.begin_baseline(worker)
    time_choices.begin_baseline(worker)
    for minutes, waited, shown in ((40, 240, True), (60, None, False), (80, 600, False)):
        time_choices.tell_old_way(worker, minutes, waited, shown=shown)
    seen = time_given_back(worker)
    assert (seen.before.notes, seen.before.minutes["work"], seen.before.minutes["to_signed"]) == (3, 60.0, 420.0)
    assert (seen.before.shown_percent, seen.baseline.days_left, seen.baseline.open) == (33, 14, True)
    assert [told.minutes for told in sorted(seen.baseline.notes, key=lambda each: each.minutes)] == [40, 60, 80]
    time_choices.take_back(worker, next(told.id for told in seen.baseline.notes if told.minutes == 60))
    assert time_given_back(worker).before.notes == 2
    clock.move(14 * 24 * HOUR)
    assert not time_given_back(worker).baseline.open
    assert refusal(lambda: time_choices.tell_old_way(worker, 40, None, shown=True)).code is Code.BASELINE_CLOSED


@pytest.mark.parametrize(("minutes", "waited"), [(0, None), (601, None), (40, 0), (40, 43_201)])
def test_minutes_nobody_can_mean_are_refused(worker, minutes, waited):
    time_choices.begin_baseline(worker)
    refused = refusal(lambda: time_choices.tell_old_way(worker, minutes, waited, shown=True))
    assert refused.code is Code.WRONG_TYPE


def test_who_is_not_measured_tells_nothing_of_before(worker):
    time_choices.measure(worker, on=False)
    for act in (
        lambda: time_choices.begin_baseline(worker),
        lambda: time_choices.tell_old_way(worker, 40, None, shown=True),
        lambda: time_choices.count_in_team(worker, on=True),
    ):
        assert refusal(act).code is Code.TIME_OFF
