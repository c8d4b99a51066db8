"""The days on which files may go, one law after the other; what is not known keeps a file (RET-1 to RET-4)."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.disposal import CARE, KINDS, Facts, Keeping, retention

SOLNA = "0184"
REPORT = Facts(
    last_entry=dt.date(2026, 3, 12), closed=dt.date(2026, 3, 12), kind="ej_inledd", born="2017-09-02",
    municipality=SOLNA,
)  # fmt: skip
INVESTIGATED = replace(REPORT, kind=None, opened=dt.date(2026, 2, 20))
OLD = replace(INVESTIGATED, opened=dt.date(2024, 2, 1), closed=dt.date(2026, 1, 14), last_entry=dt.date(2026, 1, 14))


def told(facts):
    found = retention(facts)
    return found.keeping, found.rule, found.due and found.due.isoformat(), found.by and found.by.isoformat()


LAW = {
    "a report that opened nothing": (REPORT, Keeping.FIVE_YEARS, "RET-2", "2031-03-12", "2032-12-31"),
    "support without an investigation": (
        replace(REPORT, kind=None), Keeping.FIVE_YEARS, "RET-1", "2031-03-12", "2032-12-31",
    ),
    "an investigation, until the child is thirty": (
        INVESTIGATED, Keeping.UNTIL_THIRTY, "RET-2", "2047-09-02", "2048-12-31",
    ),
    "closed on the day of the new rule": (
        replace(OLD, closed=dt.date(2026, 1, 15)), Keeping.UNTIL_THIRTY, "RET-2", "2047-09-02", "2048-12-31",
    ),
    "closed the day before": (OLD, Keeping.FIVE_YEARS, "RET-1", "2031-01-14", "2032-12-31"),
    "a last entry after the thirtieth birthday": (
        replace(INVESTIGATED, born="1999-09-02", last_entry=dt.date(2029, 8, 1)),
        Keeping.UNTIL_THIRTY, "RET-2", "2034-08-01", "2035-12-31",
    ),
    "born on a leap day": (
        replace(INVESTIGATED, born="2016-02-29"), Keeping.UNTIL_THIRTY, "RET-2", "2046-03-01", "2047-12-31",
    ),
    "a last entry on a leap day": (
        replace(REPORT, last_entry=dt.date(2028, 2, 29)), Keeping.FIVE_YEARS, "RET-2", "2033-03-01", "2034-12-31",
    ),
    "placed": (replace(INVESTIGATED, care=True), Keeping.FOR_EVER, "RET-2", None, None),
    "paternity": (replace(REPORT, kind="faderskap"), Keeping.FOR_EVER, "RET-2", None, None),
    "adoption": (replace(REPORT, kind="adoption"), Keeping.FOR_EVER, "RET-2", None, None),
    "Östergötland": (replace(REPORT, municipality="0580"), Keeping.SAMPLE, "RET-3", None, None),
    "Gotland": (replace(REPORT, municipality="0980"), Keeping.SAMPLE, "RET-3", None, None),
    "Västernorrland": (replace(REPORT, municipality="2281"), Keeping.SAMPLE, "RET-3", None, None),
    "Göteborg": (replace(REPORT, municipality="1480"), Keeping.SAMPLE, "RET-3", None, None),
    "another town of that county": (
        replace(REPORT, municipality="1481"), Keeping.FIVE_YEARS, "RET-2", "2031-03-12", "2032-12-31",
    ),
    "born on the fifth": (replace(REPORT, born="2017-09-05"), Keeping.SAMPLE, "RET-3", None, None),
    "born on the fifteenth, by the number": (
        replace(REPORT, born=None, number="20170915-2384"), Keeping.SAMPLE, "RET-3", None, None,
    ),
    "born on the twenty-fifth, by a coordination number": (
        replace(REPORT, born=None, number="20170985-2384"), Keeping.SAMPLE, "RET-3", None, None,
    ),
    "two days of birth, one of them in the sample": (
        replace(REPORT, number="20170905-2384"), Keeping.SAMPLE, "RET-3", None, None,
    ),
    "a private provider": (replace(REPORT, private=True), Keeping.PRIVATE, "RET-4", "2028-03-12", "2029-12-31"),
    "a private provider, a placed child": (
        replace(REPORT, private=True, care=True), Keeping.HAND_OVER, "RET-4", None, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAW)
def test_the_law(name):
    """rules: RET-1, RET-2, RET-3, RET-4"""
    facts, *expected = LAW[name]
    assert told(facts) == tuple(expected)


LACKING = {
    "nobody said that it is closed": (replace(REPORT, closed=None), ("closed",)),
    "nothing was ever written": (replace(REPORT, last_entry=None), ("last_entry",)),
    "the day of birth of somebody investigated": (replace(INVESTIGATED, born=None), ("born",)),
    "only a year: it may be a day of the sample": (replace(INVESTIGATED, born="2017"), ("born",)),
    "the town": (replace(REPORT, municipality=None), ("municipality",)),
    "a code that is none": (replace(REPORT, municipality="Solna"), ("municipality",)),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_is_not_known_keeps_a_file(name):
    """rules: RET-1, RET-2, RET-3"""
    facts, lacks = LACKING[name]
    found = retention(facts)
    assert (found.due, found.lacks) == (None, lacks)
    assert not found.is_due(dt.date(2999, 1, 1))


def test_a_year_and_a_number_give_a_day():
    """rules: RET-2"""
    assert retention(replace(INVESTIGATED, born="2017", number="20170902-2384")).due == dt.date(2047, 9, 2)


def test_due_means_from_that_day_on():
    found = retention(REPORT)
    assert [found.is_due(dt.date(2031, 3, day)) for day in (11, 12, 13)] == [False, True, True]


DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
ANY = st.builds(
    Facts, last_entry=DAYS, closed=DAYS, opened=DAYS, kind=st.none() | st.sampled_from(sorted(KINDS)),
    care=st.booleans(), born=DAYS.map(lambda day: day and day.isoformat()),
    number=st.none() | st.sampled_from(["20170902-2384", "171502-2384", "20170962-2384", "?"]),
    municipality=st.sampled_from([SOLNA, "0580", "1480", None, ""]), private=st.booleans(),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_whatever_the_facts_nothing_goes_too_early(facts):
    """rules: RET-1, RET-2, RET-3, RET-4"""
    found = retention(facts)
    if found.due is None:
        return
    assert facts.closed is not None
    assert not facts.care
    assert facts.kind not in CARE
    years = 2 if facts.private else 5
    assert (found.due.year, found.due.month) >= (facts.last_entry.year + years, facts.last_entry.month)
    assert found.by >= found.due
    assert (found.by.month, found.by.day) == (12, 31)
    if not facts.private:
        assert facts.municipality == SOLNA
        old = facts.closed < dt.date(2026, 1, 15)
        if (facts.opened or facts.kind == "utredning") and not old:
            born = facts.born or "2017-09-02"
            assert found.due.isoformat() >= f"{int(born[:4]) + 30}{born[4:]}".replace("-02-29", "-02-28")
