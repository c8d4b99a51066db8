import copy
from datetime import date, datetime, timedelta, timezone

import pytest

from domain_samples import cases, raw_world
from fieldnotes.domain.cases import Case
from fieldnotes.domain.deadlines import add_months, deadlines
from fieldnotes.domain.errors import Code, Refused

NOW = datetime(2026, 3, 12, 16, 0, tzinfo=timezone(timedelta(hours=1)))
DATES = ("received", "opened", "placed", "next_review", "decision_deadline", "closed")


def _case(phase, **dates):
    raw = copy.deepcopy(raw_world()["cases"][0])
    for key in DATES:
        raw.pop(key, None)
    return Case.from_json({**raw, "phase": phase, **dates})


def _due(case, now=NOW):
    return [(each.rule, each.due.isoformat(), each.days_left) for each in deadlines(case, now)]


@pytest.mark.parametrize(
    ("phase", "dates", "wanted"),
    [
        ("skyddsbedomning", {"received": "2026-03-10T18:55:00+01:00"}, [("VIS-3", "2026-03-24", 12)]),
        ("forhandsbedomning", {"received": "2026-03-10"}, [("VIS-3", "2026-03-24", 12)]),
        ("forhandsbedomning", {"received": "2026-02-20"}, [("VIS-3", "2026-03-06", -6)]),
        ("forhandsbedomning", {}, []),
        ("utredning", {"received": "2026-03-10", "opened": "2026-03-12"}, [("VIS-4", "2026-07-12", 122)]),
        ("utredning", {"opened": "2025-10-31"}, [("VIS-4", "2026-02-28", -12)]),
        ("utredning", {"opened": "2026-01-01", "decision_deadline": "2026-08-01"}, [("VIS-4", "2026-08-01", 142)]),
        ("utredning", {"decision_deadline": "2026-03-12"}, [("VIS-4", "2026-03-12", 0)]),
        (
            "placering",
            {"placed": "2025-10-01"},
            [("VIS-6", "2026-04-01", 20), ("VIS-6", "2027-10-01", 568)],
        ),
        (
            "placering",
            {"placed": "2020-02-29", "next_review": "2026-04-02"},
            [("VIS-6", "2026-04-02", 21), ("VIS-6", "2027-02-28", 353)],
        ),
        ("uppfoljning_utan_insats", {"closed": "2025-12-31"}, [("VIS-6", "2026-06-30", 110)]),
        ("placering", {"contact_restricted": "2026-01-31"}, [("VIS-6", "2026-04-30", 49)]),
        ("placering", {"contact_restricted": "2025-10-01"}, [("VIS-6", "2026-01-01", -70)]),
        (
            "placering",
            {"contact_restricted": "2025-10-01", "contact_review": "2026-04-01"},
            [("VIS-6", "2026-04-01", 20)],
        ),
        ("placering", {"whereabouts_secret": "2026-03-12"}, [("VIS-6", "2026-06-12", 92)]),
        (
            "utredning",
            {"whereabouts_secret": "2025-12-12", "whereabouts_review": "2026-06-12"},
            [("VIS-6", "2026-06-12", 92)],
        ),
        ("placering", {"emergency_home": "2026-02-01T10:00:00+01:00"}, [("VIS-6", "2026-04-01", 20)]),
        ("insats", {"contact_restricted": "2026-01-31", "emergency_home": "2026-02-01"}, []),
        ("insats", {"received": "2026-01-01", "opened": "2026-01-02", "placed": "2026-01-03"}, []),
        ("radgivning", {"received": "2026-01-01"}, []),
    ],
)
def test_a_case_keeps_the_days_of_its_phase(phase, dates, wanted):
    """rules: VIS-3, VIS-4, VIS-6"""
    assert _due(_case(phase, **dates)) == wanted


def test_fourteen_days_are_counted_as_the_rule_of_the_note_counts_them():
    """rules: VIS-3"""
    (deadline,) = deadlines(_case("forhandsbedomning", received="2026-05-04T08:40:00+02:00"), NOW)
    assert deadline.due == date(2026, 5, 18)


def test_a_deadline_is_named_in_both_languages():
    (deadline,) = deadlines(_case("utredning", opened="2026-03-01"), NOW)
    assert (deadline.label("sv"), deadline.label("en")) == ("Utredningen ska vara klar", "Investigation due")


def test_the_nearest_day_comes_first():
    for case in cases().values():
        days = [each.due for each in deadlines(case, NOW)]
        assert days == sorted(days)


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2026, 3, 1), 0, date(2026, 3, 1)),
        (date(2026, 3, 1), 24, date(2028, 3, 1)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last(day, months, wanted):
    assert add_months(day, months) == wanted


@pytest.mark.parametrize("key", ["contact_restricted", "whereabouts_review", "emergency_home"])
def test_a_day_that_is_none_is_refused_at_the_door(key):
    with pytest.raises(Refused) as stopped:
        _case("placering", **{key: "i våras"})
    assert stopped.value.code is Code.WRONG_FILE
