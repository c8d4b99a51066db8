"""The demo's invented cases are of these days: near time limits, nobody a day older."""

import json
from datetime import date, timedelta

from fieldnotes.boot.demo_days import WRITTEN_FOR, as_of
from one_desk import RESOURCES

LATER = timedelta(days=196)


def test_every_day_but_a_birthday_moves_by_as_much():
    told = {"cases": [{"opened": "2026-02-20", "received": "2026-02-12T09:30:00+01:00", "number": "BV-2026-0142"}]}
    told["cases"][0]["people"] = [{"born": "2017-09-02", "since": "2026-01-15"}]
    assert as_of(told, WRITTEN_FOR + LATER) == {
        "cases": [
            {
                "opened": "2026-09-04",
                "received": "2026-08-27T09:30:00+01:00",
                "number": "BV-2026-0142",
                "people": [{"born": "2017-09-02", "since": "2026-07-30"}],
            }
        ]
    }


def test_the_shipped_cases_have_their_limits_around_today():
    told = json.loads((RESOURCES / "demo" / "import.json").read_text(encoding="utf-8"))
    today = WRITTEN_FOR + LATER
    limits = [case["decision_deadline"] for case in as_of(told, today)["cases"] if case.get("decision_deadline")]
    assert limits
    assert all(today < date.fromisoformat(limit) < today + timedelta(days=120) for limit in limits)
    assert as_of(told, WRITTEN_FOR) == told
