"""Medians of time given back: known answers, no group under five, and a pause that does not count."""

import statistics
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.active_time import PAUSE, ActiveTime
from fieldnotes.domain.time_figures import (
    FEWEST,
    HANDED_IN_AFTER,
    TOLD_AFTER,
    NoteTime,
    by_month,
    end_of,
    figures,
    is_over,
    median,
    of_a_team,
    own_month,
    per_cent,
)

MINUTE, HOUR = 60, 3600
DAY = date(2026, 10, 5)


def note(minutes, typed=0, spoken=0, **more):
    known = None if minutes is None else minutes * MINUTE
    return NoteTime(DAY, typed * MINUTE, spoken * MINUTE, known, **more)


@pytest.mark.parametrize(
    ("values", "answer"),
    [([], None), ([7], 7), ([9, 1], 5), ([1, 2], 2), ([5, 1, 9], 5), ([4, 1, 3, 2], 3), ([0, 0, 0, 100], 0)],
)
def test_a_median_is_the_middle(values, answer):
    assert median(values) == answer


def test_a_log_with_known_answers_gives_exactly_those_medians():
    """Seven notes: what each median is was worked out by hand."""
    log = [
        note(30, 5, 10, to_read=2 * HOUR, to_approved=26 * HOUR, shown=True, together=True),
        note(90, 0, 12, to_read=4 * HOUR, to_approved=30 * HOUR, shown=True),
        note(None, 25, 0, to_read=1 * HOUR),
        note(45, 8, 8, to_approved=50 * HOUR, shown=True, together=True),
        note(600, 40, 0),
        note(20, 0, 0, shown=True),
        note(50, 7, 9, to_read=9 * HOUR, to_approved=28 * HOUR),
    ]
    found = figures(log)
    assert found.notes == 7
    assert found.medians["to_signed"] == 47 * MINUTE + 30  # 20 30 45 | 50 90 600
    assert found.medians["to_read"] == 3 * HOUR  # 1 2 | 4 9
    assert found.medians["to_approved"] == 29 * HOUR  # 26 28 | 30 50
    assert found.medians["typed"] == 7 * MINUTE + 30  # 0 5 7 | 8 25 40
    assert found.medians["spoken"] == 8 * MINUTE + 30  # 0 0 8 | 9 10 12
    assert found.medians["work"] == 16 * MINUTE  # 12 15 16 | 16 25 40
    assert found.known == {"to_signed": 6, "to_read": 4, "to_approved": 4, "typed": 6, "spoken": 6, "work": 6}
    assert (found.shown, found.together) == (4, 2)
    assert own_month(log) == {
        "to_signed": 48 * MINUTE, "to_read": 3 * HOUR, "to_approved": 29 * HOUR, "typed": 8 * MINUTE,
        "spoken": 9 * MINUTE, "work": 16 * MINUTE, "shown": 57, "together": 29,
    }  # fmt: skip


def test_nothing_gives_nothing():
    assert figures([]).medians["to_signed"] is None
    assert own_month([]) == {}
    assert (per_cent(0, 0), per_cent(1, 3), per_cent(1, 8)) == (0, 33, 13)


def test_months_are_sorted_and_end():
    days = [date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 1)]
    assert [(month, len(notes)) for month, notes in by_month(NoteTime(day) for day in days).items()] == [
        ("2026-01", 1), ("2026-12", 2),
    ]  # fmt: skip
    assert [end_of(month) for month in ("2026-01", "2026-12", "2028-02")] == [
        date(2026, 2, 1), date(2027, 1, 1), date(2028, 3, 1),
    ]  # fmt: skip
    at = datetime(2026, 11, 8, tzinfo=UTC)
    assert is_over("2026-10", at, HANDED_IN_AFTER)
    assert not is_over("2026-10", at, TOLD_AFTER)
    with pytest.raises(ValueError, match="month"):
        end_of("2026-00")


def test_a_team_is_told_from_five_people_up_and_each_measure_by_itself():
    months = [{"to_signed": minutes * MINUTE, "shown": 50} for minutes in (10, 20, 30, 40, 500)]
    assert of_a_team(months[:4]) == {}
    assert of_a_team(months) == {"people": 5, "to_signed": 30 * MINUTE, "shown": 50}
    months[0] = {"shown": 50}
    assert of_a_team(months) == {"people": 5, "shown": 50}
    assert of_a_team([*months, *months[:3]])["people"] == 5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["to_signed", "typed", "shown"]), st.integers(0, 9000)), max_size=12))
def test_no_figure_of_a_team_rests_on_fewer_than_five(months):
    told = of_a_team(months)
    for measure in told.keys() - {"people"}:
        assert sum(measure in month for month in months) >= FEWEST
    assert not told or (told["people"] % FEWEST == 0 and told["people"] <= len(months))


def test_a_short_pause_is_work_and_a_long_one_is_not():
    active = ActiveTime()
    for at in (0.0, 10.0, 10.0 + PAUSE, 11.0 + 2 * PAUSE):
        active.sign(at, spoken=False)
    assert active.take() == (70, 0)


def test_a_second_is_counted_once_whatever_is_done_in_it():
    active = ActiveTime()
    for at in range(31):
        active.sign(float(at), spoken=at % 3 == 0)
        active.sign(float(at), spoken=at % 3 != 0)
    assert sum(active.take()) == 30


def test_parts_of_a_second_wait():
    active = ActiveTime()
    taken = []
    for at in range(7):
        active.sign(at * 0.4, spoken=True)
        taken.append(active.take())
    assert (sum(spoken for _typed, spoken in taken), taken[1]) == (2, (0, 0))


def test_a_clock_that_goes_back_counts_nothing():
    active = ActiveTime()
    for at in (100.0, 50.0, 51.0):
        active.sign(at, spoken=False)
    assert active.take() == (1, 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_a_median_has_as_many_on_either_side(values):
    """Held against its meaning, and against Python's own."""
    middle = median(values)
    assert middle == int(statistics.median(values) + 0.5)
    assert sum(value < middle for value in values) <= len(values) / 2
    assert sum(value > middle for value in values) <= len(values) / 2
